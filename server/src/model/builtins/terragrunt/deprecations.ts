// What Terragrunt no longer accepts, or will not accept for long, and what takes its place.
//
// Origin: Terragrunt 1.1.3, `internal/strict/controls/controls.go`, its migration guides and experiments.

import { attribute, named } from "../define.js";
import type { AttributeSchema, Named } from "../schema.js";

const removed = (doc: string, message: string, replacement: string): AttributeSchema =>
  attribute("any", "dynamic", doc, { until: { terragrunt: "1.0.0" }, removed: { message, replacement } });

/** Attributes of units that are errors since 1.0. In a replacement, `VALUE` stands for the old value. */
export const removedUnitAttributes: Record<string, AttributeSchema> = {
  skip: removed(
    "Left the unit out of all runs.",
    "Since Terragrunt 1.0, an `exclude` block says when the unit is left out.",
    'exclude {\n  if      = VALUE\n  actions = ["all"]\n}',
  ),
  retryable_errors: removed(
    "Errors after which the command was run again.",
    "Since Terragrunt 1.0, a `retry` block inside `errors` says when to try again.",
    'errors {\n  retry "default" {\n    retryable_errors   = VALUE\n    max_attempts       = 3\n    sleep_interval_sec = 5\n  }\n}',
  ),
  retry_max_attempts: removed(
    "How often a command was run.",
    "Since Terragrunt 1.0, it is `max_attempts` of a `retry` block inside `errors`.",
    "errors.retry.max_attempts",
  ),
  retry_sleep_interval_sec: removed(
    "How long to wait between attempts.",
    "Since Terragrunt 1.0, it is `sleep_interval_sec` of a `retry` block inside `errors`.",
    "errors.retry.sleep_interval_sec",
  ),
};

export interface Deprecation {
  /** Kebab-case; for active ones the name of Terragrunt's strict control. */
  readonly id: string;
  /** Whether Terragrunt refuses it, or warns (and refuses only in strict mode). */
  readonly status: "removed" | "deprecated";
  readonly what: string;
  readonly instead: string;
}

/** Old forms that are more than an attribute of another name. */
export const deprecations: readonly Deprecation[] = [
  {
    id: "skip-dependencies-inputs",
    status: "removed",
    what: "`dependency.NAME.inputs` read another unit's inputs.",
    instead: "Read `dependency.NAME.outputs`, or the unit's file with `read_terragrunt_config(…).inputs`.",
  },
  {
    id: "bare-include",
    status: "deprecated",
    what: "An `include` block without a label.",
    instead: 'Give it a label, as `include "root"`, and read it as `include.root.…`.',
  },
  {
    id: "root-terragrunt-hcl",
    status: "deprecated",
    what: "A root configuration that is itself called `terragrunt.hcl`.",
    instead: 'Call it `root.hcl` and find it with `find_in_parent_folders("root.hcl")`.',
  },
  {
    id: "mock-outputs-merge-with-state",
    status: "deprecated",
    what: "`mock_outputs_merge_with_state` of a dependency.",
    instead: 'Write `mock_outputs_merge_strategy_with_state = "shallow"`.',
  },
  {
    id: "skip-bucket-accesslogging",
    status: "deprecated",
    what: "`skip_bucket_accesslogging` in the backend's `config` has no effect.",
    instead: "Access logging is on exactly where `accesslogging_bucket_name` is given.",
  },
  {
    id: "fast-copy",
    status: "deprecated",
    what: "`a/**/*.tf` in `include_in_copy` or `exclude_from_copy` will no longer match files directly in `a`.",
    instead: "Write `a/{*.tf,**/*.tf}`.",
  },
  {
    id: "legacy-gcs-public-prefix",
    status: "deprecated",
    what: "A source that begins with the address of Google's storage service.",
    instead: "Put `gcs::` in front of it.",
  },
  {
    id: "legacy-internal-tflint",
    status: "deprecated",
    what: "A hook that runs the TFLint inside Terragrunt.",
    instead: "Add `--terragrunt-external-tflint` and install TFLint.",
  },
  {
    id: "terragrunt-prefix-env-vars",
    status: "deprecated",
    what: "Environment variables of Terragrunt that begin with `TERRAGRUNT_`.",
    instead: "They begin with `TG_` now.",
  },
];

/** Experiments that make parts of the language available. They are switched on where Terragrunt is run. */
export const experiments: Named<string> = named({
  "block-iteration": "`expansion` blocks, and `enabled` on units and stacks.",
  "deep-merge": "The function `deep_merge`.",
  "version-attribute": "`version` in the `terraform` block.",
  "mutable-generate": "`mutable` in `generate` blocks.",
  oci: "Sources that begin with `oci://`.",
  "iac-engine": "The `engine` block.",
  "azure-backend": "Creation of the storage for the `azurerm` backend.",
});

/** Entries of `remote_state.config` that Terragrunt uses itself and does not pass on to the backend. */
export const backendSetupKeys: Named<readonly string[]> = named({
  s3: [
    "skip_bucket_versioning",
    "skip_bucket_ssencryption",
    "skip_bucket_root_access",
    "skip_bucket_enforced_tls",
    "skip_bucket_public_access_blocking",
    "disable_bucket_update",
    "enable_lock_table_ssencryption",
    "s3_bucket_tags",
    "dynamodb_table_tags",
    "accesslogging_bucket_tags",
    "disable_aws_client_checksums",
    "accesslogging_bucket_name",
    "accesslogging_target_object_partition_date_source",
    "accesslogging_target_prefix",
    "skip_accesslogging_bucket_acl",
    "skip_accesslogging_bucket_enforced_tls",
    "skip_accesslogging_bucket_public_access_blocking",
    "skip_accesslogging_bucket_ssencryption",
    "skip_bucket_accesslogging",
    "bucket_sse_algorithm",
    "bucket_sse_kms_key_id",
  ],
  gcs: [
    "skip_bucket_creation",
    "skip_bucket_versioning",
    "enable_bucket_policy_only",
    "project",
    "location",
    "gcs_bucket_labels",
  ],
});
