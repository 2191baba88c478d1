// What `remote_state.config` may hold beside a backend's own arguments: how Terragrunt creates the store.
//
// Origin: Terragrunt 1.1.3, `internal/remotestate/backend`.

const flags = {
  s3: [
    ...["skip_bucket_versioning", "skip_bucket_ssencryption", "skip_bucket_root_access", "skip_bucket_enforced_tls"],
    ...["skip_bucket_public_access_blocking", "disable_bucket_update", "enable_lock_table_ssencryption"],
    ...["disable_aws_client_checksums", "skip_accesslogging_bucket_acl", "skip_accesslogging_bucket_enforced_tls"],
    ...["skip_accesslogging_bucket_public_access_blocking", "skip_accesslogging_bucket_ssencryption"],
  ],
  gcs: ["skip_bucket_creation", "skip_bucket_versioning", "enable_bucket_policy_only"],
};

const texts = {
  s3: [
    ...["accesslogging_bucket_name", "accesslogging_target_object_partition_date_source"],
    ...["accesslogging_target_prefix", "bucket_sse_algorithm", "bucket_sse_kms_key_id"],
  ],
  gcs: ["project", "location"],
};

const tags = { s3: ["s3_bucket_tags", "dynamodb_table_tags", "accesslogging_bucket_tags"], gcs: ["gcs_bucket_labels"] };

/** Terragrunt's own settings of a store by the name of the backend, with their types. */
export const storeSettings: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  s3: settingsOf("s3"),
  gcs: settingsOf("gcs"),
};

function settingsOf(backend: "s3" | "gcs"): ReadonlyMap<string, string> {
  return new Map([
    ...texts[backend].map((name) => [name, "string"] as const),
    ...tags[backend].map((name) => [name, "map(string)"] as const),
    ...flags[backend].map((name) => [name, "bool"] as const),
  ]);
}

/** True for a setting that Terragrunt keeps to itself, of whichever store. */
export function isStoreSetting(name: string): boolean {
  return Object.values(storeSettings).some((settings) => settings.has(name)) || name.startsWith("skip_bucket_");
}
