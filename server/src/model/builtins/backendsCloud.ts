// Backends of the three large clouds.
//
// Origin: OpenTofu 1.12.6, `internal/backend/remote-state/{s3,azure,gcs}`.

import { attribute, body } from "./define.js";

const docs = "https://opentofu.org/docs/language/settings/backends/";

type Extras = Parameters<typeof attribute>[3];
const text = (doc: string, extras: Extras = {}) => attribute("string", "early", doc, extras);
const secret = (doc: string, extras: Extras = {}) => text(doc, { sensitive: true, ...extras });
const number = (doc: string, extras: Extras = {}) => attribute("number", "early", doc, extras);
const flag = (doc: string, extras: Extras = {}) => attribute("bool", "early", doc, extras);
const texts = (doc: string, extras: Extras = {}) => attribute("set(string)", "early", doc, extras);
const needed = { required: "elsewhere" } as const;
const env = (...environment: string[]) => ({ environment });
const path = { meaning: "path" } as const;
const instead = (replacement: string) => ({
  deprecated: { message: `Write \`${replacement}\` instead.`, replacement },
});

export const s3 = body("Keeps the state in a bucket of Amazon S3, or of a service that speaks its protocol.", {
  url: `${docs}s3/`,
  attributes: {
    bucket: text("The bucket.", needed),
    key: text("The name of the state object in the bucket.", needed),
    region: text("The region of the bucket and of the lock table.", env("AWS_REGION", "AWS_DEFAULT_REGION")),
    endpoints: attribute("any", "early", "Addresses to use in place of the standard ones.", {
      fields: {
        s3: text("The address for S3.", env("AWS_ENDPOINT_URL_S3")),
        iam: text("The address for IAM.", env("AWS_ENDPOINT_URL_IAM")),
        sts: text("The address for STS.", env("AWS_ENDPOINT_URL_STS")),
        dynamodb: text("The address for DynamoDB.", env("AWS_ENDPOINT_URL_DYNAMODB")),
      },
    }),
    dynamodb_endpoint: text("The address for DynamoDB.", instead("endpoints.dynamodb")),
    endpoint: text("The address for S3.", instead("endpoints.s3")),
    iam_endpoint: text("The address for IAM.", instead("endpoints.iam")),
    sts_endpoint: text("The address for STS.", instead("endpoints.sts")),
    sts_region: text("The region in which STS is asked."),
    encrypt: flag("Have S3 encrypt the object where it is stored."),
    acl: text("The canned access control list for the object."),
    state_tags: attribute("map(string)", "early", "Tags for the state object."),
    lock_tags: attribute("map(string)", "early", "Tags for the lock object."),
    access_key: text("The access key id.", env("AWS_ACCESS_KEY_ID")),
    secret_key: secret("The secret access key.", env("AWS_SECRET_ACCESS_KEY")),
    kms_key_id: text("The ARN of the KMS key that encrypts the object."),
    dynamodb_table: text("The DynamoDB table that holds the locks. `use_lockfile` needs no table."),
    profile: text("The profile of the shared configuration to use.", env("AWS_PROFILE")),
    shared_credentials_file: text("A credentials file to read. `shared_credentials_files` takes several.", path),
    shared_credentials_files: texts("Credentials files to read.", path),
    shared_config_files: texts("Configuration files to read.", path),
    token: secret("The session token of temporary credentials.", env("AWS_SESSION_TOKEN")),
    skip_credentials_validation: flag("Do not check the credentials with STS first."),
    skip_metadata_api_check: flag("Do not use the instance metadata service."),
    skip_region_validation: flag("Accept region names that are not known."),
    skip_requesting_account_id: flag("Do not ask for the account id; for services that have no IAM or STS."),
    sse_customer_key: secret(
      "A key of yours, in Base64, with which S3 encrypts the object.",
      env("AWS_SSE_CUSTOMER_KEY"),
    ),
    role_arn: text("The role to take on.", instead("assume_role.role_arn")),
    session_name: text("The name of the session.", instead("assume_role.session_name")),
    external_id: text("The external id for taking on the role.", instead("assume_role.external_id")),
    assume_role_duration_seconds: number("How long the session lasts, in seconds.", instead("assume_role.duration")),
    assume_role_policy: text("A policy that restricts the session further.", instead("assume_role.policy")),
    assume_role_policy_arns: texts(
      "Managed policies that restrict the session further.",
      instead("assume_role.policy_arns"),
    ),
    assume_role_tags: attribute("map(string)", "early", "Tags of the session.", instead("assume_role.tags")),
    assume_role_transitive_tag_keys: texts(
      "Tags that later sessions inherit.",
      instead("assume_role.transitive_tag_keys"),
    ),
    workspace_key_prefix: text("What stands before the key for workspaces other than the default one.", {
      default: "env:",
    }),
    force_path_style: flag("Put the bucket in the path, not in the host name.", instead("use_path_style")),
    use_path_style: flag("Put the bucket in the path, not in the host name."),
    retry_mode: text("How requests are repeated.", { suggestions: ["standard", "adaptive"], ...env("AWS_RETRY_MODE") }),
    max_retries: number("How often a request is repeated."),
    custom_ca_bundle: text("A file of certificate authorities to trust.", { ...path, ...env("AWS_CA_BUNDLE") }),
    ec2_metadata_service_endpoint: text("The address of the instance metadata service."),
    ec2_metadata_service_endpoint_mode: text("Whether that address is of IPv4 or IPv6.", {
      suggestions: ["IPv4", "IPv6"],
    }),
    assume_role: attribute("any", "early", "A role to take on.", {
      fields: {
        role_arn: text("The role.", { required: true }),
        duration: text("How long the session lasts, such as `1h`."),
        external_id: text("The external id that the role asks for."),
        policy: text("A policy in JSON that restricts the session further."),
        policy_arns: texts("Managed policies that restrict the session further."),
        session_name: text("The name of the session."),
        tags: attribute("map(string)", "early", "Tags of the session."),
        transitive_tag_keys: texts("Tags that later sessions inherit."),
      },
    }),
    assume_role_with_web_identity: attribute(
      "any",
      "early",
      "A role to take on by means of a token of another identity service.",
      {
        fields: {
          role_arn: text("The role.", env("AWS_ROLE_ARN")),
          web_identity_token: secret("The token."),
          web_identity_token_file: text("A file that holds the token.", {
            ...path,
            ...env("AWS_WEB_IDENTITY_TOKEN_FILE"),
          }),
          session_name: text("The name of the session.", env("AWS_ROLE_SESSION_NAME")),
          policy: text("A policy in JSON that restricts the session further."),
          policy_arns: texts("Managed policies that restrict the session further."),
          duration: text("How long the session lasts, from `15m` to `12h`."),
        },
      },
    ),
    forbidden_account_ids: texts("Accounts that may not be used.", { conflicts: ["allowed_account_ids"] }),
    allowed_account_ids: texts("The accounts that may be used; any other is an error.", {
      conflicts: ["forbidden_account_ids"],
    }),
    http_proxy: text("The proxy for HTTP requests.", env("HTTP_PROXY")),
    https_proxy: text("The proxy for HTTPS requests.", env("HTTPS_PROXY")),
    no_proxy: text("Hosts that are reached without a proxy, separated by commas.", env("NO_PROXY")),
    insecure: flag("Do not check TLS certificates."),
    use_dualstack_endpoint: flag("Use the endpoints for both IPv4 and IPv6.", env("AWS_USE_DUALSTACK_ENDPOINT")),
    use_fips_endpoint: flag("Use the FIPS endpoints.", env("AWS_USE_FIPS_ENDPOINT")),
    skip_s3_checksum: flag("Do not send checksums; some services that speak the protocol of S3 do not know them."),
    use_lockfile: flag("Keep the lock as an object beside the state, without a DynamoDB table.", {
      since: { opentofu: "1.10", terraform: "1.10" },
    }),
  },
});

