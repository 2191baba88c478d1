// # negate-comparison
//
// Writes a negated comparison with the opposite operator.
//
// ```hcl
// locals {
//   other = <|>!(var.env == "production")
// }
// ```
// ->
// ```hcl
// locals {
//   other = var.env != "production"
// }
// ```

import type { BinaryOperator } from "../../../syntax/ast.js";
import { withoutParentheses } from "../../rewriting/expressionShape.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const negateComparison = expressionRefactor(
  {
    id: "negate-comparison",
    title: "Negate the comparison",
    inverse: { none: "The comparison without a negation is the one to read." },
  },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "UnaryOpExpr" || expression.operator !== "!") return undefined;
    const inner = withoutParentheses(expression.operand);
    const opposite = inner.kind === "BinaryOpExpr" ? opposites[inner.operator] : undefined;
    if (inner.kind !== "BinaryOpExpr" || !opposite) return undefined;
    const { text } = ctx.file;
    const before = text.slice(inner.range.start, inner.operatorRange.start);
    const after = text.slice(inner.operatorRange.end, inner.range.end);
    // Line breaks that the parentheses allowed need them still.
    const isOpen = inner.range !== expression.operand.range && (before + after).includes("\n");
    const newText = before + opposite + after;
    return isOpen ? { newText: `(${newText})` } : { newText, level: opposite === "==" || opposite === "!=" ? 3 : 4 };
  },
);

const opposites: Partial<Record<BinaryOperator, BinaryOperator>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};
