// # fold-merge
//
// Writes neighbouring objects of a `merge` that are written out as one object.
//
// ```hcl
// locals {
//   tags = <|>merge({ a = 1 }, { b = 2 })
// }
// ```
// ->
// ```hcl
// locals {
//   tags = { a = 1, b = 2 }
// }
// ```

import type { ObjectItem } from "../../../syntax/ast.js";
import { deeper, indentationAt, newLineOf } from "../../rewriting/blockEdits.js";
import { expressionRefactor } from "../expressionRefactor.js";
import { folded } from "./foldedArguments.js";

export const foldMerge = expressionRefactor(
  {
    id: "fold-merge",
    title: "Fold into one object",
    inverse: { none: "Where the object was taken apart cannot be told from it." },
  },
  (ctx) => {
    const { expression, file } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "merge") return undefined;
    return folded<ObjectItem>(
      ctx,
      expression,
      (arg) => (arg.kind === "ObjectConsExpr" ? arg.items : undefined),
      (before, next) => {
        const items = [...before, ...next];
        const names = new Set(items.map((item) => item.name));
        // The last of equal keys decides in merge, and the others are computed all the same.
        return !names.has(undefined) && names.size === items.length;
      },
      (items, around) => {
        const texts = items.map((item) => ctx.text(item.range));
        if (!ctx.text(around).includes("\n")) return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
        const newLine = newLineOf(file.text);
        const outer = indentationAt(file.text, around.start);
        return `{${newLine}${texts.map((text) => deeper(outer) + text + newLine).join("")}${outer}}`;
      },
    );
  },
);
