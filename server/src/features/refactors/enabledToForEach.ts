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
import { type Condition, conditionOf, conditionOperand, negate } from "../rewriting/conditions.js";
import { toggleToKey } from "../rewriting/conversions/toggleToKey.js";
import { withoutEnabled } from "./enabledToCount.js";
import type { Refactor } from "./refactor.js";
import { planRepetitionChange, toggleTest } from "./repetitionChange.js";
import { repetitionTarget } from "./repetitionTarget.js";

const title = "Use `for_each` instead of `lifecycle.enabled`";
/** The key of the one instance. */
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
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: toggleToKey(key, kind === "module", "enabled", onlyKey, toggleTest(snapshot, module)),
      moves: [{ from: { address: key, key: undefined }, to: { address: key, key: onlyKey } }],
      implied: false,
      blockEdits: () => {
        const condition = conditionOf(target.attribute.value, file.text);
        return withoutEnabled(file, target, { name: "for_each", value: forEachText(condition) });
      },
    });
    if ("refusal" in planned) ctx.refuse(title, target.range, planned.refusal);
    else ctx.offer(title, target.range, () => planned.build(ctx.options));
  },
};

/** A condition as a set with the one key or none. */
export function forEachText(condition: Condition): string {
  if (condition.kind === "constant") return condition.value ? `toset(["${onlyKey}"])` : "toset([])";
  if (condition.kind === "not") return `toset(${conditionOperand(negate(condition), 1)} ? [] : ["${onlyKey}"])`;
  return `toset(${conditionOperand(condition, 1)} ? ["${onlyKey}"] : [])`;
}
