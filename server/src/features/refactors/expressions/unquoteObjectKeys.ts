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
import { renamedKeys } from "./objectKeys.js";

export const unquoteObjectKeys = expressionRefactor(
  { id: "unquote-object-keys", title: "Take the quotes off the keys", inverse: "quote-object-keys" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ObjectConsExpr") return undefined;
    return renamedKeys(ctx, expression, ({ key }) => {
      const name = key.kind === "TemplateExpr" ? literalString(key) : undefined;
      // These words mean something else without quotes.
      return name === undefined || !isIdentifier(name) || ["true", "false", "null", "for"].includes(name)
        ? undefined
        : name;
    });
  },
);
