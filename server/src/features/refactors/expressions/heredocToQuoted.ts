// # heredoc-to-quoted
//
// Writes a heredoc as a quoted string.
//
// ```hcl
// locals {
//   text = <|><<-EOT
//     hello ${var.name}
//     "bye"
//   EOT
// }
// ```
// ->
// ```hcl
// locals {
//   text = "hello ${var.name}\n\"bye\"\n"
// }
// ```

import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const heredocToQuoted = expressionRefactor(
  { id: "heredoc-to-quoted", title: "Use a quoted string", inverse: "quoted-to-heredoc" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "TemplateExpr" || expression.style !== "heredoc") return undefined;
    let written = "";
    for (const part of expression.parts) {
      if (part.kind === "TemplateLiteral") written += quoted(part.value).slice(1, -1);
      else if (part.kind === "TemplateInterpolation") {
        const text = ctx.text(part.expression.range);
        if (text.includes("\n")) return undefined;
        written += `\${${text}}`;
      } else return undefined;
    }
    // One interpolation alone would keep its type; a heredoc always has its line break.
    return { newText: `"${written}"` };
  },
);
