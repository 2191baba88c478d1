// # fold-concat
//
// Writes a `concat` of lists that are written out as one list.
//
// ```hcl
// locals {
//   zones = <|>concat(["a"], ["b", "c"])
// }
// ```
// ->
// ```hcl
// locals {
//   zones = ["a", "b", "c"]
// }
// ```

import { deeper, indentationAt, newLineOf } from "../../rewriting/blockEdits.js";
import { expressionRefactor, hasComment } from "../expressionRefactor.js";

export const foldConcat = expressionRefactor(
  {
    id: "fold-concat",
    title: "Fold into one list",
    inverse: { none: "Where the list was taken apart cannot be told from it." },
  },
  (ctx) => {
    const { expression, file } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "concat" || expression.expandFinal)
      return undefined;
    if (expression.args.length < 2 || hasComment(file, expression.range)) return undefined;
    const texts: string[] = [];
    for (const arg of expression.args) {
      if (arg.kind !== "TupleConsExpr") return undefined;
      texts.push(...arg.elements.map((element) => ctx.text(element.range)));
    }
    if (!ctx.text(expression.range).includes("\n")) return { newText: `[${texts.join(", ")}]` };
    const newLine = newLineOf(file.text);
    const outer = indentationAt(file.text, expression.range.start);
    const lines = texts.map((text) => `${deeper(outer)}${text},${newLine}`);
    return { newText: `[${newLine}${lines.join("")}${outer}]` };
  },
);
