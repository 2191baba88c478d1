// # flip-conditional
//
// Negates the condition of a conditional and swaps its results.
//
// ```hcl
// locals {
//   size = <|>var.small ? 1 : 10
// }
// ```
// ->
// ```hcl
// locals {
//   size = !var.small ? 10 : 1
// }
// ```

import { conditionOf, conditionOperand, negate } from "../../rewriting/conditions.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const flipConditional = expressionRefactor(
  { id: "flip-conditional", title: "Flip the conditional", inverse: "flip-conditional" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "ConditionalExpr") return undefined;
    const condition = conditionOperand(negate(conditionOf(expression.condition, ctx.file.text)), 1);
    const { text } = ctx.file;
    // What stands between the parts, line breaks included, stays where it is.
    const question = text.slice(expression.condition.range.end, expression.then.range.start);
    const colon = text.slice(expression.then.range.end, expression.else.range.start);
    const then =
      expression.else.kind === "ConditionalExpr"
        ? `(${ctx.text(expression.else.range)})`
        : ctx.text(expression.else.range);
    return { newText: condition + question + then + colon + ctx.text(expression.then.range), level: 0 };
  },
);
