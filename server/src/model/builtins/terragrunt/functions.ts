// Terragrunt's own functions, and which of OpenTofu's it has.
//
// Origin: Terragrunt 1.1.3, `pkg/config/config_helpers.go`; it takes the others from Terraform 0.15.3.

import { functionDocs } from "../functions.js";
import type { Availability } from "../schema.js";

export interface TerragruntParameter {
  readonly name: string;
  readonly type: string;
  readonly optional?: true;
}

/**
 * What can be said about a call without running anything:
 * - `pure`: it follows from the arguments;
 * - `paths`: it follows from where the files of the workspace lie;
 * - `reads`: it follows from the content of another file of the workspace;
 * - `never`: it depends on the environment, on programs or on services.
 */
export type Evaluation = "pure" | "paths" | "reads" | "never";

export interface TerragruntFunction {
  readonly name: string;
  readonly doc: string;
  readonly parameters: readonly TerragruntParameter[];
  /** The type of further arguments. */
  readonly variadic?: string;
  readonly returns: string;
  readonly evaluation: Evaluation;
  /** The result, where it is always the same. */
  readonly value?: readonly string[];
  readonly since?: Availability;
  readonly experiment?: string;
}

const required = (name: string, type = "string"): TerragruntParameter => ({ name, type });
const optional = (name: string, type = "string"): TerragruntParameter => ({ name, type, optional: true });

function fn(
  name: string,
  returns: string,
  evaluation: Evaluation,
  doc: string,
  parameters: readonly TerragruntParameter[] = [],
  extras: Partial<TerragruntFunction> = {},
): TerragruntFunction {
  return { name, doc, parameters, returns, evaluation, ...extras };
}

