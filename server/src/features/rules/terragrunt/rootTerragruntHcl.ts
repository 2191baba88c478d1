// # root-terragrunt-hcl
//
// Reports a search for a root configuration that is itself called `terragrunt.hcl`.
//
// Terragrunt warns about it: it takes every directory with a file of that name for a unit. The root is called
// `root.hcl` now, and found with `find_in_parent_folders("root.hcl")`.
//
// `terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders()
// #        ^^^^^^^^^^^^^^^^^^^^^^^^ warning[root-terragrunt-hcl]: a root configuration called `terragrunt.hcl` is deprecated: call it `root.hcl`, and search for that name
// }
// ```
import { literalString } from "../../../model/access.js";
import type { Rule } from "../rule.js";

export const rootTerragruntHcl: Rule = {
  id: "root-terragrunt-hcl",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  tags: ["deprecated"],
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || expression.name !== "find_in_parent_folders") return;
      const [argument] = expression.args;
      if (argument && literalString(argument) !== "terragrunt.hcl") return;
      ctx.report(
        expression.range,
        "a root configuration called `terragrunt.hcl` is deprecated: call it `root.hcl`, and search for that name",
      );
    },
  },
};
