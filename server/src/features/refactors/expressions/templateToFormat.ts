// # template-to-format
//
// Writes a template as a call of `format`.
//
// ```hcl
// locals {
//   name = <|>"${var.app}-${var.env}"
// }
// ```
// ->
// ```hcl
// locals {
//   name = format("%s-%s", var.app, var.env)
// }
// ```

import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const templateToFormat = expressionRefactor(
  { id: "template-to-format", title: "Use format", inverse: "format-to-template" },
  (ctx) => {
    const { expression } = ctx;
    // A null in a text is an error, and not all of these functions say so.
    if (ctx.isCaught) return undefined;
    if (expression.kind !== "TemplateExpr" || expression.style !== "quoted" || expression.parts.length < 2)
      return undefined;
    let pattern = "";
    const args: string[] = [];
    for (const part of expression.parts) {
      if (part.kind === "TemplateLiteral") pattern += part.value.split("%").join("%%");
      else if (part.kind === "TemplateInterpolation") {
        pattern += "%s";
        args.push(ctx.text(part.expression.range));
      } else return undefined;
    }
    if (args.length === 0) return undefined;
    return { newText: `format(${quoted(pattern)}, ${args.join(", ")})` };
  },
);
