// The `terraform` block of a Terragrunt unit: the module, what is copied, extra arguments and hooks.
//
// Origin: Terragrunt 1.1.3, `pkg/config/config.go`.

import { attribute, block, label } from "../define.js";
import type { AttributeSchema } from "../schema.js";
import { rootsFor } from "./references.js";

const docs = "https://terragrunt.gruntwork.io/docs/reference/hcl/";
const tg = (version: string) => ({ terragrunt: version });

type Extras = Parameters<typeof attribute>[3];
const roots = rootsFor("terraform");
const value = (type: string, doc: string, extras: Extras = {}) => attribute(type, "dynamic", doc, { roots, ...extras });
const needed = { required: true } as const;

const commands = value(
  "list(string)",
  "The commands of OpenTofu for which it runs. Besides, `init-from-module` is the fetching of the module, and `read-config` (only after) the reading of this file.",
  {
    ...needed,
    suggestions: [
      "apply",
      "plan",
      "destroy",
      "init",
      "init-from-module",
      "read-config",
      "validate",
      "output",
      "import",
      "refresh",
      "state",
      "workspace",
    ],
  },
);

const execute = value("list(string)", "The program and its arguments. The first of them may not be empty.", needed);
const quiet = value("bool", "Do not show what the program prints.", { default: false });

const hookAttributes: Record<string, AttributeSchema> = {
  commands,
  execute,
  working_dir: value("string", "The directory to run in; the module's working directory unless given.", {
    meaning: "path",
  }),
  suppress_stdout: quiet,
  if: value("bool", "Run it only where this is true.", { default: true }),
  run_on_error: value("bool", "Run it even if something before it failed.", { default: false }),
};

const name = label("name", "A unique name. A child's block replaces the one of this name in its include.");

export const terraformBlock = block("Which module the unit runs, and how OpenTofu is called.", {
  max: 1,
  url: `${docs}blocks#terraform`,
  attributes: {
    source: value(
      "string",
      "Where the module is. Takes what a module call takes, and `tfr://HOST/NAMESPACE/NAME/PROVIDER?version=…` for a registry module. `//` separates the package from a directory in it. May not refer to dependencies.",
      { meaning: "module-source", roots: roots.filter((root) => root !== "dependency") },
    ),
    version: value("string", "Which versions of a `tfr://` module are fine.", {
      meaning: "version-constraint",
      since: tg("1.1.1"),
      experiment: "version-attribute",
    }),
    update_source_with_cas: value(
      "bool",
      "Turn a relative source into one of the content store when a stack generates the unit.",
      {
        since: tg("1.0.7"),
      },
    ),
    mutable: value("bool", "Fetch files that can be changed, in place of read-only links.", { default: false }),
    include_in_copy: value(
      "list(string)",
      "Patterns for files to copy beside the module although they would be left out, such as hidden ones. Lost in a shallow merge where the include has a `terraform` block too.",
    ),
    exclude_from_copy: value(
      "list(string)",
      "Patterns for files not to copy; these go before `include_in_copy`. Lost in a shallow merge where the include has a `terraform` block too.",
    ),
    copy_terraform_lock_file: value("bool", "Copy the lock file back beside this file.", { default: true }),
  },
  blocks: {
    extra_arguments: block("More arguments, value files and environment variables for some commands.", {
      labels: [name],
      attributes: {
        commands: value(
          "list(string)",
          "The commands that get them; often a function such as `get_terraform_commands_that_need_vars()`.",
          needed,
        ),
        arguments: value("list(string)", "Arguments to add."),
        required_var_files: value("list(string)", "Files with values of variables; they must exist.", {
          meaning: "path",
        }),
        optional_var_files: value(
          "list(string)",
          "Files with values of variables; those that do not exist are passed over.",
          { meaning: "path" },
        ),
        env_vars: value("map(string)", "Environment variables to set."),
      },
    }),
    before_hook: block("A program to run before some commands.", { labels: [name], attributes: hookAttributes }),
    after_hook: block("A program to run after some commands.", { labels: [name], attributes: hookAttributes }),
    error_hook: block("A program to run when a command failed with an error that matches.", {
      labels: [name],
      attributes: {
        commands,
        execute,
        on_errors: value("list(string)", "Regular expressions; one of them must match the error.", {
          ...needed,
          meaning: "regex",
        }),
        working_dir: hookAttributes.working_dir!,
        suppress_stdout: quiet,
      },
    }),
  },
});
