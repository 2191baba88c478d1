// # quoted-to-heredoc
//
// Writes a quoted string that ends with a line break as a heredoc.
//
// ```hcl
// locals {
//   text = <|>"hello ${var.name}\n\"bye\"\n"
// }
// ```
// ->
// ```hcl
// locals {
//   text = <<EOT
// hello ${var.name}
// "bye"
// EOT
// }
// ```

import { newLineOf } from "../../rewriting/blockEdits.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const quotedToHeredoc = expressionRefactor(
  { id: "quoted-to-heredoc", title: "Use a heredoc", inverse: "heredoc-to-quoted" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "TemplateExpr" || expression.style !== "quoted" || ctx.attribute.value !== expression)
      return undefined;
    const last = expression.parts[expression.parts.length - 1];
    if (last?.kind !== "TemplateLiteral" || !last.value.endsWith("\n")) return undefined;
    let written = "";
    for (const part of expression.parts) {
      if (part.kind === "TemplateLiteral") {
        if (part.value.includes("\r")) return undefined;
        written += part.value.split("${").join("$${").split("%{").join("%%{");
      } else if (part.kind === "TemplateInterpolation") written += `\${${ctx.text(part.expression.range)}}`;
      else return undefined;
    }
    const newLine = newLineOf(ctx.file.text);
    // Line breaks of the file are those of the value, so a file with others cannot hold it.
    if (newLine !== "\n" || written.split("\n").some((line) => line.trim() === "EOT")) return undefined;
    // The closing tag ends its line; a comment behind the string would be taken for a part of it.
    const end = ctx.file.text.indexOf("\n", expression.range.end);
    const behind = ctx.file.text.slice(expression.range.end, end < 0 ? undefined : end);
    if (behind.trim() !== "") return undefined;
    return { newText: `<<EOT\n${written}EOT` };
  },
);
