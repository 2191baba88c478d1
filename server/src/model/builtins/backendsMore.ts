// The other backends: Consul, Tencent and Alibaba storage, HTTP, Kubernetes, PostgreSQL.
//
// Origin: OpenTofu 1.12.6, `internal/backend/remote-state/{consul,cos,http,kubernetes,oss,pg}`.

import { attribute, block, body } from "./define.js";

const docs = "https://opentofu.org/docs/language/settings/backends/";

type Extras = Parameters<typeof attribute>[3];
const text = (doc: string, extras: Extras = {}) => attribute("string", "early", doc, extras);
const secret = (doc: string, extras: Extras = {}) => text(doc, { sensitive: true, ...extras });
const number = (doc: string, extras: Extras = {}) => attribute("number", "early", doc, extras);
const flag = (doc: string, extras: Extras = {}) => attribute("bool", "early", doc, extras);
const needed = { required: "elsewhere" } as const;
const env = (...environment: string[]) => ({ environment });
const path = { meaning: "path" } as const;

export const consul = body("Keeps the state in the key-value store of Consul.", {
  url: `${docs}consul/`,
  attributes: {
    path: text("The key under which the state is kept.", needed),
    access_token: secret("The access token.", env("CONSUL_HTTP_TOKEN")),
    address: text("The address of Consul, as `host:port`.", env("CONSUL_HTTP_ADDR")),
    scheme: text("The protocol.", { suggestions: ["http", "https"] }),
    datacenter: text("The datacenter; that of the agent unless given."),
    http_auth: secret("Name and password for HTTP basic authentication, as `name:password`.", env("CONSUL_HTTP_AUTH")),
    gzip: flag("Compress the state.", { default: false }),
    lock: flag("Lock the state while it is in use.", { default: true }),
    ca_file: text("A file of certificate authorities to trust.", { ...path, ...env("CONSUL_CACERT") }),
    cert_file: text("The file of the client certificate. Goes with `key_file`.", {
      ...path,
      ...env("CONSUL_CLIENT_CERT"),
    }),
    key_file: text("The file of the client certificate's private key.", { ...path, ...env("CONSUL_CLIENT_KEY") }),
  },
});

export const cos = body("Keeps the state in Tencent Cloud Object Storage.", {
  url: `${docs}cos/`,
  attributes: {
    secret_id: text("The secret id.", env("TENCENTCLOUD_SECRET_ID")),
    secret_key: secret("The secret key.", env("TENCENTCLOUD_SECRET_KEY")),
    security_token: secret("The token of temporary credentials.", env("TENCENTCLOUD_SECURITY_TOKEN")),
    region: text("The region of the bucket.", { ...needed, ...env("TENCENTCLOUD_REGION") }),
    bucket: text("The bucket.", needed),
    prefix: text("The directory in the bucket."),
    key: text("The name of the state object.", { default: "terraform.tfstate" }),
    encrypt: flag("Have the object encrypted where it is stored.", { default: true }),
    acl: text("The access control list of the object.", {
      default: "private",
      suggestions: ["private", "public-read"],
    }),
    accelerate: flag("Use the accelerated endpoints.", { default: false }),
  },
  blocks: {
    assume_role: block("A role to take on.", {
      max: 1,
      attributes: {
        role_arn: text("The role.", { ...needed, ...env("TENCENTCLOUD_ASSUME_ROLE_ARN") }),
        session_name: text("The name of the session.", { ...needed, ...env("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME") }),
        session_duration: number("How long the session lasts, in seconds, up to 43200.", {
          ...needed,
          ...env("TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION"),
        }),
        policy: text("A policy that restricts the session further."),
      },
    }),
  },
});

