// # single-element-for-each
//
// Reports a `for_each`, or a `dynamic` block, over a collection of one element that is written out there.
//
// It always makes one object, which a plain block says with less, and references need no key.
// The fix writes the plain block, with a `moved` block where the address changes.
//
// ```hcl
// resource "terraform_data" "web" {
//   for_each = toset(["blue"])
// # ^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[single-element-for-each]: this `for_each` has one element and always makes one object
//
//   input = "${each.key}-1"
// }
//
// output "web" {
//   value = terraform_data.web["blue"].output
// }
// ```
// -> fix "Write a block for each instance"
// ```hcl
// resource "terraform_data" "web" {
//   input = "blue-1"
// }
//
// output "web" {
//   value = terraform_data.web.output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.web["blue"]
//   to   = terraform_data.web
// }
// ```
import { derived } from "../../../model/derived.js";
import { argument } from "../../../model/extract.js";
import type { Block, BodyItem, Expression } from "../../../syntax/ast.js";
import { originalOf } from "../../../syntax/shift.js";
import { dynamicToBlock } from "../../refactors/dynamicToBlock.js";
import { dynamicToBlocks } from "../../refactors/dynamicToBlocks.js";
import { repetitionOf } from "../../refactors/repetitionTarget.js";
import { unroll } from "../../refactors/unroll.js";
import { withoutParentheses } from "../../rewriting/expressionShape.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { inverseFix } from "./inverseFix.js";

export const singleElementForEach: Rule = {
  id: "single-element-for-each",
  group: "dry",
  scope: "module",
  defaultLevel: "hint",
  visit: {
    topLevel(block, where, ctx) {
      if (!hasCandidates(originalOf(block).item)) return;
      if (!ctx.module.files.some(({ entry }) => entry.uri === where.file.uri)) return;
      checkRepeated(block, where, ctx);
      for (const inner of dynamicBlocks(block)) checkDynamic(inner, where, ctx);
    },
  },
};

/** Asked of the block as it was lowered, so that edits elsewhere do not have to move what is in it. */
const hasCandidates = derived((item: BodyItem): boolean => {
  if (item.kind !== "Block") return false;
  return [item, ...dynamicBlocks(item)].some((block) => {
    const forEach = argument(block.body, "for_each");
    return forEach !== undefined && hasOneElement(forEach.value);
  });
});

function dynamicBlocks(block: Block): readonly Block[] {
  return block.body.items.flatMap((item) =>
    item.kind === "Block" ? [...(item.type.name === "dynamic" ? [item] : []), ...dynamicBlocks(item)] : [],
  );
}

function checkRepeated(block: Block, { file }: Where, ctx: ModuleRuleContext): void {
  const target = repetitionOf(block, "for_each");
  if (!target || !hasOneElement(target.attribute.value)) return;
  const fix = inverseFix(ctx, unroll, file, target.attribute.name.range.start);
  if (!fix) return;
  const message = "this `for_each` has one element and always makes one object";
  ctx.report(file.uri, target.attribute.range, message, { fixes: [fix] });
}

function checkDynamic(block: Block, { file }: Where, ctx: ModuleRuleContext): void {
  const forEach = argument(block.body, "for_each");
  if (!forEach || !hasOneElement(forEach.value)) return;
  const at = block.header.start;
  const fix = inverseFix(ctx, dynamicToBlocks, file, at) ?? inverseFix(ctx, dynamicToBlock, file, at);
  if (!fix) return;
  ctx.report(file.uri, forEach.range, "this `dynamic` block has one element and is always written once", {
    fixes: [fix],
  });
}

/** True for `[x]`, `{ k = x }` and `toset([x])`. */
function hasOneElement(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "TupleConsExpr":
      return bare.elements.length === 1;
    case "ObjectConsExpr":
      return bare.items.length === 1;
    case "FunctionCallExpr":
      return (
        bare.name === "toset" && bare.args.length === 1 && bare.args[0] !== undefined && hasOneElement(bare.args[0])
      );
    default:
      return false;
  }
}
