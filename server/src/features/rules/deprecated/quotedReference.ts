// # quoted-reference
//
// Reports an address or a keyword in quotes, the notation of Terraform 0.11.
//
// OpenTofu still reads it, and warns. Without quotes the editor can follow the reference and rename it.
//
// ```hcl
// resource "terraform_data" "b" {
//   depends_on = ["terraform_data.a"]
// #               ^^^^^^^^^^^^^^^^^^ warning[quoted-reference]: references are written without quotes: `terraform_data.a`
// }
// ```
// -> fix "Remove the quotes"
// ```hcl
// resource "terraform_data" "b" {
//   depends_on = [terraform_data.a]
// }
// ```

import { literalString } from "../../../model/access.js";
import type { AttributeSchema } from "../../../model/builtins/schema.js";
import type { Attribute, Expression } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";
import { quotedTraversal } from "../structure/quoted.js";

export const quotedReference: Rule = {
  id: "quoted-reference",
  group: "deprecated",
  scope: "file",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "file",
  check(ctx) {
    for (const { body, schema, path } of schemaBodies(ctx)) {
      const inProvisioner = path[path.length - 1] === "provisioner";
      for (const item of body.items) {
        if (item.kind !== "Attribute") continue;
        const known = schema.attributes[item.name.name];
        if (known && !known.reserved) checkAttribute(ctx, item, known, inProvisioner);
      }
    }
  },
};

function checkAttribute(
  ctx: FileRuleContext,
  attribute: Attribute,
  schema: AttributeSchema,
  inProvisioner: boolean,
): void {
  const { value } = attribute;
  if (schema.expr === "keyword" && inProvisioner) report(ctx, value, "keyword");
  else if (schema.meaning === "provider-reference" && schema.expr === "static-traversal")
    report(ctx, value, "reference");
  else if (schema.expr === "static-traversal-list") {
    if (attribute.name.name === "ignore_changes" && literalString(value) === "all") report(ctx, value, "keyword");
    else if (value.kind === "TupleConsExpr") for (const element of value.elements) report(ctx, element, "reference");
  }
}

function report(ctx: FileRuleContext, value: Expression, what: "keyword" | "reference"): void {
  const text = quotedTraversal(value);
  if (text === undefined) return;
  ctx.report(value.range, `${what}s are written without quotes: \`${text}\``, {
    summary: `Quoted ${what}s are deprecated`,
    fixes: [replaceFix(ctx.file.uri, value.range, text, "Remove the quotes", { safety: "safe", preferred: true })],
  });
}
