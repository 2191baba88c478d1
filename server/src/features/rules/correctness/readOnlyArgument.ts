// # read-only-argument
//
// Reports a value for an attribute that only the provider sets.
//
// ```hcl
// resource "terraform_data" "a" {
//   id = "first"
// # ^^ error[read-only-argument]: `id` is decided when the object is created and cannot be set
// }
// ```
// -> fix "Remove `id`"
// ```hcl
// resource "terraform_data" "a" {
// }
// ```
import { isNullLiteral } from "../../../model/access.js";
import { builtinResources } from "../../../model/builtins/builtinProvider.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";

export const readOnlyArgument: Rule = {
  id: "read-only-argument",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "validate",
  // Source of the rule: OpenTofu 1.12, `internal/builtin/providers/tf/resource_data.go`, which admits null.
  check(ctx) {
    for (const { block, path, schema } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || path[0] !== "resource" || schema.openBody !== undefined) continue;
      const results = builtinResources[block.labels[0]?.value ?? ""]?.results;
      if (!results) continue;
      for (const item of block.body.items) {
        if (item.kind !== "Attribute" || !results[item.name.name] || isNullLiteral(item.value)) continue;
        const { name } = item.name;
        ctx.report(item.name.range, `\`${name}\` is decided when the object is created and cannot be set`, {
          summary: `"${name}" attribute is read-only`,
          fixes: [removeItemFix(ctx.file, block, item, `Remove \`${name}\``, { preferred: true })],
        });
      }
    }
  },
};
