// # for-each-to-enabled
//
// Makes a block that exists once or not at all with `for_each` say so with `lifecycle { enabled = … }`, and writes the `moved` block.
//
// The `for_each` has one key that is known, under a condition: `c ? { k = v } : {}` or `toset(c ? ["k"] : [])`.
// What the block reads from `each` is written out.
//
// ```hcl
// resource "aws_eip" "nat" {
//   <|>for_each = var.create_nat ? { main = { name = "nat" } } : {}
//
//   domain = "vpc"
//   tags   = { Name = "${each.key}-${each.value.name}" }
// }
//
// output "nat_id" {
//   value = try(aws_eip.nat["main"].id, null)
// }
// ```
// ->
// ```hcl
// resource "aws_eip" "nat" {
//   domain = "vpc"
//   tags   = { Name = "main-nat" }
//
//   lifecycle {
//     enabled = var.create_nat
//   }
// }
//
// output "nat_id" {
//   value = try(aws_eip.nat.id, null)
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = aws_eip.nat["main"]
//   to   = aws_eip.nat
// }
// ```
import type { TextEdit } from "../../base/textEdit.js";
import { argument, nestedBlock } from "../../model/extract.js";
import { addLifecycleArgument, addMetaArgument } from "../rewriting/argumentEdits.js";
import { indentFurther, removeItem, surroundings } from "../rewriting/blockEdits.js";
import { conditionText, countText } from "../rewriting/conditions.js";
import { keyToToggle } from "../rewriting/conversions/keyToToggle.js";
import { replaceEach } from "../rewriting/eachValues.js";
import { keyedToggleOf, singleKeyOf } from "../rewriting/keyedToggle.js";
import { judgeSensitivity, verdictSuffix } from "./countToEnabled.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";
import { repetitionTarget } from "./repetitionTarget.js";

const title = "Use `lifecycle.enabled` instead of `for_each`";

export const forEachToEnabled: Refactor = {
  id: "for-each-to-enabled",
  title,
  kind: "refactor.rewrite",
  inverse: "enabled-to-for-each",
  unattended: true,
  tries: "for_each",
  run(ctx) {
    replaceForEach(ctx, "enabled", title);
  },
};

/** Offers to write a `for_each` with one key or none as `enabled` or as `count`. */
export function replaceForEach(ctx: RefactorContext, after: "enabled" | "count", offerTitle: string): void {
  const target = repetitionTarget(ctx, "for_each");
  const { snapshot, module, file } = ctx;
  const toggle = target && (keyedToggleOf(target.attribute.value, file.text) ?? singleKeyOf(target.attribute.value));
  if (!target || !toggle) return;
  const { block, attribute, key, kind } = target;
  const refuse = (reason: string): void => ctx.refuse(offerTitle, target.range, reason);
  const lifecycle = nestedBlock(block.body, "lifecycle");
  if (argument(block.body, "count") || (lifecycle && argument(lifecycle.body, "enabled"))) {
    refuse("It has two arguments that say how often it exists; take one out first.");
    return;
  }
  const each = replaceEach(file, block, {
    key: toggle.key,
    value: toggle.value && { expression: toggle.value, source: file.text },
  });
  if ("refusal" in each) {
    refuse(each.refusal);
    return;
  }
  // A sensitive value is an error in for_each already, so nothing is assumed; a sensitive element may be shown anew.
  const sensitivity = judgeSensitivity(snapshot, module, toggle.condition);
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
    conversion: keyToToggle(key, kind === "module", after, toggle.key),
    moves: [{ from: { address: key, key: toggle.key }, to: { address: key, key: after === "count" ? 0 : undefined } }],
    implied: false,
    blockEdits: (): readonly TextEdit[] => {
      const { leading, trailing } = surroundings(file, attribute, block);
      const comments = { leading, trailing };
      const added =
        after === "enabled"
          ? addLifecycleArgument(
              file,
              block,
              { name: "enabled", value: indentFurther(conditionText(toggle.condition), "  "), ...comments },
              attribute,
            )
          : addMetaArgument(file, block, { name: "count", value: countText(toggle.condition), ...comments }, attribute);
      const isReplaced = added.some(
        (edit) => edit.range.start <= attribute.range.start && attribute.range.end <= edit.range.end,
      );
      return [...(isReplaced ? [] : removeItem(file, block, attribute)), ...added, ...each.edits];
    },
  });
  if ("refusal" in planned) {
    refuse(planned.refusal);
    return;
  }
  const suffix =
    after === "enabled" ? verdictSuffix({ kind: "equal", assumption: "", build: planned.build }, ctx.product) : "";
  ctx.offer(offerTitle + suffix, target.range, () => planned.build(ctx.options));
}
