// # fold-merge
//
// Writes a `merge` of objects that are written out as one object.
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
import { expressionRefactor, hasComment } from "../expressionRefactor.js";

export const foldMerge = expressionRefactor(
  {
    id: "fold-merge",
    title: "Fold into one object",
    inverse: { none: "Where the object was taken apart cannot be told from it." },
  },
  (ctx) => {
    const { expression, file } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "merge" || expression.expandFinal)
      return undefined;
    if (expression.args.length < 2 || hasComment(file, expression.range)) return undefined;
    const items: ObjectItem[] = [];
    for (const arg of expression.args) {
      if (arg.kind !== "ObjectConsExpr") return undefined;
      items.push(...arg.items);
    }
    const names = new Set(items.map((item) => item.name));
    // The last of equal keys decides in merge, and the others are computed all the same.
    if (names.has(undefined) || names.size < items.length) return undefined;
    const texts = items.map((item) => ctx.text(item.range));
    if (!ctx.text(expression.range).includes("\n")) {
      return { newText: texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }` };
    }
    const newLine = newLineOf(file.text);
    const outer = indentationAt(file.text, expression.range.start);
    const lines = texts.map((text) => deeper(outer) + text + newLine);
    return { newText: `{${newLine}${lines.join("")}${outer}}` };
  },
);
