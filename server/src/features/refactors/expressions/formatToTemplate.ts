// # format-to-template
//
// Writes a call of `format` whose verbs are all `%s` as a template.
//
// ```hcl
// locals {
//   name = <|>format("%s-%s", var.app, var.env)
// }
// ```
// ->
// ```hcl
// locals {
//   name = "${var.app}-${var.env}"
// }
// ```

import { literalString } from "../../../model/access.js";
import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const formatToTemplate = expressionRefactor(
  { id: "format-to-template", title: "Use a template", inverse: "template-to-format" },
  (ctx) => {
    const { expression } = ctx;
    // A null in a text is an error, and not all of these functions say so.
    if (ctx.isCaught) return undefined;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "format" || expression.expandFinal)
      return undefined;
    const [pattern, ...args] = expression.args;
    const text = pattern && literalString(pattern);
    if (text === undefined) return undefined;
    const pieces = splitVerbs(text);
    if (!pieces || pieces.length !== args.length + 1) return undefined;
    // One interpolation alone would keep its type, and format takes strings, numbers and bools as a template does.
    const isAlone = args.length === 1 && pieces[0] === "" && pieces[1] === "";
    if (isAlone || args.some((arg) => ctx.text(arg.range).includes("\n"))) return undefined;
    const written = pieces.map((piece, i) => {
      const arg = args[i];
      return quoted(piece).slice(1, -1) + (arg ? `\${${ctx.text(arg.range)}}` : "");
    });
    return { newText: `"${written.join("")}"` };
  },
);

/** The text between `%s` verbs, with `%%` undone; undefined where there is any other verb. */
function splitVerbs(pattern: string): string[] | undefined {
  const pieces: string[] = [];
  let piece = "";
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== "%") {
      piece += pattern[i];
      continue;
    }
    i++;
    if (pattern[i] === "s") {
      pieces.push(piece);
      piece = "";
    } else if (pattern[i] === "%") piece += "%";
    else return undefined;
  }
  return [...pieces, piece];
}
