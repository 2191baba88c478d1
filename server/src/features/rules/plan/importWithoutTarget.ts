// # import-without-target
//
// Reports an `import` into a resource that is not declared, or that is disabled.
//
// `tofu plan -generate-config-out=FILE` writes the missing block; every other plan fails.
//
// ```hcl
// import {
// #<^^^^ warning[import-without-target]: `terraform_data.a` is not declared; declare it, or let `tofu plan -generate-config-out=FILE` do so
//   to = terraform_data.a
//   id = "a"
// }
// ```
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Module } from "../../../model/module.js";
import { isWhollySeen, moduleValues } from "../../../model/moduleValues.js";
import { convert } from "../../../model/values/convert.js";
import { boolType } from "../../../model/values/type.js";
import { Value } from "../../../model/values/value.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { addressedBlocks } from "./addressedBlocks.js";

export const importWithoutTarget: Rule = {
  id: "import-without-target",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    const summary = "Configuration for import target does not exist";
    for (const { file, block, step, module } of addressedBlocks(ctx, "import", "to")) {
      if (step.isModule) continue;
      if (!module.declaration(step.key)) {
        if (!isWhollySeen(ctx.snapshot, module)) continue;
        const how = "declare it, or let `tofu plan -generate-config-out=FILE` do so";
        ctx.report(file.uri, block.header, `\`${step.key}\` is not declared; ${how}`, { summary, level: "warning" });
      } else if (isDisabled(ctx, module, step.key)) {
        ctx.report(file.uri, block.header, `\`${step.key}\` is disabled, so there is nothing to import into`, {
          summary,
        });
      }
    }
  },
};

function isDisabled(ctx: ModuleRuleContext, module: Module, key: string): boolean {
  const values = moduleValues(ctx.snapshot, module, "declared", ctx.product);
  const placed = values.instances(key);
  if (placed?.kind !== "enabled" || !placed.argument) return false;
  const { file, blocks, node } = placed.argument;
  const enabled = convert(evaluate(node.value, values.scopeAt(file, blocks, node)).value, boolType);
  return enabled instanceof Value && enabled.isFalse;
}
