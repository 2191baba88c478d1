// # template-to-join
//
// Writes a template whose interpolations are all separated by the same text as a `join`.
//
// ```hcl
// locals {
//   name = <|>"${var.app}-${var.env}"
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
//   name = join("-", [var.app, var.env])
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

import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const templateToJoin = expressionRefactor(
  { id: "template-to-join", title: "Use join", inverse: "join-to-template" },
  (ctx) => {
    const { expression } = ctx;
    // A null in a text is an error, and not all of these functions say so.
    if (ctx.isCaught) return undefined;
    if (expression.kind !== "TemplateExpr" || expression.style !== "quoted" || expression.parts.length < 3)
      return undefined;
    const elements: string[] = [];
    let between: string | undefined;
    for (const [i, part] of expression.parts.entries()) {
      if (i % 2 === 1) {
        if (part.kind !== "TemplateLiteral" || (between !== undefined && between !== part.value)) return undefined;
        between = part.value;
        continue;
      }
      if (part.kind !== "TemplateInterpolation") return undefined;
      const type = ctx.typeOf(part.expression).kind;
      if (type !== "string" && type !== "number" && type !== "bool") return undefined;
      elements.push(ctx.text(part.expression.range));
    }
    if (expression.parts.length % 2 === 0 || between === undefined) return undefined;
    return { newText: `join(${quoted(between)}, [${elements.join(", ")}])` };
  },
);
