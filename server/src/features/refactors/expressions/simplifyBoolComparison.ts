// # simplify-bool-comparison
//
// Takes a comparison of a bool with `true` or `false` for the bool itself.
//
// Offered where the value is surely a bool and never null, for `null == true` is `false`.
//
// ```hcl
// locals {
//   production = var.env == "production"
//   on         = local.production <|>== true
// }
// ```
// ->
// ```hcl
// locals {
//   production = var.env == "production"
//   on         = local.production
// }
// ```

import type { Expression } from "../../../syntax/ast.js";
import { precedence, withoutParentheses } from "../../rewriting/expressionShape.js";
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const simplifyBoolComparison = expressionRefactor(
  {
    id: "simplify-bool-comparison",
    title: "Simplify the comparison with a bool",
    inverse: { none: "The comparison says nothing that the bool does not." },
  },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "BinaryOpExpr" || (expression.operator !== "==" && expression.operator !== "!="))
      return undefined;
    const right = bool(expression.right);
    const value = right ?? bool(expression.left);
    const other = right === undefined ? expression.right : expression.left;
    if (value === undefined) return undefined;
    // `null == true` is false, and a null condition is an error.
    const type = ctx.typeOf(other);
    if (type.kind !== "bool" || type.mayBeNull) return undefined;
    if (value === (expression.operator === "==")) return { newText: ctx.text(other.range), level: precedence(other) };
    return { newText: `!${operandOf(ctx, other, 8)}`, level: 7 };
  },
);

function bool(expression: Expression): boolean | undefined {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "bool" ? bare.value.value : undefined;
}
