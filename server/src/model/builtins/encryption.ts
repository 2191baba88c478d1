// The `encryption` block: key providers, methods, and what they are used for.
//
// Origin: OpenTofu 1.12.6, `internal/encryption/**`.

import { attribute, block, body, label, NEVER } from "./define.js";
import type { AttributeSchema, BlockSchema } from "./schema.js";

const docs = "https://opentofu.org/docs/language/state/encryption/";
const tofu = (version: string) => ({ opentofu: version, terraform: NEVER });

type Extras = Parameters<typeof attribute>[3];
const text = (doc: string, extras: Extras = {}) => attribute("string", "early", doc, extras);
const secret = (doc: string) => text(doc, { sensitive: true });
const number = (doc: string, extras: Extras = {}) => attribute("number", "early", doc, extras);
const flag = (doc: string) => attribute("bool", "early", doc);
const texts = (doc: string, extras: Extras = {}) => attribute("list(string)", "early", doc, extras);

const pbkdf2 = body("Makes the key from a passphrase.", {
  choices: [{ kind: "exactly-one", names: ["passphrase", "chain"] }],
  attributes: {
    passphrase: text("The passphrase, at least 16 characters long.", { sensitive: true, conflicts: ["chain"] }),
    chain: attribute("any", "early", "Another key provider whose key is the passphrase.", {
      meaning: "key-provider-reference",
      conflicts: ["passphrase"],
      since: tofu("1.10"),
    }),
    key_length: number("Length of the key in bytes.", { default: 32 }),
    iterations: number("How often the passphrase is hashed; at least 200000.", { default: 600000 }),
    salt_length: number("Length of the salt in bytes.", { default: 32 }),
    hash_function: text("The hash function.", { values: ["sha256", "sha512"], default: "sha512" }),
  },
});

const awsKms = body("Has AWS KMS make and guard the keys.", {
  attributes: {
    kms_key_id: text("The id, ARN or alias of the KMS key.", { required: true }),
    key_spec: text("The kind of data key to make.", { required: true, suggestions: ["AES_256", "AES_128"] }),
    access_key: text("The access key id."),
    profile: text("The profile of the shared configuration to use."),
    region: text("The region of the KMS key."),
    secret_key: secret("The secret access key."),
    sts_region: text("The region of the STS service."),
    token: secret("The session token of temporary credentials."),
    http_proxy: text("The proxy for HTTP requests."),
    https_proxy: text("The proxy for HTTPS requests."),
    no_proxy: text("Hosts that are reached without a proxy, separated by commas."),
    custom_ca_bundle: text("A file of certificate authorities to trust.", { meaning: "path" }),
    ec2_metadata_service_endpoint: text("The address of the instance metadata service."),
    ec2_metadata_service_endpoint_mode: text("Whether that address is of IPv4 or IPv6.", {
      suggestions: ["IPv4", "IPv6"],
    }),
    retry_mode: text("How requests are repeated.", { suggestions: ["standard", "adaptive"] }),
    skip_credentials_validation: flag("Do not check the credentials first."),
    skip_requesting_account_id: flag("Do not ask for the account id."),
    insecure: flag("Do not check TLS certificates."),
    use_dualstack_endpoint: flag("Use the endpoint for both IPv4 and IPv6."),
    use_fips_endpoint: flag("Use the FIPS endpoint."),
    skip_metadata_api_check: flag("Do not use the instance metadata service."),
    max_retries: number("How often a request is repeated."),
    shared_credentials_files: texts("Credentials files to read.", { meaning: "path" }),
    shared_config_files: texts("Configuration files to read.", { meaning: "path" }),
    allowed_account_ids: texts("The accounts that may be used; any other is an error.", {
      conflicts: ["forbidden_account_ids"],
    }),
    forbidden_account_ids: texts("Accounts that may not be used.", { conflicts: ["allowed_account_ids"] }),
    assume_role: attribute(
      "any",
      "early",
      "The role to take on, as an object: `role_arn`, `session_name` and the like.",
    ),
    assume_role_with_web_identity: attribute("any", "early", "The role to take on by means of a token, as an object."),
  },
  blocks: { endpoints: block("Addresses to use in place of the standard ones.", { openBody: "unknown" }) },
});

const gcpKms = body("Has Google Cloud KMS guard the keys.", {
  attributes: {
    kms_encryption_key: text("The resource name of the KMS key.", { required: true }),
    key_length: number("Length of the key in bytes, from 1 to 1024.", { required: true }),
    credentials: secret("A service account key in JSON, or the path of its file."),
    access_token: secret("A temporary access token."),
    impersonate_service_account: text("The service account to act as."),
    impersonate_service_account_delegates: texts("The chain of service accounts that leads to it."),
  },
});

