// What may stand in a stack (`terragrunt.stack.hcl`).
//
// Origin: Terragrunt 1.1.3, `pkg/config/stack.go`, `stack_validation.go`, `internal/hclparse/stack.go`.

import { attribute, block, body, label } from "../define.js";
import type { AttributeSchema, BlockSchema, BodySchema } from "../schema.js";
import { autoIncludeUnitSchema, expansion } from "./unit.js";

const docs = "https://terragrunt.gruntwork.io/docs/reference/hcl/";
const tg = (version: string) => ({ terragrunt: version });
const roots = ["local", "values", "unit", "stack", "each", "count"];

type Extras = Parameters<typeof attribute>[3];
const value = (type: string, doc: string, extras: Extras = {}) => attribute(type, "dynamic", doc, { roots, ...extras });

function component(source: string): Record<string, AttributeSchema> {
  return {
    source: value("string", source, { required: true, meaning: "module-source" }),
    path: value(
      "string",
      "The directory to generate it into, inside `.terragrunt-stack`. A relative path that no other unit or stack of the file has.",
      { required: true },
    ),
    values: value(
      "map(any)",
      "Values for it, which it reads as `values.NAME`. They may name directories of others, as `unit.NAME.path`.",
    ),
    no_dot_terragrunt_stack: value(
      "bool",
      "Generate it beside this file, without `.terragrunt-stack` in between. Paths, and with them the keys of states, stay what they were.",
      { default: false },
    ),
    no_validation: value("bool", "Do not check that what was generated is valid.", { default: false }),
    update_source_with_cas: value("bool", "Turn relative sources into ones of the content store.", {
      since: tg("1.0.7"),
    }),
    mutable: value("bool", "Generate files that can be changed, in place of read-only links.", { default: false }),
    enabled: value("bool", "If false, it is not generated.", {
      default: true,
      since: tg("1.1.4"),
      experiment: "block-iteration",
    }),
  };
}

const unit = block("A unit that the stack generates from a source.", {
  labels: [label("name", "A unique name among the units.")],
  url: `${docs}blocks#unit`,
  attributes: component("Where the unit's files come from: a directory or an address to download from."),
  blocks: {
    expansion,
    autoinclude: block(
      "Configuration to merge over the generated unit. References to `dependency` are kept as they are; everything else is evaluated here.",
      {
        max: 1,
        since: tg("1.1.0"),
        attributes: autoIncludeUnitSchema.attributes,
        blocks: autoIncludeUnitSchema.blocks,
      },
    ),
  },
});

const stack: BlockSchema = block("A stack that the stack generates from a source.", {
  labels: [label("name", "A unique name among the stacks.")],
  url: `${docs}blocks#stack`,
  attributes: component("Where the stack's files come from: a directory or an address to download from."),
  blocks: {
    expansion,
    autoinclude: block("Units and stacks to add to the generated stack.", {
      max: 1,
      since: tg("1.1.0"),
      blocks: {
        unit,
        get stack(): BlockSchema {
          return stack;
        },
      },
    }),
  },
});

export const stackSchema: BodySchema = body("A stack: units and stacks that are generated together.", {
  choices: [{ kind: "at-least-one", names: ["unit", "stack"] }],
  blocks: {
    locals: block("Names for expressions of this file, read as `local.NAME`.", {
      max: 1,
      freeform: { entry: attribute("any", "dynamic", "A named expression.", { roots: ["local", "values"] }) },
    }),
    include: block(
      "Takes the units and stacks of another stack file into this one. Only files without `locals` and `include` can be taken in.",
      {
        labels: [label("name", "A unique name.")],
        attributes: { path: value("string", "The file.", { required: true, meaning: "path" }) },
      },
    ),
    unit,
    stack,
  },
});
