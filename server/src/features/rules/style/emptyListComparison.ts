// # empty-list-comparison
//
// Reports a list or set that is compared with `[]`, which is never equal: an empty tuple has another type.
//
// ```hcl
// locals {
//   none = var.zones == []
// #        ^^^^^^^^^^^^^^^ warning[empty-list-comparison]: a list never equals `[]`, which is a tuple; ask for the length
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
// -> fix "Change to `length(var.zones) == 0`"
// ```hcl
// locals {
//   none = length(var.zones) == 0
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
import { slice } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { moduleValues } from "../../../model/moduleValues.js";
import type { Expression } from "../../../syntax/ast.js";
import type { Rule } from "../rule.js";

export const emptyListComparison: Rule = {
  id: "empty-list-comparison",
  group: "style",
  scope: "module",
  defaultLevel: "warning",
  aliases: ["terraform_empty_list_equality"],
  visit: {
    expression(expression, where, ctx) {
      if (expression.kind !== "BinaryOpExpr" || (expression.operator !== "==" && expression.operator !== "!=")) return;
      const { left, right } = expression;
      const other = isEmptyTuple(right) ? left : isEmptyTuple(left) ? right : undefined;
      if (other?.kind !== "ScopeTraversalExpr") return;
      const scope = moduleValues(ctx.snapshot, ctx.module, "declared", ctx.product).scopeAt(
        where.file,
        where.blocks,
        where.attribute,
      );
      const { type } = evaluate(other, scope).value;
      if (type.kind !== "list" && type.kind !== "set") return;
      const modern = `length(${slice(where.file.text, other.range)}) ${expression.operator} 0`;
      ctx.report(
        where.file.uri,
        expression.range,
        `a ${type.kind} never equals \`[]\`, which is a tuple; ask for the length`,
        {
          fixes: [
            {
              title: `Change to \`${modern}\``,
              safety: "unsafe",
              preferred: true,
              change: () => singleFileChange(where.file.uri, [{ range: expression.range, newText: modern }]),
            },
          ],
        },
      );
    },
  },
};

function isEmptyTuple(expression: Expression): boolean {
  return expression.kind === "TupleConsExpr" && expression.elements.length === 0;
}
