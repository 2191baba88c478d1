// # enabled-to-for-each
//
// Writes `lifecycle { enabled = … }` as a `for_each` with the one key `this`, with the `moved` block.
//
// ```hcl
// resource "aws_eip" "nat" {
//   domain = "vpc"
//
//   lifecycle {
//     <|>enabled = var.create_nat
//   }
// }
//
// output "nat_id" {
//   value = var.create_nat ? aws_eip.nat.id : null
// }
// ```
// ->
// ```hcl
// resource "aws_eip" "nat" {
//   for_each = toset(var.create_nat ? ["this"] : [])
//
//   domain = "vpc"
// }
//
// output "nat_id" {
//   value = var.create_nat ? aws_eip.nat["this"].id : null
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = aws_eip.nat
//   to   = aws_eip.nat["this"]
// }
// ```
import { quoted } from "../rewriting/addressPath.js";
import { type Condition, conditionOf, conditionOperand, negate } from "../rewriting/conditions.js";
import { toggleToKey } from "../rewriting/conversions/toggleToKey.js";
import { earlierKey } from "../rewriting/movedPlanner.js";
import { withoutEnabled } from "./enabledToCount.js";
import type { Refactor } from "./refactor.js";
import { planRepetitionChange, toggleTest } from "./repetitionChange.js";
import { repetitionTarget } from "./repetitionTarget.js";

const title = "Use `for_each` instead of `lifecycle.enabled`";
/** The key of the one instance, where no `moved` block tells the one that it had. */
export const onlyKey = "this";

export const enabledToForEach: Refactor = {
  id: "enabled-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "for-each-to-enabled",
  unattended: true,
  tries: "enabled",
  run(ctx) {
    const target = repetitionTarget(ctx, "enabled");
    if (!target) return;
    const { snapshot, module, file } = ctx;
    const { block, key, kind } = target;
    const instance = earlierKey(snapshot, module, key, undefined) ?? onlyKey;
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: toggleToKey(key, kind === "module", "enabled", instance, toggleTest(snapshot, module)),
      moves: [{ from: { address: key, key: undefined }, to: { address: key, key: instance } }],
      implied: false,
      blockEdits: () => {
        const condition = conditionOf(target.attribute.value, file.text);
        return withoutEnabled(file, target, { name: "for_each", value: forEachText(condition, instance) });
      },
    });
    if ("refusal" in planned) ctx.refuse(title, target.range, planned.refusal);
    else ctx.offer(title, target.range, () => planned.build(ctx.options));
  },
};

/** A condition as a set with one key or none. */
export function forEachText(condition: Condition, key: string): string {
  const one = `[${quoted(key)}]`;
  if (condition.kind === "constant") return `toset(${condition.value ? one : "[]"})`;
  if (condition.kind === "not") return `toset(${conditionOperand(negate(condition), 1)} ? [] : ${one})`;
  return `toset(${conditionOperand(condition, 1)} ? ${one} : [])`;
}