const azureVault = {
  ...body("Has Azure Key Vault guard the keys.", {
    attributes: {
      vault_uri: text("The address of the vault.", { required: true }),
      vault_key_name: text("The name of the key in the vault.", { required: true }),
      key_length: number("Length of the key in bytes.", { required: true }),
      symmetric: flag("Whether the key in the vault is a symmetric one."),
      symmetric_key_size: number("The size of that symmetric key in bits.", { values: [128, 192, 256] }),
      use_cli: flag("Log in with the Azure CLI."),
      use_oidc: flag("Log in with an OIDC token."),
      use_msi: flag("Log in as the managed identity of the machine."),
      use_aks_workload_identity: flag("Log in as the workload identity of an AKS pod."),
      client_id: text("The id of the application."),
      client_id_file_path: text("A file that holds the id of the application.", { meaning: "path" }),
      client_secret: secret("The secret of the application."),
      client_secret_file_path: text("A file that holds the secret of the application.", { meaning: "path" }),
      client_certificate: secret("The certificate of the application, in Base64."),
      client_certificate_password: secret("The password of that certificate."),
      client_certificate_path: text("A file that holds the certificate.", { meaning: "path" }),
      oidc_token: secret("The OIDC token."),
      oidc_token_file_path: text("A file that holds the OIDC token.", { meaning: "path" }),
      oidc_request_url: text("Where to ask for an OIDC token."),
      oidc_request_token: secret("What to show when asking for an OIDC token."),
      msi_endpoint: text("The address of the managed identity service."),
      metadata_host: text("The host that describes the Azure cloud."),
      environment: text("The name of the Azure cloud, such as `public`."),
      subscription_id: text("The subscription."),
      tenant_id: text("The tenant."),
    },
  }),
  since: tofu("1.11"),
};

const openbao = body("Has the transit engine of OpenBao make and guard the keys.", {
  attributes: {
    key_name: text("The name of the transit key.", { required: true }),
    address: text("The address of the server.", { environment: ["BAO_ADDR"] }),
    token: text("The token to log in with.", { sensitive: true, environment: ["BAO_TOKEN"] }),
    key_length: number("Length of the key in bytes.", { values: [16, 32, 64], default: 32 }),
    transit_engine_path: text("Where the transit engine is mounted.", { default: "/transit" }),
  },
});

const externalKeyProvider = {
  ...body("Asks a program for the key.", {
    attributes: { command: texts("The program and its arguments.", { required: true }) },
  }),
  since: tofu("1.10"),
};

const keysReference = (extras: Extras) =>
  attribute("any", "early", "The key provider whose keys are used, as `key_provider.TYPE.NAME`.", {
    meaning: "key-provider-reference",
    ...extras,
  });

const methods = {
  aes_gcm: body("Encrypts with AES in Galois/Counter Mode.", {
    attributes: {
      keys: keysReference({ required: true }),
      aad: attribute("list(number)", "early", "Bytes that are not encrypted but protected against change."),
    },
  }),
  unencrypted: body("Does not encrypt. Meant for the way into or out of encryption."),
  external: {
    ...body("Leaves encryption to programs of your own.", {
      attributes: {
        encrypt_command: texts("The program that encrypts, and its arguments.", { required: true }),
        decrypt_command: texts("The program that decrypts, and its arguments.", { required: true }),
        keys: keysReference({}),
      },
    }),
    since: tofu("1.10"),
  },
};

const method: AttributeSchema = attribute("any", "static-traversal", "The method to use, as `method.TYPE.NAME`.", {
  meaning: "method-reference",
});

const fallback: BlockSchema = block(
  "The method to read with where the first one fails, so that a key or method can be replaced. It may have a fallback itself.",
  {
    max: 1,
    attributes: { method },
    blocks: {
      get fallback(): BlockSchema {
        return fallback;
      },
    },
  },
);

const enforced = attribute("bool", "const", "Refuse to write without encryption.", { default: false });

export const encryptionBlock = block(
  "Encrypts state and plan files. It may use variables and local values, and can also be given in the environment as `TF_ENCRYPTION`.",
  {
    max: 1,
    since: tofu("1.7"),
    url: docs,
    blocks: {
      key_provider: block("Where a key comes from. Methods name it as `key_provider.TYPE.NAME`.", {
        labels: [
          label("type", "The kind of key provider.", {
            values: ["pbkdf2", "aws_kms", "gcp_kms", "azure_vault", "openbao", "external"],
          }),
          label("name", "Its name: letters, digits, `-` and `_`."),
        ],
        openBody: "key-provider",
        attributes: {
          encrypted_metadata_alias: attribute(
            "string",
            "const",
            "The name under which the data of this key provider is stored with the state. Keep it when you rename the key provider.",
            { since: tofu("1.9") },
          ),
        },
        byLabel: {
          pbkdf2,
          aws_kms: awsKms,
          gcp_kms: gcpKms,
          azure_vault: azureVault,
          openbao,
          external: externalKeyProvider,
        },
      }),
      method: block("How data is encrypted, and with which key. Targets name it as `method.TYPE.NAME`.", {
        labels: [
          label("type", "The kind of method.", { values: ["aes_gcm", "unencrypted", "external"] }),
          label("name", "Its name: letters, digits, `-` and `_`."),
        ],
        openBody: "method",
        byLabel: methods,
      }),
      state: block("How state files are encrypted.", {
        max: 1,
        attributes: { enforced, method },
        blocks: { fallback },
      }),
      plan: block("How plan files are encrypted.", { max: 1, attributes: { enforced, method }, blocks: { fallback } }),
      remote_state_data_sources: block("How the states that `terraform_remote_state` reads are decrypted.", {
        max: 1,
        blocks: {
          default: block("For those that have no block of their own.", {
            max: 1,
            attributes: { method },
            blocks: { fallback },
          }),
          remote_state_data_source: block("For one data source.", {
            labels: [label("name", "The name of the data source, or `module.NAME.data_source` for one in a module.")],
            attributes: { method },
            blocks: { fallback },
          }),
        },
      }),
    },
  },
);