export const azurerm = body("Keeps the state as a blob of an Azure storage account.", {
  url: `${docs}azurerm/`,
  attributes: {
    storage_account_name: text("The storage account.", needed),
    container_name: text("The container in the storage account.", needed),
    key: text("The name of the blob.", needed),
    metadata_host: text("The host that describes the Azure cloud.", {
      conflicts: ["environment"],
      ...env("ARM_METADATA_HOST"),
    }),
    environment: text("The name of the Azure cloud, such as `public`.", {
      conflicts: ["metadata_host"],
      ...env("ARM_ENVIRONMENT"),
    }),
    access_key: secret("The access key of the storage account.", env("ARM_ACCESS_KEY")),
    sas_token: secret("A SAS token for the storage account.", env("ARM_SAS_TOKEN")),
    snapshot: flag("Take a snapshot of the blob before each use.", env("ARM_SNAPSHOT")),
    resource_group_name: text("The resource group of the storage account."),
    client_id: text("The id of the application.", env("ARM_CLIENT_ID")),
    client_id_file_path: text("A file that holds the id of the application.", {
      ...path,
      ...env("ARM_CLIENT_ID_FILE_PATH"),
    }),
    endpoint: text("Has no effect.", {
      deprecated: { message: "It has no effect; use `environment` or `metadata_host`.", replacement: "metadata_host" },
    }),
    timeout_seconds: number("How long to wait for Azure, in seconds.", env("ARM_TIMEOUT_SECONDS")),
    subscription_id: text("The subscription.", env("ARM_SUBSCRIPTION_ID")),
    tenant_id: text("The tenant.", env("ARM_TENANT_ID")),
    client_certificate: secret(
      "The certificate of the application with its private key, as PKCS#12 in Base64.",
      env("ARM_CLIENT_CERTIFICATE"),
    ),
    client_certificate_password: secret("The password of the certificate.", env("ARM_CLIENT_CERTIFICATE_PASSWORD")),
    client_certificate_path: text("A PKCS#12 file that holds the certificate with its private key.", {
      ...path,
      ...env("ARM_CLIENT_CERTIFICATE_PATH"),
    }),
    client_secret: secret("The secret of the application.", env("ARM_CLIENT_SECRET")),
    client_secret_file_path: text("A file that holds the secret of the application.", {
      ...path,
      ...env("ARM_CLIENT_SECRET_FILE_PATH"),
    }),
    use_msi: flag("Log in as the managed identity of the machine.", env("ARM_USE_MSI")),
    msi_endpoint: text("The address of the managed identity service.", {
      deprecated: { message: "Set the environment variable `MSI_ENDPOINT` instead." },
      ...env("ARM_MSI_ENDPOINT"),
    }),
    use_oidc: flag("Log in with an OIDC token.", env("ARM_USE_OIDC")),
    oidc_token: secret("The OIDC token. Not together with `oidc_request_token`.", env("ARM_OIDC_TOKEN")),
    oidc_token_file_path: text("A file that holds the OIDC token.", {
      ...path,
      ...env("ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE"),
    }),
    oidc_request_url: text(
      "Where to ask for an OIDC token, as in GitHub Actions. Goes with `oidc_request_token`.",
      env("ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"),
    ),
    oidc_request_token: secret(
      "What to show when asking for an OIDC token. Goes with `oidc_request_url`.",
      env("ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"),
    ),
    ado_service_connection_id: text(
      "The service connection to log in with in an Azure DevOps pipeline.",
      env(
        "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
        "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
        "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
      ),
    ),
    use_aks_workload_identity: flag("Log in as the workload identity of an AKS pod.", {
      default: false,
      ...env("ARM_USE_AKS_WORKLOAD_IDENTITY"),
    }),
    use_azuread_auth: flag(
      "Log in to the blob storage with Azure AD rather than with an access key.",
      env("ARM_USE_AZUREAD"),
    ),
    use_cli: flag("Log in with the Azure CLI.", { default: true, ...env("ARM_USE_CLI") }),
    customer_provided_key: secret("An AES-256 key of yours, in Base64, with which Azure encrypts the blob.", {
      conflicts: ["encryption_scope"],
      ...env("ARM_CUSTOMER_PROVIDED_KEY"),
    }),
    // The environment variable is misspelt in OpenTofu itself.
    encryption_scope: text("The encryption scope under which Azure encrypts the blob.", {
      conflicts: ["customer_provided_key"],
      ...env("ARM_ENCYRPTION_SCOPE"),
    }),
  },
});

