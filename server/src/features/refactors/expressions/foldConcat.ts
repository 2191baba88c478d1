// # fold-concat
//
// Writes neighbouring lists of a `concat` that are written out as one list.
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

import type { Expression } from "../../../syntax/ast.js";
import { deeper, indentationAt, newLineOf } from "../../rewriting/blockEdits.js";
import { expressionRefactor } from "../expressionRefactor.js";
import { folded } from "./foldedArguments.js";

export const foldConcat = expressionRefactor(
  {
    id: "fold-concat",
    title: "Fold into one list",
    inverse: { none: "Where the list was taken apart cannot be told from it." },
  },
  (ctx) => {
    const { expression, file } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "concat") return undefined;
    return folded<Expression>(
      ctx,
      expression,
      (arg) => (arg.kind === "TupleConsExpr" ? arg.elements : undefined),
      () => true,
      (elements, around) => {
        const texts = elements.map((element) => ctx.text(element.range));
        if (!ctx.text(around).includes("\n")) return `[${texts.join(", ")}]`;
        const newLine = newLineOf(file.text);
        const outer = indentationAt(file.text, around.start);
        return `[${newLine}${texts.map((text) => `${deeper(outer)}${text},${newLine}`).join("")}${outer}]`;
      },
    );
  },
);
