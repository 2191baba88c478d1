// What may stand in a unit (`terragrunt.hcl`) and in the files it includes.
//
// Origin: Terragrunt 1.1.3, `pkg/config` (config.go, dependency.go, exclude.go, errors_block.go, engine.go, catalog.go,
// feature_flag.go) and `internal/remotestate/config.go`. Required is what its decoder requires, also where the
// documentation says otherwise.

import { attribute, block, body, label } from "../define.js";
import type { AttributeSchema, BlockSchema, BodySchema } from "../schema.js";
import { removedUnitAttributes } from "./deprecations.js";
import { rootsFor } from "./references.js";
import { terraformBlock } from "./terraformBlock.js";

const docs = "https://terragrunt.gruntwork.io/docs/reference/hcl/";
const tg = (version: string) => ({ terragrunt: version });

type Extras = Parameters<typeof attribute>[3];

/** Attributes of the last phase: every root may be referred to. */
const roots = rootsFor("inputs");
const value = (type: string, doc: string, extras: Extras = {}) => attribute(type, "dynamic", doc, { roots, ...extras });
const text = (doc: string, extras: Extras = {}) => value("string", doc, extras);
const flag = (doc: string, extras: Extras = {}) => value("bool", doc, { default: false, ...extras });
const texts = (doc: string, extras: Extras = {}) => value("list(string)", doc, extras);
const needed = { required: true } as const;

const overwriting = ["overwrite", "overwrite_terragrunt", "skip", "error"];
const overwritingDoc =
  "What to do where the file exists: replace it, replace it only if Terragrunt wrote it, leave it, or stop.";

const remoteState = block(
  "Where the state is kept; Terragrunt can also create that place. A child's block replaces the whole block of its include, it is never merged.",
  {
    max: 1,
    url: `${docs}blocks#remote_state`,
    attributes: {
      backend: text("The kind of storage.", {
        ...needed,
        suggestions: ["s3", "gcs", "azurerm", "local", "http", "consul", "kubernetes", "pg", "remote", "oss", "cos"],
      }),
      config: value(
        "map(any)",
        "The arguments of the backend, with a few more that tell Terragrunt how to create it.",
        needed,
      ),
      generate: value(
        "object({path=string, if_exists=string})",
        "Writes the backend block into a file. Both entries are needed.",
        {
          fields: {
            path: text("The file to write, seen from the working directory.", needed),
            if_exists: text(overwritingDoc, { ...needed, values: overwriting }),
          },
        },
      ),
      encryption: value("map(any)", "Encryption of state and plan files by OpenTofu; `key_provider` is needed.", {
        fields: {
          key_provider: text("The kind of key provider.", {
            ...needed,
            values: ["pbkdf2", "aws_kms", "gcp_kms", "openbao"],
          }),
        },
      }),
      disable_init: flag("Do not create the storage."),
      disable_dependency_optimization: flag(
        "Read the whole configuration of dependencies even where their state could be read directly.",
      ),
    },
  },
);

const include = block(
  "Takes another file's configuration into this one. There is only one level: what is included may not include in turn. Several includes need different labels.",
  {
    labels: [label("name", "The name under which the file's data is read, as `include.NAME`.", { optional: true })],
    url: `${docs}blocks#include`,
    attributes: {
      path: attribute(
        "string",
        "dynamic",
        'The file, seen from this one. Usually `find_in_parent_folders("root.hcl")`.',
        {
          ...needed,
          meaning: "path",
          roots: rootsFor("include"),
        },
      ),
      expose: attribute("bool", "dynamic", "Make the file's data readable as `include.NAME`.", {
        default: false,
        roots: rootsFor("include"),
      }),
      merge_strategy: attribute(
        "string",
        "dynamic",
        "How to merge: not at all, only at the top level (the child wins), or all the way down (lists are joined).",
        { values: ["no_merge", "shallow", "deep"], default: "shallow", roots: rootsFor("include") },
      ),
    },
  },
);

const locals = block(
  "Names for expressions of this file, read as `local.NAME`. They are not inherited from includes; read those as `include.NAME.locals`.",
  {
    max: 1,
    url: `${docs}blocks#locals`,
    freeform: {
      entry: attribute("any", "dynamic", "A named expression. It cannot refer to dependencies, which are read later.", {
        roots: rootsFor("locals"),
      }),
    },
  },
);

export const expansion = block("Repeats the block that it stands in. One of its two arguments is needed.", {
  max: 1,
  experiment: "block-iteration",
  since: tg("1.1.3"),
  choices: [{ kind: "exactly-one", names: ["for_each", "count"] }],
  attributes: {
    for_each: attribute(
      "any",
      "dynamic",
      'Once for each element of a map or a set of strings. References then need a key: `["key"]`.',
      {
        conflicts: ["count"],
      },
    ),
    count: attribute("number", "dynamic", "So many times. References then need a number: `[0]`.", {
      conflicts: ["for_each"],
    }),
  },
});

