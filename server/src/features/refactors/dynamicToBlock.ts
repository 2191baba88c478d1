// # dynamic-to-block
//
// Takes the `dynamic` block away from a block that it always writes once.
//
// ```hcl
// resource "aws_instance" "web" {
//   <|>dynamic "ebs_block_device" {
//     for_each = true ? [1] : []
//
//     content {
//       device_name = "sdb"
//     }
//   }
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   ebs_block_device {
//     device_name = "sdb"
//   }
// }
// ```
import { touches } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import { argument, nestedBlock } from "../../model/extract.js";
import { dynamicIterator } from "../../model/references.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { indentationAt, newLineOf } from "../rewriting/blockEdits.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { commentsBeside, shiftedText } from "../rewriting/shiftedLines.js";
import type { Refactor } from "./refactor.js";

const title = "Write the dynamic block as a plain block";

export const dynamicToBlock: Refactor = {
  id: "dynamic-to-block",
  title,
  kind: "refactor.inline",
  inverse: "block-to-dynamic",
  unattended: false,
  run(ctx) {
    const blocks = ctx.path.filter((node): node is Block => node.kind === "Block");
    const block = [...blocks].reverse().find((one) => one.type.name === "dynamic");
    if (!block || !touches(block.header, ctx.selection.start)) return;
    const { file } = ctx;
    const forEach = argument(block.body, "for_each")?.value;
    const content = nestedBlock(block.body, "content");
    if (!forEach || !isAlwaysOnce(forEach) || !content?.openBrace || !content.closeBrace) return;
    const iterator = dynamicIterator(block);
    let isUsed = false;
    walkExpressions(content.body, (expression) => {
      if (expression.kind === "ScopeTraversalExpr" && expression.root.name === iterator) isUsed = true;
    });
    if (isUsed) return;
    ctx.offer(title, block.header, () => {
      const body = { start: content.openBrace?.start ?? 0, end: content.closeBrace?.end ?? 0 };
      const to = indentationAt(file.text, block.range.start);
      const from = indentationAt(file.text, content.range.start);
      const text = `${block.labels[0]?.value ?? ""} ${shiftedText(file, content, body, { from, to })}`;
      const lines = [...commentsBeside(file, block, [body]), text];
      return singleFileChange(file.uri, [{ range: block.range, newText: lines.join(newLineOf(file.text) + to) }]);
    });
  },
};

/** True for `true ? [x] : []`. A list of one alone is for `dynamic-to-blocks`. */
function isAlwaysOnce(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "ConditionalExpr") return false;
  const condition = withoutParentheses(bare.condition);
  const then = withoutParentheses(bare.then);
  const isTrue = condition.kind === "LiteralValueExpr" && condition.value.type === "bool" && condition.value.value;
  return isTrue && then.kind === "TupleConsExpr" && then.elements.length === 1;
}
