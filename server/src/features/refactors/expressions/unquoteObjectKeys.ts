// # unquote-object-keys
//
// Takes the quotes off the keys of an object where they need none.
//
// ```hcl
// locals {
//   values = <|>{ "name" = 1, "two words" = 2 }
// }
// ```
// ->
// ```hcl
// locals {
//   values = { name = 1, "two words" = 2 }
// }
// ```
import { literalString } from "../../../model/access.js";
import { isIdentifier } from "../../rewriting/identifier.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const unquoteObjectKeys = expressionRefactor(
  { id: "unquote-object-keys", title: "Take the quotes off the keys", inverse: "quote-object-keys" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ObjectConsExpr") return undefined;
    const { text } = ctx.file;
    let written = "";
    let at = expression.range.start;
    for (const { key } of expression.items) {
      const name = key.kind === "TemplateExpr" ? literalString(key) : undefined;
      // These words mean something else without quotes.
      if (name === undefined || !isIdentifier(name) || ["true", "false", "null", "for"].includes(name)) continue;
      written += text.slice(at, key.range.start) + name;
      at = key.range.end;
    }
    return at === expression.range.start ? undefined : { newText: written + text.slice(at, expression.range.end) };
  },
);
