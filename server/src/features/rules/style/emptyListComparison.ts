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
import { derived } from "../../../model/derived.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { moduleValues } from "../../../model/moduleValues.js";
import type { Attribute, BinaryOpExpr, Block, BodyItem, Expression, SourceFile } from "../../../syntax/ast.js";
import { originalOf } from "../../../syntax/shift.js";
import { walkExpressions } from "../../../syntax/visit.js";
import { textFix } from "../evaluation/textFix.js";
import type { Rule } from "../rule.js";

export const emptyListComparison: Rule = {
  id: "empty-list-comparison",
  group: "style",
  scope: "module",
  defaultLevel: "warning",
  aliases: ["terraform_empty_list_equality"],
  check(ctx) {
    const values = moduleValues(ctx.snapshot, ctx.module, "declared", ctx.product);
    for (const file of ctx.files) {
      for (const { comparison, other, attribute, blocks } of comparisonsIn(file)) {
        const { type } = evaluate(other, values.scopeAt(file, blocks, attribute)).value;
        if (type.kind !== "list" && type.kind !== "set") continue;
        const modern = `length(${slice(file.text, other.range)}) ${comparison.operator} 0`;
        const message = `a ${type.kind} never equals \`[]\`, which is a tuple; ask for the length`;
        ctx.report(file.uri, comparison.range, message, {
          fixes: [textFix(file.uri, comparison.range, modern, `Change to \`${modern}\``, { preferred: true })],
        });
      }
    }
  },
};

interface Comparison {
  readonly comparison: BinaryOpExpr;
  /** What is compared with `[]`. */
  readonly other: Expression;
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
}

function comparisonsIn(file: SourceFile): readonly Comparison[] {
  // Looking at the item as it was lowered, a comparison is searched for once and not after every edit.
  return file.body.items.flatMap((item) => (comparesWithEmpty(originalOf(item).item) ? comparisonsOfItem(item) : []));
}

const comparesWithEmpty = derived((item: BodyItem): boolean => comparisonsOfItem(item).length > 0);

function comparisonsOfItem(top: BodyItem): readonly Comparison[] {
  const found: Comparison[] = [];
  const visit = (item: BodyItem, blocks: readonly Block[]): void => {
    if (item.kind === "Block") {
      for (const child of item.body.items) visit(child, [...blocks, item]);
      return;
    }
    walkExpressions(item, (expression) => {
      if (expression.kind !== "BinaryOpExpr") return;
      if (expression.operator !== "==" && expression.operator !== "!=") return;
      const { left, right } = expression;
      const other = isEmptyTuple(right) ? left : isEmptyTuple(left) ? right : undefined;
      if (other?.kind !== "ScopeTraversalExpr") return;
      found.push({ comparison: expression, other, attribute: item, blocks });
    });
  };
  visit(top, []);
  return found;
}

function isEmptyTuple(expression: Expression): boolean {
  return expression.kind === "TupleConsExpr" && expression.elements.length === 0;
}