export const http = body("Keeps the state behind any HTTP service that can store and return it.", {
  url: `${docs}http/`,
  attributes: {
    address: text("The address of the state.", { ...needed, ...env("TF_HTTP_ADDRESS") }),
    update_method: text("The method to store it with.", { default: "POST", ...env("TF_HTTP_UPDATE_METHOD") }),
    lock_address: text("The address of the lock. Without it there is no locking.", env("TF_HTTP_LOCK_ADDRESS")),
    unlock_address: text("The address to unlock at.", env("TF_HTTP_UNLOCK_ADDRESS")),
    lock_method: text("The method to lock with.", { default: "LOCK", ...env("TF_HTTP_LOCK_METHOD") }),
    unlock_method: text("The method to unlock with.", { default: "UNLOCK", ...env("TF_HTTP_UNLOCK_METHOD") }),
    username: text("The user for basic authentication.", env("TF_HTTP_USERNAME")),
    password: secret("The password for basic authentication.", env("TF_HTTP_PASSWORD")),
    skip_cert_verification: flag("Do not check TLS certificates.", { default: false }),
    retry_max: number("How often a request is repeated.", env("TF_HTTP_RETRY_MAX")),
    retry_wait_min: number("The shortest wait between attempts, in seconds.", env("TF_HTTP_RETRY_WAIT_MIN")),
    retry_wait_max: number("The longest wait between attempts, in seconds.", env("TF_HTTP_RETRY_WAIT_MAX")),
    client_ca_certificate_pem: text(
      "Certificate authorities to trust, in PEM.",
      env("TF_HTTP_CLIENT_CA_CERTIFICATE_PEM"),
    ),
    client_certificate_pem: text(
      "The client certificate, in PEM. Goes with `client_private_key_pem`.",
      env("TF_HTTP_CLIENT_CERTIFICATE_PEM"),
    ),
    client_private_key_pem: secret(
      "The client certificate's private key, in PEM.",
      env("TF_HTTP_CLIENT_PRIVATE_KEY_PEM"),
    ),
    headers: attribute("map(string)", "early", "Headers to send with each request."),
  },
});

export const kubernetes = body("Keeps the state in a secret of Kubernetes.", {
  url: `${docs}kubernetes/`,
  attributes: {
    secret_suffix: text("The end of the secret's name, which is `tfstate-WORKSPACE-SUFFIX`.", needed),
    labels: attribute("map(string)", "early", "Labels to add to the secret."),
    namespace: text("The namespace of the secret.", env("KUBE_NAMESPACE")),
    in_cluster_config: flag("Log in as the pod in which OpenTofu runs.", env("KUBE_IN_CLUSTER_CONFIG")),
    load_config_file: flag("Read the kubeconfig file.", env("KUBE_LOAD_CONFIG_FILE")),
    host: text("The address of the API server.", env("KUBE_HOST")),
    username: text("The user for basic authentication.", env("KUBE_USER")),
    password: secret("The password for basic authentication.", env("KUBE_PASSWORD")),
    insecure: flag("Do not check the TLS certificate.", env("KUBE_INSECURE")),
    client_certificate: text("The client certificate, in PEM.", env("KUBE_CLIENT_CERT_DATA")),
    client_key: secret("The client certificate's private key, in PEM.", env("KUBE_CLIENT_KEY_DATA")),
    cluster_ca_certificate: text("Certificate authorities to trust, in PEM.", env("KUBE_CLUSTER_CA_CERT_DATA")),
    config_paths: attribute("list(string)", "early", "Kubeconfig files to read.", {
      ...path,
      ...env("KUBE_CONFIG_PATHS"),
    }),
    config_path: text("The kubeconfig file.", { ...path, ...env("KUBE_CONFIG_PATH") }),
    config_context: text("The context of the kubeconfig to use.", env("KUBE_CTX")),
    config_context_auth_info: text(
      "The user of the kubeconfig to use in place of the context's.",
      env("KUBE_CTX_AUTH_INFO"),
    ),
    config_context_cluster: text(
      "The cluster of the kubeconfig to use in place of the context's.",
      env("KUBE_CTX_CLUSTER"),
    ),
    token: secret("The token of a service account.", env("KUBE_TOKEN")),
  },
  blocks: {
    exec: block("A program that provides credentials.", {
      attributes: {
        api_version: text("The version of the interface between the two.", needed),
        command: text("The program.", needed),
        env: attribute("map(string)", "early", "Environment variables for it."),
        args: attribute("list(string)", "early", "Its arguments."),
      },
    }),
  },
});

