// # factor-negation
//
// Writes `&&` or `||` over two negations as one negation of the other operator.
//
// ```hcl
// locals {
//   off = !var.a <|>|| !var.b
// }
// ```
// ->
// ```hcl
// locals {
//   off = !(var.a && var.b)
// }
// ```

import type { Expression } from "../../../syntax/ast.js";
import { withoutParentheses } from "../../rewriting/expressionShape.js";
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const factorNegation = expressionRefactor(
  { id: "factor-negation", title: "Factor out the negation", inverse: "distribute-negation" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "BinaryOpExpr" || (expression.operator !== "&&" && expression.operator !== "||"))
      return undefined;
    const left = negated(expression.left);
    const right = negated(expression.right);
    if (!left || !right) return undefined;
    const operator = expression.operator === "&&" ? "||" : "&&";
    const level = operator === "&&" ? 2 : 1;
    return { newText: `!(${operandOf(ctx, left, level)} ${operator} ${operandOf(ctx, right, level + 1)})`, level: 7 };
  },
);

function negated(expression: Expression): Expression | undefined {
  const bare = withoutParentheses(expression);
  return bare.kind === "UnaryOpExpr" && bare.operator === "!" ? withoutParentheses(bare.operand) : undefined;
}
