// # enabled-to-count
//
// Writes `lifecycle { enabled = … }` as a `count` of 0 or 1, for Terraform and for OpenTofu before 1.11, and rewrites every reference.
//
// Terraform moves no modules by itself, so a module call gets a `moved` block.
//
// ```hcl
// module "app" {
//   source = "./app"
//
//   lifecycle {
//     <|>enabled = var.on
//   }
// }
//
// output "url" {
//   value = module.app != null ? module.app.url : null
// }
// ```
// ->
// ```hcl
// module "app" {
//   count = var.on ? 1 : 0
//
//   source = "./app"
// }
//
// output "url" {
//   value = length(module.app) > 0 ? module.app[0].url : null
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = module.app
//   to   = module.app[0]
// }
// ```
import type { TextEdit } from "../../base/textEdit.js";
import { nestedBlock } from "../../model/extract.js";
import type { SourceFile } from "../../syntax/ast.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { removeNestedArgument, surroundings } from "../rewriting/blockEdits.js";
import { conditionOf, countText } from "../rewriting/conditions.js";
import { enabledToCount as conversionOf } from "../rewriting/conversions/enabledToCount.js";
import type { Refactor } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";

const title = "Use `count` instead of `lifecycle.enabled`";

export const enabledToCount: Refactor = {
  id: "enabled-to-count",
  title,
  kind: "refactor.rewrite",
  inverse: "count-to-enabled",
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
      conversion: conversionOf(key, kind === "module"),
      moves: [{ from: { address: key, key: undefined }, to: { address: key, key: 0 } }],
      implied: kind !== "module",
      blockEdits: () => {
        const condition = conditionOf(target.attribute.value, file.text);
        return withoutEnabled(file, target, { name: "count", value: countText(condition) });
      },
    });
    if ("refusal" in planned) ctx.refuse(title, target.range, planned.refusal);
    else ctx.offer(title, target.range, () => planned.build(ctx.options));
  },
};

/** Takes `enabled` out of a block and writes another meta-argument in its place, with its comments. */
export function withoutEnabled(
  file: SourceFile,
  target: RepetitionTarget,
  argument: { readonly name: string; readonly value: string },
): readonly TextEdit[] {
  const { block, attribute } = target;
  const lifecycle = nestedBlock(block.body, "lifecycle");
  if (!lifecycle) return [];
  const { leading, trailing } = surroundings(file, attribute);
  const isEmptied = lifecycle.body.items.length === 1;
  return [
    ...removeNestedArgument(file, block, lifecycle, attribute),
    ...addMetaArgument(file, block, { ...argument, leading, trailing }, isEmptied ? lifecycle : undefined),
  ];
}
