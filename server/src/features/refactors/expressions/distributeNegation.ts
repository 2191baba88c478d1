// # distribute-negation
//
// Writes the negation of `&&` or `||` as the other operator over negated operands.
//
// ```hcl
// locals {
//   off = <|>!(var.a && var.b == "x")
// }
// ```
// ->
// ```hcl
// locals {
//   off = !var.a || var.b != "x"
// }
// ```

import { conditionOf, conditionOperand, negate } from "../../rewriting/conditions.js";
import { withoutParentheses } from "../../rewriting/expressionShape.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const distributeNegation = expressionRefactor(
  { id: "distribute-negation", title: "Distribute the negation", inverse: "factor-negation" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "UnaryOpExpr" || expression.operator !== "!") return undefined;
    const inner = withoutParentheses(expression.operand);
    if (inner.kind !== "BinaryOpExpr" || (inner.operator !== "&&" && inner.operator !== "||")) return undefined;
    const level = inner.operator === "&&" ? 1 : 2;
    const side = (operand: typeof inner.left, around: number): string =>
      conditionOperand(negate(conditionOf(operand, ctx.file.text)), around);
    const operator = inner.operator === "&&" ? "||" : "&&";
    return { newText: `${side(inner.left, level)} ${operator} ${side(inner.right, level + 1)}`, level };
  },
);
