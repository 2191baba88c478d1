// # count-toggle-to-for-each
//
// Writes a `count` that is 0 or 1 as a `for_each` with the one key `this`, with the `moved` block.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>count = var.on ? 1 : 0
//
//   input = "x-${count.index}"
// }
//
// output "id" {
//   value = one(terraform_data.x[*].id)
// }
//
// variable "on" {
//   default = true
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   for_each = toset(var.on ? ["this"] : [])
//
//   input = "x-0"
// }
//
// output "id" {
//   value = one(values(terraform_data.x)[*].id)
// }
//
// variable "on" {
//   default = true
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.x[0]
//   to   = terraform_data.x["this"]
// }
// ```
import { argument, nestedBlock } from "../../model/extract.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { removeItem, surroundings } from "../rewriting/blockEdits.js";
import { toggleOf } from "../rewriting/conditions.js";
import { toggleToKey } from "../rewriting/conversions/toggleToKey.js";
import { replaceCountIndex } from "../rewriting/countIndex.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { earlierKey } from "../rewriting/movedPlanner.js";
import { judgeSensitivity } from "./countToEnabled.js";
import { forEachText, onlyKey } from "./enabledToForEach.js";
import type { Refactor } from "./refactor.js";
import { planRepetitionChange, toggleTest } from "./repetitionChange.js";
import { repetitionTarget } from "./repetitionTarget.js";

const title = "Use `for_each` with one key instead of `count`";

export const countToggleToForEach: Refactor = {
  id: "count-toggle-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "for-each-to-count-toggle",
  unattended: true,
  tries: "count",
  run(ctx) {
    const target = repetitionTarget(ctx, "count");
    const { snapshot, module, file } = ctx;
    const condition = target && toggleOf(target.attribute.value, file.text, localValues(snapshot, module));
    if (!target || !condition) return;
    const { block, attribute, key, kind } = target;
    const instance = earlierKey(snapshot, module, key, 0) ?? onlyKey;
    const refuse = (reason: string): void => ctx.refuse(title, target.range, reason);
    const lifecycle = nestedBlock(block.body, "lifecycle");
    if (argument(block.body, "for_each") || (lifecycle && argument(lifecycle.body, "enabled"))) {
      refuse("It has two arguments that say how often it exists; take one out first.");
      return;
    }
    const sensitivity = judgeSensitivity(snapshot, module, condition);
    if ("refusal" in sensitivity) {
      refuse(sensitivity.refusal);
      return;
    }
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: toggleToKey(key, kind === "module", "count", instance, toggleTest(snapshot, module)),
      moves: [{ from: { address: key, key: 0 }, to: { address: key, key: instance } }],
      implied: false,
      blockEdits: () => {
        const { leading, trailing } = surroundings(file, attribute, block);
        const value = forEachText(condition, instance);
        const added = addMetaArgument(file, block, { name: "for_each", value, leading, trailing }, attribute);
        const isReplaced = added.some((edit) => edit.range.end >= attribute.range.end);
        return [
          ...(isReplaced ? [] : removeItem(file, block, attribute)),
          ...added,
          ...replaceCountIndex(file, block, "0"),
        ];
      },
    });
    if ("refusal" in planned) {
      refuse(planned.refusal);
      return;
    }
    const assumes = sensitivity.assumption === "" ? "" : ` (assumes that ${sensitivity.assumption})`;
    ctx.offer(title + assumes, target.range, () => planned.build(ctx.options));
  },
};
