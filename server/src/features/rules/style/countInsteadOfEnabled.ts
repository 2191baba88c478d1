// # count-instead-of-enabled
//
// Reports a `count` that is always 0 or 1, which OpenTofu 1.11 and later write as `lifecycle { enabled = … }`.
//
// A block with `count` has instances, so every reference needs `[0]` or a splat even though there is never a second
// one. With `enabled` the address is the object itself. Only reported where the change surely keeps the plan.
//
// - target: opentofu@1.11
//
// ```hcl
// resource "aws_eip" "nat" {
//   count = var.create_nat ? 1 : 0
// # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[count-instead-of-enabled]: this `count` is always 0 or 1; `lifecycle.enabled` says the same and needs no `[0]` in references
// }
//
// variable "create_nat" {
//   type = bool
// }
// ```
// -> fix "Use `lifecycle.enabled` instead of `count`"
// ```hcl
// resource "aws_eip" "nat" {
//   lifecycle {
//     enabled = var.create_nat
//   }
// }
//
// variable "create_nat" {
//   type = bool
// }
// ```
import { derived } from "../../../model/derived.js";
import type { BodyItem } from "../../../syntax/ast.js";
import { originalOf } from "../../../syntax/shift.js";
import { judgeCount, knowsEnabled } from "../../refactors/countToEnabled.js";
import { repetitionOf } from "../../refactors/repetitionTarget.js";
import type { Rule } from "../rule.js";

export const countInsteadOfEnabled: Rule = {
  id: "count-instead-of-enabled",
  group: "style",
  scope: "module",
  defaultLevel: "hint",
  aliases: ["core:count-instead-enabled"],
  visit: {
    topLevel(block, where, ctx) {
      if (!knowsEnabled(ctx.product) || !hasCount(originalOf(block).item)) return;
      if (!ctx.module.files.some(({ entry }) => entry.uri === where.file.uri)) return;
      const target = repetitionOf(block, "count");
      if (!target) return;
      const verdict = judgeCount(ctx.snapshot, ctx.module, where.file, target);
      if (verdict.kind !== "equal") return;
      ctx.report(
        where.file.uri,
        target.range,
        "this `count` is always 0 or 1; `lifecycle.enabled` says the same and needs no `[0]` in references",
        {
          fixes: [
            {
              title: "Use `lifecycle.enabled` instead of `count`",
              // It keeps the plan, but it may touch many files: a matter for a person, not for every save.
              safety: "unsafe",
              preferred: true,
              alone: true,
              change: (options) => verdict.build({ movedBlocks: options?.movedBlocks ?? "file" }),
            },
          ],
        },
      );
    },
  },
};

/** Asked of the block as it was lowered, so that edits elsewhere do not have to move what is in it. */
const hasCount = derived(
  (item: BodyItem): boolean => item.kind === "Block" && repetitionOf(item, "count") !== undefined,
);
