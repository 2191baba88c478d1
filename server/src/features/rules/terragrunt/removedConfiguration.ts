// # removed-configuration
//
// Reports what Terragrunt no longer accepts since 1.0, with what takes its place.
//
// It is only a hint where `terragrunt_version_constraint` keeps the file to releases before 1.0.
//
// `terragrunt.hcl`:
// ```hcl
// skip = true
// #<^^ error[removed-configuration]: `skip` was removed. Since Terragrunt 1.0, an `exclude` block says when the unit is left out.
// ```
// -> fix "Replace `skip` by an `exclude` block"
// `terragrunt.hcl`:
// ```hcl
// exclude {
//   if      = true
//   actions = ["all"]
// }
// ```
import { removedUnitAttributes } from "../../../model/builtins/terragrunt/deprecations.js";
import type { ReportOptions, Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf, moduleOfDependency } from "../units/contexts.js";
import { dependencyInputsFixes, removedAttributeFixes } from "../units/migrations.js";
import { type UnitReference, unitReferences } from "../units/references.js";
import { excludesSince } from "../units/release.js";

export const removedConfiguration: Rule = {
  id: "removed-configuration",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  tags: ["deprecated"],
  check(ctx) {
    const kind = ctx.entry.type?.kind;
    if (kind === "terragrunt-stack" || kind === "terragrunt-values") return;
    const level: ReportOptions = excludesSince(ctx, "1.0.0") ? { level: "hint" } : {};
    for (const item of ctx.file.body.items) {
      if (item.kind !== "Attribute") continue;
      const removed = removedUnitAttributes[item.name.name]?.removed;
      if (!removed) continue;
      ctx.report(item.name.range, `\`${item.name.name}\` was removed. ${removed.message}`, {
        ...level,
        summary: "Unsupported argument",
        fixes: removedAttributeFixes(ctx.file, item),
      });
    }
    checkDependencyInputs(ctx, level);
  },
};

function checkDependencyInputs(ctx: TerragruntRuleContext, level: ReportOptions): void {
  for (const reference of unitReferences(ctx.file)) {
    const { root, names, nameRanges, traversal } = reference;
    const range = nameRanges[1];
    if (root !== "dependency" || names[1] !== "inputs" || !range) continue;
    ctx.report(
      { start: traversal.root.range.start, end: range.end },
      `inputs of another unit can no longer be read since Terragrunt 1.0. Read \`dependency.${names[0]}.outputs\`, or the unit's file with \`read_terragrunt_config\`.`,
      {
        ...level,
        summary: "Reading inputs from dependencies is no longer supported",
        fixes: dependencyInputsFixes(ctx.file, reference, isOutput(ctx, reference)),
      },
    );
  }
}

/** Whether the other unit has an output of the input's name, which is most likely what is wanted. */
function isOutput(ctx: TerragruntRuleContext, { names: [label, , name] }: UnitReference): boolean {
  const [first] = contextsOf(ctx);
  const module = first && label !== undefined ? moduleOfDependency(ctx, first.unit, label) : undefined;
  return module?.declaration(`output.${name}`) !== undefined;
}
