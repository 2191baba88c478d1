// # coalesce-to-null-conditional
//
// Writes a call of `coalesce` with two arguments as a conditional that replaces null.
//
// ```hcl
// variable "size" {
//   type    = number
//   default = null
// }
//
// locals {
//   size = <|>coalesce(var.size, 10)
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
//   size = var.size != null ? var.size : 10
// }
// ```
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const coalesceToNullConditional = expressionRefactor(
  { id: "coalesce-to-null-conditional", title: "Use a conditional", inverse: "null-conditional-to-coalesce" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "coalesce" || expression.expandFinal)
      return undefined;
    const [value, standard] = expression.args;
    if (expression.args.length !== 2 || value?.kind !== "ScopeTraversalExpr" || !standard) return undefined;
    const type = ctx.typeOf(value).kind;
    const other = ctx.typeOf(standard);
    if ((type !== "number" && type !== "bool") || other.kind !== type || other.mayBeNull) return undefined;
    const text = ctx.text(value.range);
    return { newText: `${text} != null ? ${text} : ${operandOf(ctx, standard, 1)}`, level: 0 };
  },
);
