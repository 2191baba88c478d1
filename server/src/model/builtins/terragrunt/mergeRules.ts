// How a unit is merged with the files it includes.
//
// Origin: Terragrunt 1.1.3, `pkg/config/include.go`; where its documentation differs, the code counts.
// Includes are merged from the last to the first: the unit goes before every include, a later include before an earlier.

import { named } from "../define.js";
import type { Named } from "../schema.js";

/**
 * What becomes of an element that both the unit (child) and its include (parent) have:
 * - `child`: the child's value, if it has one, else the parent's;
 * - `keys`: entries of both; where a key is in both, the child's;
 * - `recursive`: as `keys`, but maps inside are merged likewise and lists joined, the parent's entries first;
 * - `labels`: blocks of both; where a label is in both, the child's;
 * - `labels-error`: blocks of both; a label that is in both is an error;
 * - `labels-recursive`: as `labels`, but blocks of the same label are merged inside;
 * - `union`: list entries of both, without repetition;
 * - `concat-child-first`: list entries of both, the child's first;
 * - `fields`: arguments of both; where an argument is in both, the child's;
 * - `parent`: the parent's block counts if it has one, so that what the child wrote is lost;
 * - `none`: the parent's is not seen at all.
 */
export type MergeRule =
  | "child"
  | "keys"
  | "recursive"
  | "labels"
  | "labels-error"
  | "labels-recursive"
  | "union"
  | "concat-child-first"
  | "fields"
  | "parent"
  | "none";

export interface MergeBehaviour {
  readonly shallow: MergeRule;
  readonly deep: MergeRule;
  readonly note?: string;
}

/** By the path of the attribute or block. `terraform.*` rules apply where both files have a `terraform` block. */
export const mergeRules: Named<MergeBehaviour> = named({
  inputs: { shallow: "keys", deep: "recursive" },
  "terraform.source": { shallow: "child", deep: "child" },
  "terraform.version": { shallow: "child", deep: "child" },
  "terraform.copy_terraform_lock_file": { shallow: "child", deep: "child" },
  "terraform.include_in_copy": {
    shallow: "parent",
    deep: "concat-child-first",
    note: "What the unit wrote is silently lost in a shallow merge.",
  },
  "terraform.exclude_from_copy": {
    shallow: "parent",
    deep: "concat-child-first",
    note: "What the unit wrote is silently lost in a shallow merge.",
  },
  "terraform.mutable": { shallow: "parent", deep: "parent", note: "What the unit wrote is silently lost." },
  "terraform.update_source_with_cas": {
    shallow: "parent",
    deep: "parent",
    note: "What the unit wrote is silently lost.",
  },
  "terraform.extra_arguments": { shallow: "labels", deep: "labels" },
  "terraform.before_hook": { shallow: "labels", deep: "labels", note: "New hooks run after those of the include." },
  "terraform.after_hook": { shallow: "labels", deep: "labels", note: "New hooks run after those of the include." },
  "terraform.error_hook": { shallow: "labels", deep: "labels", note: "New hooks run after those of the include." },
  remote_state: { shallow: "child", deep: "child", note: "Never merged inside, whatever the strategy." },
  generate: { shallow: "labels-error", deep: "labels" },
  dependency: {
    shallow: "labels",
    deep: "labels-recursive",
    note: "Deeply, mocks are merged and allowed commands joined.",
  },
  dependencies: {
    shallow: "union",
    deep: "union",
    note: "Deeply, paths that a dependency of the unit replaces are left out.",
  },
  feature: { shallow: "labels", deep: "labels-recursive" },
  exclude: { shallow: "child", deep: "child" },
  errors: { shallow: "child", deep: "labels-recursive", note: "Deeply, lists of patterns are joined." },
  engine: { shallow: "child", deep: "fields" },
  locals: { shallow: "none", deep: "none", note: "Read those of an include as `include.NAME.locals`." },
  catalog: { shallow: "none", deep: "none" },
  download_dir: { shallow: "child", deep: "child" },
  prevent_destroy: { shallow: "child", deep: "child" },
  iam_role: { shallow: "child", deep: "child" },
  iam_assume_role_duration: { shallow: "child", deep: "child" },
  iam_assume_role_session_name: { shallow: "child", deep: "child" },
  iam_web_identity_token: { shallow: "child", deep: "child" },
  terraform_binary: { shallow: "child", deep: "child" },
  terraform_version_constraint: { shallow: "child", deep: "child" },
  terragrunt_version_constraint: { shallow: "child", deep: "child" },
});
