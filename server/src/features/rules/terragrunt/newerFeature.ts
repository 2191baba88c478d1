// # newer-feature
//
// Reports what the releases of Terragrunt that a file allows do not have yet.
//
// `terragrunt.hcl`:
// ```hcl
// terragrunt_version_constraint = "~> 1.0.0"
//
// generate "versions" {
//   path      = "versions.tf"
//   if_exists = "overwrite"
//   contents  = ""
//   mutable   = true
// # ^^^^^^^ warning[newer-feature]: Terragrunt has `mutable` since 1.1.2, and `terragrunt_version_constraint` allows only older releases
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { terragruntFunctions } from "../../../model/builtins/terragrunt/functions.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { excludesSince } from "../units/release.js";

export const newerFeature: Rule = {
  id: "newer-feature",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        const name = item.kind === "Attribute" ? item.name : item.type;
        const known = item.kind === "Attribute" ? schema.attributes[name.name] : schema.blocks[name.name];
        report(ctx, name.range, name.name, known?.since?.terragrunt);
      }
    }
  },
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr") return;
      const { name, nameRange } = expression;
      report(ctx, nameRange, name, terragruntFunctions.get(name)?.since?.terragrunt);
    },
  },
};

function report(ctx: TerragruntRuleContext, range: TextRange, name: string, since: string | undefined): void {
  if (since === undefined || !excludesSince(ctx, since)) return;
  ctx.report(
    range,
    `Terragrunt has \`${name}\` since ${since}, and \`terragrunt_version_constraint\` allows only older releases`,
  );
}