export const gcs = body("Keeps the state in a bucket of Google Cloud Storage.", {
  url: `${docs}gcs/`,
  attributes: {
    bucket: text("The bucket.", needed),
    prefix: text("The directory in the bucket; each workspace has a file in it."),
    credentials: secret(
      "A service account key in JSON, or the path of its file.",
      env("GOOGLE_BACKEND_CREDENTIALS", "GOOGLE_CREDENTIALS"),
    ),
    access_token: secret("A temporary access token.", env("GOOGLE_OAUTH_ACCESS_TOKEN")),
    impersonate_service_account: text(
      "The service account to act as.",
      env("GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT"),
    ),
    impersonate_service_account_delegates: attribute(
      "list(string)",
      "early",
      "The chain of service accounts that leads to it.",
    ),
    encryption_key: secret("A 32-byte key of yours, in Base64, with which the objects are encrypted.", {
      conflicts: ["kms_encryption_key"],
      ...env("GOOGLE_ENCRYPTION_KEY"),
    }),
    kms_encryption_key: text("The Cloud KMS key, by its full resource name, with which the objects are encrypted.", {
      conflicts: ["encryption_key"],
      ...env("GOOGLE_KMS_ENCRYPTION_KEY"),
    }),
    storage_custom_endpoint: text(
      "The address to use in place of the standard one.",
      env("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT", "GOOGLE_STORAGE_CUSTOM_ENDPOINT"),
    ),
    universe_domain: text(
      "The domain of the Google cloud, where it is not the public one.",
      env("GOOGLE_BACKEND_UNIVERSE_DOMAIN"),
    ),
  },
});
