// # lookup-to-index
//
// Writes a `lookup` without a default as an index.
//
// ```hcl
// locals {
//   zone = <|>lookup(var.zones, "a")
// }
// ```
// ->
// ```hcl
// locals {
//   zone = var.zones["a"]
// }
// ```
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const lookupToIndex = expressionRefactor(
  {
    id: "lookup-to-index",
    title: "Use an index",
    inverse: { none: "A lookup without a default is the old way to write an index." },
  },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "lookup" || expression.expandFinal)
      return undefined;
    const [map, key] = expression.args;
    if (expression.args.length !== 2 || !map || !key) return undefined;
    // An index on a whole resource or module would be read as its instance key.
    const isReference = map.kind === "ScopeTraversalExpr" && map.root.name !== "var" && map.root.name !== "local";
    if (isReference && map.steps.length < 3) return undefined;
    return { newText: `${operandOf(ctx, map, 10)}[${ctx.text(key.range)}]` };
  },
);
