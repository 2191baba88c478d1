// # splat-to-for
//
// Writes a splat over a list as a `for` expression.
//
// ```hcl
// resource "aws_instance" "web" {
//   count = 2
// }
//
// locals {
//   ids = <|>aws_instance.web[*].id
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   count = 2
// }
//
// locals {
//   ids = [for item in aws_instance.web : item.id]
// }
// ```
import { expressionRefactor, kindIsUnseen } from "../expressionRefactor.js";

export const splatToFor = expressionRefactor(
  { id: "splat-to-for", title: "Use a for expression", inverse: "for-to-splat" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "SplatExpr") return undefined;
    const type = ctx.typeOf(expression.source);
    if ((type.kind !== "tuple" && !(type.kind === "list" && kindIsUnseen(ctx))) || type.mayBeNull) return undefined;
    const source = ctx.text(expression.source.range);
    const rest = ctx.file.text.slice(expression.marker.end, expression.range.end);
    // A name that the rest uses itself would be hidden.
    const name = ["item", "element_of_list"].find((one) => !rest.includes(one) || rest.startsWith(`.${one}`)) ?? "";
    return name === "" ? undefined : { newText: `[for ${name} in ${source} : ${name}${rest}]` };
  },
);
