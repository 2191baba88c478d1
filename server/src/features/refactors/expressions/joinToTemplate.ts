// # join-to-template
//
// Writes a `join` of a list that is written out as a template.
//
// ```hcl
// locals {
//   name = <|>join("-", [var.app, var.env, "x"])
// }
//
// variable "app" {
//   type = string
// }
//
// variable "env" {
//   type = string
// }
// ```
// ->
// ```hcl
// locals {
//   name = "${var.app}-${var.env}-x"
// }
//
// variable "app" {
//   type = string
// }
//
// variable "env" {
//   type = string
// }
// ```

import { literalString } from "../../../model/access.js";
import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const joinToTemplate = expressionRefactor(
  { id: "join-to-template", title: "Use a template", inverse: "template-to-join" },
  (ctx) => {
    const { expression } = ctx;
    // A null in a text is an error, and not all of these functions say so.
    if (ctx.isCaught) return undefined;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "join" || expression.args.length !== 2)
      return undefined;
    const [separator, list] = expression.args;
    const between = separator && literalString(separator);
    if (between === undefined || list?.kind !== "TupleConsExpr" || expression.expandFinal || list.elements.length < 2)
      return undefined;
    const pieces: string[] = [];
    for (const element of list.elements) {
      const literal = literalString(element);
      const type = ctx.typeOf(element).kind;
      // The elements become strings one by one only where each is a primitive value.
      if (literal === undefined && type !== "string" && type !== "number" && type !== "bool") return undefined;
      const text = ctx.text(element.range);
      if (text.includes("\n")) return undefined;
      pieces.push(literal === undefined ? `\${${text}}` : quoted(literal).slice(1, -1));
    }
    return { newText: `"${pieces.join(quoted(between).slice(1, -1))}"` };
  },
);
