// # constant-condition
//
// Reports a condition that is always true or always false.
//
// ```hcl
// locals {
//   size = true ? 1 : 2
// #        ^^^^ information[constant-condition]: this condition is always true
// }
// ```
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { convert } from "../../../model/values/convert.js";
import { boolType } from "../../../model/values/type.js";
import { Value } from "../../../model/values/value.js";
import type { Expression } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";

export const constantCondition: Rule = {
  id: "constant-condition",
  group: "style",
  scope: "file",
  defaultLevel: "information",
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind === "ConditionalExpr") check(ctx, expression.condition);
      if (expression.kind === "ForExpr" && expression.condition) check(ctx, expression.condition);
    },
  },
};

function check(ctx: FileRuleContext, condition: Expression): void {
  const { value, diagnostics } = evaluate(condition);
  const bool = diagnostics.length === 0 ? convert(value, boolType) : undefined;
  if (bool instanceof Value && bool.hasContent) {
    ctx.report(condition.range, `this condition is always ${bool.isTrue ? "true" : "false"}`);
  }
}