const dependencyRoots = rootsFor("dependency");
const dependencyValue = (type: string, doc: string, extras: Extras = {}) =>
  attribute(type, "dynamic", doc, { roots: dependencyRoots, ...extras });

const dependency = block(
  "Another unit whose outputs this one reads, as `dependency.NAME.outputs.OUTPUT`. It runs before this one. Since 1.1 it may also be a stack.",
  {
    labels: [label("name", "The name under which its outputs are read.")],
    url: `${docs}blocks#dependency`,
    attributes: {
      config_path: dependencyValue(
        "string",
        "The directory of the other unit. A relative path starts from the unit that runs, also where the block stands in an include.",
        { ...needed, meaning: "unit-path" },
      ),
      enabled: dependencyValue("bool", "If false, the other unit is neither waited for nor read.", { default: true }),
      skip_outputs: dependencyValue("bool", "Do not read real outputs; only the mocks count.", { default: false }),
      mock_outputs: dependencyValue(
        "map(any)",
        "Outputs to use while the other unit has none. For a stack, one entry for each of its units.",
      ),
      mock_outputs_allowed_terraform_commands: dependencyValue(
        "list(string)",
        "For which commands mocks are good enough; for all, unless given.",
        {
          suggestions: ["init", "validate", "plan", "destroy", "import", "show", "apply"],
        },
      ),
      mock_outputs_merge_strategy_with_state: dependencyValue(
        "string",
        "How mocks fill in what the real outputs lack.",
        {
          values: ["no_merge", "shallow", "deep_map_only"],
          default: "no_merge",
        },
      ),
      mock_outputs_merge_with_state: dependencyValue("bool", "Whether mocks fill in what the real outputs lack.", {
        deprecated: {
          message: 'Write `mock_outputs_merge_strategy_with_state = "shallow"` instead.',
          replacement: 'mock_outputs_merge_strategy_with_state = "shallow"',
        },
      }),
    },
    blocks: { expansion },
  },
);

const dependencies = block("Units that must run before this one although none of their outputs is read.", {
  max: 1,
  url: `${docs}blocks#dependencies`,
  attributes: {
    paths: attribute("list(string)", "dynamic", "The directories of those units; they must exist.", {
      ...needed,
      meaning: "unit-path",
      roots: rootsFor("dependencies"),
    }),
  },
});

const generate = block(
  "Makes a file beside the module each time before OpenTofu runs. Two with the same name are an error, also where one of them comes from an include that is merged shallowly.",
  {
    labels: [label("name", "A unique name.")],
    url: `${docs}blocks#generate`,
    attributes: {
      path: text("The file to write, seen from the working directory.", needed),
      if_exists: text(overwritingDoc, { ...needed, values: overwriting }),
      if_disabled: text(
        "What becomes of a file from earlier runs where `disable` is true: it stays, it goes, or it goes only if Terragrunt wrote it.",
        {
          values: ["skip", "remove", "remove_terragrunt"],
          default: "skip",
        },
      ),
      contents: text("The text of the file, usually a heredoc.", { ...needed, meaning: "embedded-hcl" }),
      comment_prefix: text("What begins the line that says who wrote the file.", { default: "# " }),
      disable_signature: flag("Leave that line out. Terragrunt can then not tell its own files from yours."),
      disable: flag("Do not write the file."),
      hcl_fmt: value("bool", "Format the file, if it is HCL.", { default: true, since: tg("1.0.8") }),
      mutable: flag("Write a file that can be changed, in place of a read-only link.", {
        since: tg("1.1.2"),
        experiment: "mutable-generate",
      }),
    },
  },
);

const feature = block(
  "A switch that can be set when running, with `--feature NAME=VALUE`. Read it as `feature.NAME.value`.",
  {
    labels: [label("name", "The name of the switch.")],
    url: `${docs}blocks#feature`,
    attributes: {
      default: attribute("any", "dynamic", "The value where none is given.", { ...needed, roots: rootsFor("feature") }),
    },
  },
);

const exclude = block("Leaves the unit out of runs over many units. A child's block replaces that of its include.", {
  max: 1,
  url: `${docs}blocks#exclude`,
  attributes: {
    if: value("bool", "Whether to leave it out.", needed),
    actions: texts("The commands for which to leave it out.", {
      ...needed,
      suggestions: ["plan", "apply", "destroy", "output", "all", "all_except_output"],
    }),
    exclude_dependencies: flag("Leave out the units that this one depends on as well."),
    no_run: value("bool", "Refuse these commands also where the unit is run alone."),
  },
});