export const oss = body("Keeps the state in Alibaba Cloud Object Storage.", {
  url: `${docs}oss/`,
  attributes: {
    access_key: text("The access key id.", env("ALICLOUD_ACCESS_KEY", "ALICLOUD_ACCESS_KEY_ID")),
    secret_key: secret("The access key secret.", env("ALICLOUD_SECRET_KEY", "ALICLOUD_ACCESS_KEY_SECRET")),
    security_token: secret("The token of temporary credentials.", env("ALICLOUD_SECURITY_TOKEN")),
    ecs_role_name: text("The RAM role of the machine to act as.", env("ALICLOUD_ECS_ROLE_NAME")),
    region: text("The region of the bucket.", env("ALICLOUD_REGION", "ALICLOUD_DEFAULT_REGION")),
    sts_endpoint: text("The address for STS.", env("ALICLOUD_STS_ENDPOINT")),
    tablestore_endpoint: text(
      "The address of the table store that holds the locks.",
      env("ALICLOUD_TABLESTORE_ENDPOINT"),
    ),
    endpoint: text("The address for the object storage.", env("ALICLOUD_OSS_ENDPOINT", "OSS_ENDPOINT")),
    bucket: text("The bucket.", needed),
    prefix: text("The directory in the bucket.", { default: "env:" }),
    key: text("The name of the state object.", { default: "terraform.tfstate" }),
    tablestore_table: text("The table that holds the locks. Without it there is no locking."),
    encrypt: flag("Have the object encrypted where it is stored.", { default: false }),
    acl: text("The access control list of the object."),
    shared_credentials_file: text("A credentials file to read.", {
      ...path,
      ...env("ALICLOUD_SHARED_CREDENTIALS_FILE"),
    }),
    profile: text("The profile of the credentials file to use.", env("ALICLOUD_PROFILE")),
    assume_role: attribute("any", "early", "A role to take on.", {
      deprecated: {
        message: "Use the arguments whose names begin with `assume_role_`.",
        replacement: "assume_role_role_arn",
      },
      fields: {
        role_arn: text("The role.", { required: true }),
        session_name: text("The name of the session."),
        policy: text("A policy that restricts the session further."),
        session_expiration: number("How long the session lasts, in seconds."),
      },
    }),
    assume_role_role_arn: text("A role to take on.", env("ALICLOUD_ASSUME_ROLE_ARN")),
    assume_role_session_name: text("The name of the session.", env("ALICLOUD_ASSUME_ROLE_SESSION_NAME")),
    assume_role_policy: text("A policy that restricts the session further; it cannot grant more than the role does."),
    assume_role_session_expiration: number("How long the session lasts, in seconds."),
  },
});

export const pg = body("Keeps the state in a PostgreSQL database.", {
  url: `${docs}pg/`,
  attributes: {
    conn_str: secret("The connection string, as a `postgres://` address.", env("PG_CONN_STR")),
    schema_name: text("The schema that holds the state; OpenTofu makes it.", env("PG_SCHEMA_NAME")),
    skip_schema_creation: flag("The schema exists already, so do not make it.", env("PG_SKIP_SCHEMA_CREATION")),
    table_name: text("The table that holds the state.", env("PG_TABLE_NAME")),
    skip_table_creation: flag("The table exists already, so do not make it.", env("PG_SKIP_TABLE_CREATION")),
    index_name: text("The index of that table.", env("PG_INDEX_NAME")),
    skip_index_creation: flag("The index exists already, so do not make it.", env("PG_SKIP_INDEX_CREATION")),
  },
});
