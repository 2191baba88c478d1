// What Terragrunt expressions may refer to, and when: reference roots, evaluation phases, and what paths are relative to.
//
// Origin: Terragrunt 1.1.3, `pkg/config/config.go`, `config_partial.go`, `config_helpers.go`.

import { named } from "../define.js";
import { pathReaders } from "../fileReaders.js";
import type { Named } from "../schema.js";

export interface TerragruntRoot {
  readonly doc: string;
  /** What follows the root, for messages and completion. */
  readonly shape: string;
  /** The names that may follow at the place marked FIELD in `shape`; undefined where the configuration decides. */
  readonly fields?: readonly string[];
  /** Only in stack files. */
  readonly stackOnly?: true;
  readonly experiment?: string;
}

export const terragruntRoots: Named<TerragruntRoot> = named({
  local: { shape: "local.NAME", doc: "A local value of the same file." },
  include: {
    shape: "include.LABEL.FIELD",
    doc: "What an included file holds, if its `include` block has `expose = true`. One include without a label is read as `include.FIELD`.",
    fields: [
      "locals",
      "inputs",
      "remote_state",
      "terraform",
      "generate",
      "dependency",
      "feature",
      "exclude",
      "errors",
      "engine",
      "iam_role",
      "download_dir",
      "prevent_destroy",
      "terraform_binary",
      "terraform_version_constraint",
      "terragrunt_version_constraint",
    ],
  },
  dependency: {
    shape: "dependency.LABEL.FIELD",
    doc: "Another unit, through its outputs: `dependency.LABEL.outputs.NAME`. Where the block has an expansion, a key follows the label.",
    fields: ["outputs"],
  },
  feature: { shape: "feature.NAME.FIELD", doc: "The value of a feature flag.", fields: ["value"] },
  values: {
    shape: "values.NAME",
    doc: "A value that the stack gave to this unit or stack, from `terragrunt.values.hcl` beside it.",
  },
  unit: {
    shape: "unit.NAME.FIELD",
    doc: "Another unit of the stack: the directory it is generated into.",
    fields: ["path"],
    stackOnly: true,
  },
  stack: {
    shape: "stack.NAME.FIELD",
    doc: "Another stack of the stack: the directory it is generated into.",
    fields: ["path"],
    stackOnly: true,
  },
  each: {
    shape: "each.FIELD",
    doc: "The element for which a block is repeated by `expansion { for_each = … }`.",
    fields: ["key", "value"],
    experiment: "block-iteration",
  },
  count: {
    shape: "count.FIELD",
    doc: "Which repetition it is, from 0, where a block is repeated by `expansion { count = … }`.",
    fields: ["index"],
    experiment: "block-iteration",
  },
});

/** One step of the evaluation of a unit. A reference to what a later step provides is an error. */
export interface EvaluationPhase {
  readonly doc: string;
  /** The roots that expressions of this step may refer to. */
  readonly roots: readonly string[];
  /** The root that is known once the step is done. */
  readonly provides?: string;
  /** The top-level blocks and attributes that are evaluated in this step. */
  readonly names: readonly string[];
}

export const evaluationPhases: readonly EvaluationPhase[] = [
  { doc: "The values that a stack gave are read.", roots: [], provides: "values", names: [] },
  { doc: "Included files are found.", roots: ["values"], provides: "include", names: ["include"] },
  { doc: "Feature flags get their values.", roots: ["values"], provides: "feature", names: ["feature"] },
  {
    doc: "Local values are computed, in the order they need.",
    roots: ["local", "include", "feature", "values"],
    provides: "local",
    names: ["locals"],
  },
  {
    doc: "The role to run as is settled, before any dependency is read.",
    roots: ["local", "include", "feature", "values"],
    names: ["iam_role", "iam_assume_role_duration", "iam_assume_role_session_name", "iam_web_identity_token"],
  },
  {
    doc: "Dependencies are found, checked for cycles, and their outputs read or mocked.",
    roots: ["local", "include", "feature", "values", "each", "count"],
    provides: "dependency",
    names: ["dependencies", "dependency"],
  },
  {
    doc: "Everything else.",
    roots: ["local", "include", "feature", "values", "dependency"],
    names: [
      "terraform",
      "remote_state",
      "generate",
      "inputs",
      "exclude",
      "errors",
      "engine",
      "catalog",
      "download_dir",
      "prevent_destroy",
      "terraform_binary",
      "terraform_version_constraint",
      "terragrunt_version_constraint",
    ],
  },
];

/** The step in which a top-level block or attribute of a unit is evaluated; undefined for unknown names. */
export function phaseOf(name: string): EvaluationPhase | undefined {
  return evaluationPhases.find((phase) => phase.names.includes(name));
}

/** The roots that a top-level block or attribute may refer to. */
export function rootsFor(name: string): readonly string[] {
  return phaseOf(name)?.roots ?? [];
}

/** A directory that a relative path, or a path function, starts from. */
export type PathBase =
  /** The directory of the unit that is being evaluated. */
  | "unit"
  /** The directory of the file in which the expression stands. */
  | "file"
  /** The directory of the included file of which the call speaks. */
  | "include";

/**
 * What paths mean in an included file. Text that moves from a unit into an include keeps its meaning where this says
 * `unit`, and changes it where it says `file` or `include`.
 * In a file that `read_terragrunt_config` reads, all of them mean that file, except `get_original_terragrunt_dir()`.
 */
export const pathBases: Named<PathBase> = named({
  "get_terragrunt_dir()": "unit",
  "get_original_terragrunt_dir()": "unit",
  "find_in_parent_folders()": "unit",
  "dependency.config_path": "unit",
  "dependencies.paths": "unit",
  "terraform.source": "unit",
  "include.path": "file",
  ...Object.fromEntries([...pathReaders].map((name) => [`${name}()`, "file" as const])),
  "path_relative_to_include()": "include",
  "path_relative_from_include()": "include",
  "get_parent_terragrunt_dir()": "include",
});
