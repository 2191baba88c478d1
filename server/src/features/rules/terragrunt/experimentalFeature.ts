// # experimental-feature
//
// Reports a part of the language that Terragrunt refuses unless an experiment is switched on.
//
// Experiments are switched on where Terragrunt is run, with `--experiment` or in the environment, which cannot be seen
// here. A block that repeats others shapes the whole file, and nobody writes it by accident; it is only pointed out.
//
// `terragrunt.hcl`:
// ```hcl
// generate "versions" {
//   path      = "versions.tf"
//   if_exists = "overwrite"
//   contents  = ""
//   mutable   = true
// # ^^^^^^^ error[experimental-feature]: `mutable` needs the experiment `mutable-generate`: run Terragrunt with `--experiment mutable-generate`
// }
// ```

import type { TextRange } from "../../../base/range.js";
import { terragruntFunctions } from "../../../model/builtins/terragrunt/functions.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

/** Experiments that change what a file declares, so that it is certainly run with them. */
const structural: ReadonlySet<string> = new Set(["block-iteration", "iac-engine"]);

export const experimentalFeature: Rule = {
  id: "experimental-feature",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        const name = item.kind === "Attribute" ? item.name : item.type;
        const known = item.kind === "Attribute" ? schema.attributes[name.name] : schema.blocks[name.name];
        if (known?.experiment !== undefined) report(ctx, name.range, name.name, known.experiment);
      }
    }
  },
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr") return;
      const { experiment } = terragruntFunctions.get(expression.name) ?? {};
      if (experiment !== undefined) report(ctx, expression.nameRange, expression.name, experiment);
    },
  },
};

function report(ctx: TerragruntRuleContext, range: TextRange, name: string, experiment: string): void {
  ctx.report(
    range,
    `\`${name}\` needs the experiment \`${experiment}\`: run Terragrunt with \`--experiment ${experiment}\``,
    structural.has(experiment) ? { level: "information" } : {},
  );
}
