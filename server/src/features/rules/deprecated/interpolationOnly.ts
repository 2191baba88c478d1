// # interpolation-only
//
// Reports a template that is nothing but one interpolation, the notation of Terraform 0.11.
//
// ```hcl
// locals {
//   name = "${var.name}"
// #        ^^^^^^^^^^^^^ hint[interpolation-only]: the quotes and `${}` add nothing: write the expression itself
// }
//
// variable "name" {
//   type = string
// }
// ```
// -> fix "Remove the quotes and `${}`"
// ```hcl
// locals {
//   name = var.name
// }
//
// variable "name" {
//   type = string
// }
// ```
import { slice } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import { placeOf } from "../../../model/places.js";
import { blockScope } from "../../../model/references.js";
import type { Attribute, Expression, Node } from "../../../syntax/ast.js";
import { isExpressionNode, walk } from "../../../syntax/visit.js";
import { hasOpenLineBreak, precedence } from "../../rewriting/expressionShape.js";
import type { FileRuleContext, Rule } from "../rule.js";

export const interpolationOnly: Rule = {
  id: "interpolation-only",
  group: "deprecated",
  scope: "file",
  defaultLevel: "hint",
  tags: ["deprecated"],
  aliases: ["terraform_deprecated_interpolation"],
  visit: {
    attribute(attribute, where, ctx) {
      const { path } = blockScope(where.blocks, attribute);
      if (placeOf(path, attribute.name.name) !== "expression") return;
      checkAttribute(attribute, ctx);
    },
  },
};

function checkAttribute(attribute: Attribute, ctx: FileRuleContext): void {
  walk(attribute.value, (node, ancestors) => {
    if (node.kind !== "TemplateExpr" || node.style !== "quoted" || node.parts.length !== 1) return;
    const [part] = node.parts;
    if (part?.kind !== "TemplateInterpolation" || part.expression.kind === "ErrorExpr") return;
    const { expression } = part;
    if (expression.range.end <= expression.range.start) return;
    const parent = ancestors.at(-1);
    ctx.report(node.range, "the quotes and `${}` add nothing: write the expression itself", {
      fixes: [
        {
          title: "Remove the quotes and `${}`",
          safety: "safe",
          preferred: true,
          change: () => {
            const text = slice(ctx.file.text, expression.range);
            const newText = needsParentheses(ctx.file.text, expression, node, parent) ? `(${text})` : text;
            return singleFileChange(ctx.file.uri, [{ range: node.range, newText }]);
          },
        },
      ],
    });
  });
}

/** As a key, a name alone would be taken literally; in an operation, a weaker operator would change the order. */
function needsParentheses(text: string, inner: Expression, outer: Expression, parent: Node | undefined): boolean {
  if (parent?.kind === "ObjectItem" && parent.key === outer) return true;
  if (hasOpenLineBreak(text, inner)) return true;
  if (!parent || !isExpressionNode(parent)) return false;
  switch (parent.kind) {
    case "TupleConsExpr":
    case "FunctionCallExpr":
    case "ParenthesesExpr":
      return false;
    default:
      return precedence(inner) < 9;
  }
}
