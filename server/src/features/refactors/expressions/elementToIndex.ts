// # element-to-index
//
// Writes `element(list, 0)` as an index.
//
// Only the first element: any other index wraps around in `element`.
//
// ```hcl
// locals {
//   zone = <|>element(var.zones, 0)
// }
// ```
// ->
// ```hcl
// locals {
//   zone = var.zones[0]
// }
// ```

import { literalNumber } from "../../rewriting/expressionShape.js";
import { expressionRefactor, operandOf } from "../expressionRefactor.js";

export const elementToIndex = expressionRefactor(
  { id: "element-to-index", title: "Use an index", inverse: { none: "An index says the same in fewer words." } },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "element" || expression.expandFinal)
      return undefined;
    const [list, index] = expression.args;
    if (expression.args.length !== 2 || !list || !index || literalNumber(index) !== 0) return undefined;
    // An index behind a splat would be taken from each element.
    const isSplat = list.kind === "SplatExpr";
    const isReference = list.kind === "ScopeTraversalExpr" && list.root.name !== "var" && list.root.name !== "local";
    if (isReference && ctx.typeOf(list).kind !== "tuple") return undefined;
    return { newText: isSplat ? `(${ctx.text(list.range)})[0]` : `${operandOf(ctx, list, 10)}[0]` };
  },
);
