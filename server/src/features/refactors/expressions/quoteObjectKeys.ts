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
import { renamedKeys } from "./objectKeys.js";

export const quoteObjectKeys = expressionRefactor(
  { id: "quote-object-keys", title: "Quote the keys", inverse: "unquote-object-keys" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ObjectConsExpr") return undefined;
    return renamedKeys(ctx, expression, ({ key }) =>
      key.kind === "ScopeTraversalExpr" && key.steps.length === 0 ? quoted(key.root.name) : undefined,
    );
  },
);
