// # quote-object-keys
//
// Puts quotes around the keys of an object.
//
// ```hcl
// locals {
//   values = <|>{ name = 1, other = 2 }
// }
// ```
// ->
// ```hcl
// locals {
//   values = { "name" = 1, "other" = 2 }
// }
// ```

import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const quoteObjectKeys = expressionRefactor(
  { id: "quote-object-keys", title: "Quote the keys", inverse: "unquote-object-keys" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ObjectConsExpr") return undefined;
    const { text } = ctx.file;
    let written = "";
    let at = expression.range.start;
    for (const { key } of expression.items) {
      if (key.kind !== "ScopeTraversalExpr" || key.steps.length > 0) continue;
      written += text.slice(at, key.range.start) + quoted(key.root.name);
      at = key.range.end;
    }
    return at === expression.range.start ? undefined : { newText: written + text.slice(at, expression.range.end) };
  },
);
