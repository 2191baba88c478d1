// # unwrap-template
//
// Takes a string that is nothing but one interpolation for the expression itself.
//
// ```hcl
// locals {
//   name = <|>"${var.name}"
// }
// ```
// ->
// ```hcl
// locals {
//   name = var.name
// }
// ```

import { hasOpenLineBreak, precedence } from "../../rewriting/expressionShape.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const unwrapTemplate = expressionRefactor(
  {
    id: "unwrap-template",
    title: "Take the expression out of the quotes",
    inverse: { none: "The quotes say nothing that the expression does not." },
  },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "TemplateExpr" || expression.style !== "quoted" || expression.parts.length !== 1)
      return undefined;
    const [part] = expression.parts;
    if (part?.kind !== "TemplateInterpolation") return undefined;
    // An object key that is an interpolation is a computed one, and stays one in parentheses only.
    const isKey = ctx.parents.some(
      (parent) => parent.kind === "ObjectConsExpr" && parent.items.some((item) => item.key === expression),
    );
    const inner = part.expression;
    const text = ctx.text(inner.range);
    if (isKey || hasOpenLineBreak(ctx.file.text, inner)) return { newText: `(${text})` };
    return { newText: text, level: precedence(inner) };
  },
);
