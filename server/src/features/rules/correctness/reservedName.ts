// # reserved-name
//
// Reports a name that OpenTofu keeps free for later versions, or that has a meaning of its own.
//
// ```hcl
// variable "count" {
// #        ^^^^^^^ error[reserved-name]: `count` cannot be the name of a variable, since it is an argument of every `module` block. Choose another name.
// }
//
// resource "terraform_data" "a" {
//   locals {
// # ^^^^^^ error[reserved-name]: OpenTofu keeps `locals` free in `resource` blocks. Inside `_ { … }` it is taken for the provider's own.
//   }
// }
// ```
import { reservedVariableNames } from "../../../model/builtins/references.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";

export const reservedName: Rule = {
  id: "reserved-name",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const body of schemaBodies(ctx)) {
      checkItems(ctx, body);
      const label = body.block?.labels[0];
      if (body.path.length === 1 && body.path[0] === "variable" && label && reservedVariableNames.has(label.value)) {
        ctx.report(
          label.range,
          `\`${label.value}\` cannot be the name of a variable, since it is an argument of every \`module\` block. Choose another name.`,
          { summary: "Invalid variable name" },
        );
      }
    }
  },
};

function checkItems(ctx: FileRuleContext, { body, schema, block, path }: SchemaBody): void {
  const parent = block?.type.name ?? "";
  for (const item of body.items) {
    if (item.kind === "Attribute") {
      const isReserved = schema.attributes[item.name.name]?.reserved && parent === "provider";
      if (!isReserved) continue;
      ctx.report(
        item.name.range,
        `OpenTofu keeps \`${item.name.name}\` free in \`provider\` blocks. Inside \`_ { … }\` it is taken for the provider's own.`,
        { summary: "Reserved argument name in provider block" },
      );
    } else if (schema.blocks[item.type.name]?.reserved && item.type.name !== "postcondition") {
      const { name, range } = item.type;
      if (path.length === 0) {
        ctx.report(range, `\`${name}\` stands inside a \`terraform\` block: \`terraform { ${name} { … } }\`.`, {
          summary: `Invalid ${name} block`,
        });
        continue;
      }
      const owner = parent === "module" ? "module" : "provider";
      ctx.report(
        range,
        `OpenTofu keeps \`${name}\` free in \`${parent}\` blocks. Inside \`_ { … }\` it is taken for the ${owner}'s own.`,
        { summary: `Reserved block type name in ${parent} block` },
      );
    }
  }
}
