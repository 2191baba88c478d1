// # for-to-splat
//
// Writes a `for` expression that reads an attribute of each element as a splat.
//
// Offered for tuples, such as resources with `count`, and for lists where a function takes either.
//
// ```hcl
// resource "aws_instance" "web" {
//   count = 2
// }
//
// locals {
//   ids = <|>[for web in aws_instance.web : web.id]
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   count = 2
// }
//
// locals {
//   ids = aws_instance.web[*].id
// }
// ```

import { accessOf } from "../../../model/access.js";
import { expressionRefactor, kindIsUnseen, operandOf } from "../expressionRefactor.js";

export const forToSplat = expressionRefactor(
  { id: "for-to-splat", title: "Use a splat", inverse: "splat-to-for" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ForExpr" || expression.result !== "tuple") return undefined;
    if (expression.keyVar || expression.condition || expression.group) return undefined;
    const { base, accessors } = accessOf(expression.valueExpr);
    if (base.kind !== "ScopeTraversalExpr" || base.root.name !== expression.valueVar.name) return undefined;
    if (accessors.length === 0 || accessors.some((accessor) => accessor.kind !== "attr")) return undefined;
    // A splat makes a list of one out of what is no list; and null is no error to it.
    const type = ctx.typeOf(expression.collection);
    if ((type.kind !== "tuple" && !(type.kind === "list" && kindIsUnseen(ctx))) || (type.mayBeNull && ctx.isCaught))
      return undefined;
    const rest = ctx.file.text.slice(base.root.range.end, expression.valueExpr.range.end);
    const isSplat = expression.collection.kind === "SplatExpr";
    const source = isSplat ? `(${ctx.text(expression.collection.range)})` : operandOf(ctx, expression.collection, 10);
    // What follows a splat without parentheses is read from each element.
    return { newText: `${source}[*]${rest}`, level: 9 };
  },
);
