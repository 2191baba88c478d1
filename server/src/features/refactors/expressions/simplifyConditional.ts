// # simplify-conditional
//
// Takes a conditional that gives `true` or `false` for its condition itself.
//
// Offered where the condition is surely a bool: a text such as "true" would be converted by the conditional.
//
// ```hcl
// locals {
//   on = <|>var.env == "production" ? true : false
// }
// ```
// ->
// ```hcl
// locals {
//   on = var.env == "production"
// }
// ```

import type { Expression } from "../../../syntax/ast.js";
import { precedence, withoutParentheses } from "../../rewriting/expressionShape.js";
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const simplifyConditional = expressionRefactor(
  {
    id: "simplify-conditional",
    title: "Simplify to the condition",
    inverse: { none: "The conditional says nothing that the condition does not." },
  },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ConditionalExpr") return undefined;
    const then = bool(expression.then);
    const otherwise = bool(expression.else);
    if (then === undefined || otherwise === undefined || then === otherwise) return undefined;
    // A condition that is null is an error, and one that is the text "true" becomes a bool only within a conditional.
    const type = ctx.typeOf(expression.condition);
    if (type.kind !== "bool" || (type.mayBeNull && ctx.isCaught)) return undefined;
    if (then) return { newText: ctx.text(expression.condition.range), level: precedence(expression.condition) };
    return { newText: `!${operandOf(ctx, expression.condition, 8)}`, level: 7 };
  },
);

function bool(expression: Expression): boolean | undefined {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "bool" ? bare.value.value : undefined;
}