const ownFunctions: readonly TerragruntFunction[] = [
  fn(
    "find_in_parent_folders",
    "string",
    "paths",
    "The path of the nearest file or directory of the given name above the unit, also where the call stands in an include. Without a name it looks for `terragrunt.hcl`, which is deprecated. An error where there is none and no second argument is given.",
    [optional("name"), optional("fallback")],
  ),
  fn(
    "path_relative_to_include",
    "string",
    "paths",
    "The way from the included file's directory to the unit, such as `prod/network`; `.` where nothing is included. With several includes, the label of one is needed.",
    [optional("include_name")],
  ),
  fn(
    "path_relative_from_include",
    "string",
    "paths",
    "The way from the unit to the included file's directory, such as `../..`. With several includes, the label of one is needed.",
    [optional("include_name")],
  ),
  fn(
    "get_env",
    "string",
    "never",
    "The value of an environment variable. An error where it is not set and no second argument is given.",
    [required("name"), optional("default")],
  ),
  fn("get_platform", "string", "never", "The operating system: `darwin`, `linux`, `windows`, …"),
  fn("get_repo_root", "string", "paths", "The root directory of the Git repository."),
  fn("get_path_from_repo_root", "string", "paths", "The way from the root of the Git repository to the unit."),
  fn("get_path_to_repo_root", "string", "paths", "The way from the unit to the root of the Git repository."),
  fn(
    "get_terragrunt_dir",
    "string",
    "paths",
    "The directory of the unit, also where the call stands in an include. In a file that is read with `read_terragrunt_config`, the directory of that file.",
  ),
  fn("get_working_dir", "string", "never", "The directory in which OpenTofu runs."),
  fn(
    "get_parent_terragrunt_dir",
    "string",
    "paths",
    "The directory of the included file. With several includes, the label of one is needed.",
    [optional("include_name")],
  ),
  fn(
    "get_original_terragrunt_dir",
    "string",
    "paths",
    "The directory of the unit with which everything began, also in a file that is read with `read_terragrunt_config`.",
  ),
  fn(
    "get_terraform_commands_that_need_vars",
    "list(string)",
    "pure",
    "The commands that take values of variables.",
    [],
    {
      value: ["apply", "console", "destroy", "import", "plan", "push", "refresh"],
    },
  ),
  fn("get_terraform_commands_that_need_input", "list(string)", "pure", "The commands that may ask for input.", [], {
    value: ["apply", "import", "init", "plan", "refresh"],
  }),
  fn("get_terraform_commands_that_need_locking", "list(string)", "pure", "The commands that lock the state.", [], {
    value: ["apply", "destroy", "import", "plan", "refresh", "taint", "untaint"],
  }),
  fn(
    "get_terraform_commands_that_need_parallelism",
    "list(string)",
    "pure",
    "The commands that take `-parallelism`.",
    [],
    {
      value: ["apply", "plan", "destroy"],
    },
  ),
  fn("get_terraform_command", "string", "never", "The command that is being run, such as `plan`."),
  fn("get_terraform_cli_args", "list(string)", "never", "The arguments with which that command is run."),
  fn(
    "get_default_retryable_errors",
    "list(string)",
    "never",
    "Regular expressions for errors that often go away by themselves; Terragrunt's own list.",
  ),
  fn(
    "get_aws_account_alias",
    "string",
    "never",
    "The alias of the AWS account whose credentials are used; empty where it has none.",
  ),
  fn("get_aws_account_id", "string", "never", "The id of the AWS account whose credentials are used."),
  fn("get_aws_caller_identity_arn", "string", "never", "The ARN of the AWS identity whose credentials are used."),
  fn(
    "get_aws_caller_identity_user_id",
    "string",
    "never",
    "The user id of the AWS identity whose credentials are used.",
  ),
  fn(
    "run_cmd",
    "string",
    "never",
    "Runs a program and returns what it prints. Before the program, `--terragrunt-quiet` hides its output; `--terragrunt-global-cache` and `--terragrunt-no-cache`, of which only one may be given, say how results are kept.",
    [required("command")],
    { variadic: "string" },
  ),
  fn(
    "read_terragrunt_config",
    "any",
    "reads",
    "Reads another Terragrunt file and returns all of it as an object: its `locals`, `inputs`, outputs of its dependencies and the rest. An error where it is missing and no second argument is given.",
    [required("path"), optional("default", "any")],
  ),
  fn("sops_decrypt_file", "string", "never", "The text of a file that is encrypted with SOPS.", [required("path")]),
  fn("get_terragrunt_source_cli_flag", "string", "never", "The value of `--source`; empty where it is not given."),
  fn(
    "read_tfvars_file",
    "string",
    "reads",
    "Reads a file of values for variables and returns them as JSON text; put `jsondecode` around it.",
    [required("path")],
  ),
  fn(
    "mark_as_read",
    "string",
    "pure",
    "Notes that the unit depends on a file, and returns its path. Takes effect only in `locals`.",
    [required("path")],
  ),
  fn(
    "mark_glob_as_read",
    "list(string)",
    "paths",
    "Notes that the unit depends on all files that match a pattern, and returns their paths. `--terragrunt-boundary=DIR` in front limits where they are looked for.",
    [required("pattern")],
    { variadic: "string", since: { terragrunt: "1.1.0" } },
  ),
  fn("constraint_check", "bool", "pure", "Whether a version meets a version constraint.", [
    required("version"),
    required("constraint"),
  ]),
  fn(
    "deep_merge",
    "map(any)",
    "pure",
    "Merges objects all the way down, from left to right: maps are merged, lists put one after the other, null is passed over.",
    [],
    { variadic: "map(any)", experiment: "deep-merge", since: { terragrunt: "1.0.6" } },
  ),
  fn("startswith", "bool", "pure", "Whether a string begins with another.", [required("string"), required("prefix")]),
  fn("endswith", "bool", "pure", "Whether a string ends with another.", [required("string"), required("suffix")]),
  fn("strcontains", "bool", "pure", "Whether a string contains another.", [required("string"), required("substr")]),
  fn("timecmp", "number", "pure", "-1, 0 or 1: whether the first timestamp is before, at or after the second.", [
    required("timestamp_a"),
    required("timestamp_b"),
  ]),
];

export const terragruntFunctions: ReadonlyMap<string, TerragruntFunction> = new Map(
  ownFunctions.map((entry) => [entry.name, entry]),
);

/** Functions of OpenTofu that came after Terraform 0.15.3, and that Terragrunt therefore lacks. */
const missing: ReadonlySet<string> = new Set([
  "base64gunzip",
  "cidrcontains",
  "ephemeralasnull",
  "issensitive",
  "plantimestamp",
  "templatestring",
  "urldecode",
]);

/** Functions of Terraform 0.15.3 that OpenTofu has no more, with what happens when Terragrunt calls them. */
export const outdatedFunctions: ReadonlyMap<string, string> = new Map([
  ["list", "It always fails; write `tolist([…])`."],
  ["map", "It always fails; write `tomap({…})`."],
  ["defaults", "It fills in missing attributes of an object; `merge` usually does as well."],
]);

/** Whether Terragrunt has a function of this name, its own ones included. Functions of providers it never has. */
export function hasTerragruntFunction(name: string): boolean {
  return terragruntFunctions.has(name) || outdatedFunctions.has(name) || (functionDocs.has(name) && !missing.has(name));
}
