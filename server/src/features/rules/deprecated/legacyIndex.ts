// # legacy-index
//
// Reports an index behind a dot, the notation of Terraform 0.11.
//
// ```hcl
// locals {
//   first = var.zones.0
// #                  ^^ hint[legacy-index]: an index is written in brackets: `[0]`
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
// -> fix "Change to `[0]`"
// ```hcl
// locals {
//   first = var.zones[0]
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Rule } from "../rule.js";

export const legacyIndex: Rule = {
  id: "legacy-index",
  group: "deprecated",
  scope: "file",
  defaultLevel: "hint",
  tags: ["deprecated"],
  aliases: ["terraform_deprecated_index"],
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "ScopeTraversalExpr" && expression.kind !== "RelativeTraversalExpr") return;
      for (const step of expression.steps) {
        if (step.kind !== "IndexStep" || !step.legacy || step.key.type !== "number") continue;
        const modern = `[${step.key.text}]`;
        ctx.report(step.range, `an index is written in brackets: \`${modern}\``, {
          fixes: [
            {
              title: `Change to \`${modern}\``,
              safety: "safe",
              preferred: true,
              change: () => singleFileChange(ctx.file.uri, [{ range: step.range, newText: modern }]),
            },
          ],
        });
      }
    },
  },
};
