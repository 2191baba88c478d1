// # block-to-dynamic
//
// Wraps a nested block into a `dynamic` block that writes it once, ready for a condition.
//
// ```hcl
// resource "aws_instance" "web" {
//   <|>ebs_block_device {
//     device_name = "sdb"
//   }
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   dynamic "ebs_block_device" {
//     for_each = true ? [1] : []
//
//     content {
//       device_name = "sdb"
//     }
//   }
// }
// ```
import { singleFileChange } from "../../base/sourceChange.js";
import { deeper, indentationAt, newLineOf } from "../rewriting/blockEdits.js";
import { shiftedText } from "../rewriting/shiftedLines.js";
import { nestedBlockAt, readsRoot } from "./blocksToDynamic.js";
import type { Refactor } from "./refactor.js";

const title = "Make the block conditional with a dynamic block";

export const blockToDynamic: Refactor = {
  id: "block-to-dynamic",
  title,
  kind: "refactor.rewrite",
  inverse: "dynamic-to-block",
  unattended: false,
  run(ctx) {
    const found = nestedBlockAt(ctx);
    const { file } = ctx;
    if (!found || found.block.type.name === "dynamic") return;
    const { block } = found;
    const { openBrace, closeBrace } = block;
    if (!openBrace || !closeBrace) return;
    if (readsRoot(block, block.type.name)) {
      const name = block.type.name;
      ctx.refuse(title, block.header, `It reads ${name}, which is another thing in a dynamic block of that name.`);
      return;
    }
    const body = { start: openBrace.start, end: closeBrace.end };
    ctx.offer(title, block.header, () => {
      const newLine = newLineOf(file.text);
      const outer = indentationAt(file.text, block.range.start);
      const inner = deeper(outer);
      const lines = [
        `dynamic "${block.type.name}" {`,
        `${inner}for_each = true ? [1] : []`,
        "",
        `${inner}content ${shiftedText(file, block, body, { from: outer, to: inner })}`,
        `${outer}}`,
      ];
      return singleFileChange(file.uri, [{ range: block.range, newText: lines.join(newLine) }]);
    });
  },
};
