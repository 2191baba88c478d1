// # duplicate-name
//
// Reports a second block of the same name where Terragrunt can keep only one.
//
// `terragrunt.hcl`:
// ```hcl
// generate "backend" {
//   path      = "backend.tf"
//   if_exists = "overwrite"
//   contents  = ""
// }
//
// generate "backend" {
// #        ^^^^^^^^^ error[duplicate-name]: there is already a `generate` block called `backend`
//   path      = "state.tf"
//   if_exists = "overwrite"
//   contents  = ""
// }
// ```
import type { TextRange } from "../../../base/range.js";
import type { RuleLevel } from "../../diagnostic.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { blocksOf, generatesOf } from "../units/names.js";

/** Blocks of which a later one silently takes the place of an earlier one, at least in some versions. */
const replacing = ["dependency", "include", "feature"];

export const duplicateName: Rule = {
  id: "duplicate-name",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const kind = ctx.entry.type?.kind;
    if (kind === "terragrunt-stack" || kind === "terragrunt-values") return;
    checkNames(ctx, "generate", generatesOf(ctx.file), "error");
    for (const type of replacing) {
      const named = blocksOf(ctx.file, type).flatMap(({ labels: [label] }) =>
        label ? [{ name: label.value, nameRange: label.range }] : [],
      );
      checkNames(ctx, type, named, "warning");
    }
  },
};

function checkNames(
  ctx: TerragruntRuleContext,
  type: string,
  named: readonly { readonly name: string; readonly nameRange: TextRange }[],
  level: RuleLevel,
): void {
  const first = new Map<string, TextRange>();
  for (const { name, nameRange } of named) {
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, nameRange);
      continue;
    }
    const effect = level === "warning" ? ", and one of them is lost" : "";
    ctx.report(nameRange, `there is already a \`${type}\` block called \`${name}\`${effect}`, {
      level,
      ...(type === "generate" ? { summary: `Detected generate blocks with the same name: [${name}]` } : {}),
      related: [{ uri: ctx.file.uri, range: earlier, message: "the first one" }],
    });
  }
}