const errors = block(
  "What to do about errors of commands: try again, or pass over them. Rules for passing over are looked at first.",
  {
    max: 1,
    url: `${docs}blocks#errors`,
    blocks: {
      retry: block("Runs the command again after errors that match.", {
        labels: [label("name", "A unique name.")],
        attributes: {
          retryable_errors: texts("Regular expressions; one of them must match the error.", {
            ...needed,
            meaning: "regex",
          }),
          max_attempts: value("number", "How often at most; 1 or more.", needed),
          sleep_interval_sec: value("number", "How many seconds to wait in between; 0 or more.", needed),
        },
      }),
      ignore: block("Passes over errors that match.", {
        labels: [label("name", "A unique name.")],
        attributes: {
          ignorable_errors: texts(
            "Regular expressions; one of them must match the error. One with `!` in front must not.",
            {
              ...needed,
              meaning: "regex",
            },
          ),
          message: text("A warning to show."),
          signals: value("map(any)", "Data to write to `error-signals.json`, for programs that watch the run."),
        },
      }),
    },
  },
);

const engine = block("Leaves the running of OpenTofu to a plugin.", {
  max: 1,
  experiment: "iac-engine",
  url: `${docs}blocks#engine`,
  attributes: {
    source: text("Where the plugin is.", needed),
    version: text("Its version."),
    type: text("How to speak to it.", { default: "rpc" }),
    meta: value("any", "Settings of the plugin."),
  },
});

const catalog = block(
  "For the commands `terragrunt catalog` and `terragrunt scaffold`. Usually stands in `root.hcl`.",
  {
    max: 1,
    url: `${docs}blocks#catalog`,
    attributes: {
      urls: texts("Repositories or directories with modules to choose from.", needed),
      default_template: text("The template for modules that have none."),
      no_shell: flag("Do not run shell commands of templates."),
      no_hooks: flag("Do not run hooks of templates."),
    },
  },
);

const roleRoots = rootsFor("iam_role");
const role = (type: string, doc: string) => attribute(type, "dynamic", doc, { roots: roleRoots });

const unitAttributes: Record<string, AttributeSchema> = {
  inputs: value(
    "map(any)",
    "Values for the module's input variables. They are passed in the environment, so a variable needs a type to get anything but a string.",
    { meaning: "module-inputs" },
  ),
  download_dir: text("Where modules are fetched to, in place of `.terragrunt-cache`.", { meaning: "path" }),
  prevent_destroy: flag("Refuse to destroy this unit."),
  iam_role: role("string", "The AWS role to run as."),
  iam_assume_role_duration: role("number", "How long that session lasts, in seconds."),
  iam_assume_role_session_name: role("string", "The name of that session."),
  iam_web_identity_token: role("string", "A token, or a file that holds one, to take on the role with."),
  terraform_binary: text("The program to run.", { default: "tofu", suggestions: ["tofu", "terraform"] }),
  terraform_version_constraint: text("Which versions of that program are fine.", { meaning: "version-constraint" }),
  terragrunt_version_constraint: text("Which versions of Terragrunt are fine.", { meaning: "version-constraint" }),
  remote_state: value(
    "any",
    "The same as the block of this name, as an object; useful where it is read from another file.",
    {
      fields: remoteState.attributes,
    },
  ),
  generate: value("map(any)", "The same as blocks of this name, as a map from name to object.", {
    entryFields: generate.attributes,
  }),
  ...removedUnitAttributes,
};

const unitBlocks: Record<string, BlockSchema> = {
  terraform: terraformBlock,
  remote_state: remoteState,
  include,
  locals,
  dependency,
  dependencies,
  generate,
  feature,
  exclude,
  errors,
  engine,
  catalog,
};

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(unitBlocks).filter(([name]) => !names.includes(name)));

export const unitSchema: BodySchema = body("A unit: one module with its inputs, run as a whole.", {
  attributes: unitAttributes,
  blocks: unitBlocks,
});

/**
 * A file that units include or read. One that is included may not include others, but one that is only read may, so
 * `include` stays in the schema.
 */
export const includeSchema: BodySchema = body(
  "Configuration that units share. It is evaluated anew for each unit that includes it.",
  {
    attributes: unitAttributes,
    blocks: unitBlocks,
  },
);

export const autoIncludeUnitSchema: BodySchema = body(
  "Generated from a stack, and merged over the unit beside it. Change the stack instead.",
  {
    attributes: unitAttributes,
    blocks: without("locals"),
  },
);

export const valuesSchema: BodySchema = body(
  "The values that a stack gives to the unit or stack beside it, read there as `values.NAME`.",
  {
    freeform: {
      entry: attribute("any", "dynamic", "A value; functions are allowed, references are not.", { roots: [] }),
    },
  },
);
