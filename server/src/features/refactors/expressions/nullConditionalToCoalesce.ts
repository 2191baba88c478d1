// # null-conditional-to-coalesce
//
// Writes a conditional that replaces null as a call of `coalesce`.
//
// Offered for numbers and bools only: `coalesce` passes over empty strings.
//
// ```hcl
// variable "size" {
//   type    = number
//   default = null
// }
//
// locals {
//   size = <|>var.size != null ? var.size : 10
// }
// ```
// ->
// ```hcl
// variable "size" {
//   type    = number
//   default = null
// }
//
// locals {
//   size = coalesce(var.size, 10)
// }
// ```

import { isNull, sameExpression } from "../../rewriting/expressionShape.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const nullConditionalToCoalesce = expressionRefactor(
  { id: "null-conditional-to-coalesce", title: "Use coalesce", inverse: "coalesce-to-null-conditional" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ConditionalExpr" || expression.condition.kind !== "BinaryOpExpr") return undefined;
    const { operator, left, right } = expression.condition;
    if (operator !== "==" && operator !== "!=") return undefined;
    const value = isNull(right) ? left : isNull(left) ? right : undefined;
    if (!value) return undefined;
    const given = operator === "!=" ? expression.then : expression.else;
    const standard = operator === "!=" ? expression.else : expression.then;
    const { text } = ctx.file;
    if (!sameExpression(text, value, text, given)) return undefined;
    // coalesce passes over empty strings, and fails where all its arguments are null.
    const type = ctx.typeOf(value).kind;
    const other = ctx.typeOf(standard);
    if ((type !== "number" && type !== "bool") || other.kind !== type || other.mayBeNull) return undefined;
    return { newText: `coalesce(${ctx.text(value.range)}, ${ctx.text(standard.range)})` };
  },
);
