// # missing-entry
//
// Reports an object that lacks an entry Terragrunt needs, where blocks are written as an attribute.
//
// `terragrunt.hcl`:
// ```hcl
// generate = {
//   versions = {
//   #          ^ error[missing-entry]: `generate` needs the entry `if_exists` (missing required attribute "if_exists")
//     path     = "versions.tf"
//     contents = ""
//   }
// }
// ```
import type { AttributeSchema, Named } from "../../../model/builtins/schema.js";
import type { ObjectConsExpr } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const missingEntry: Rule = {
  id: "missing-entry",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        if (item.kind !== "Attribute" || item.value.kind !== "ObjectConsExpr") continue;
        const known = schema.attributes[item.name.name];
        if (known?.fields) checkObject(ctx, item.name.name, item.value, known.fields);
        if (!known?.entryFields) continue;
        for (const entry of item.value.items) {
          if (entry.value.kind === "ObjectConsExpr") checkObject(ctx, item.name.name, entry.value, known.entryFields);
        }
      }
    }
  },
};

function checkObject(ctx: FileRuleContext, name: string, value: ObjectConsExpr, fields: Named<AttributeSchema>): void {
  // A key that is computed may be any of them.
  if (value.items.some((item) => item.name === undefined)) return;
  const given = new Set(value.items.map((item) => item.name));
  for (const [field, schema] of Object.entries(fields)) {
    if (schema.required !== true || given.has(field)) continue;
    const { start } = value.range;
    ctx.report(
      { start, end: start + 1 },
      `\`${name}\` needs the entry \`${field}\` (missing required attribute "${field}")`,
    );
  }
  for (const item of value.items) {
    const inner = item.name === undefined ? undefined : fields[item.name]?.fields;
    if (item.name !== undefined && inner && item.value.kind === "ObjectConsExpr") {
      checkObject(ctx, item.name, item.value, inner);
    }
  }
}
