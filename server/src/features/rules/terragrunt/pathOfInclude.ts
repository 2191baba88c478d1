// # path-of-include
//
// Points out relative paths that mean the directory of an included file, and not that of the unit.
//
// In a file that is included, `file("x")` and its like look beside that file, while `config_path`, `source` and
// `get_terragrunt_dir()` mean the unit. Both are used on purpose, so this is only a hint.
//
// `app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = "../root.hcl"
// }
// ```
// `root.hcl`:
// ```hcl
// locals {
//   common = yamldecode(file("common.yaml"))
// #                          ^^^^^^^^^^^^^ hint[path-of-include]: `file` looks for this beside `root.hcl`, not in the unit. To mean the unit, write `"${get_terragrunt_dir()}/common.yaml"`.
// }
// ```
import { literalString } from "../../../model/access.js";
import { pathBases } from "../../../model/builtins/terragrunt/references.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";

export const pathOfInclude: Rule = {
  id: "path-of-include",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "hint",
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || pathBases[`${expression.name}()`] !== "file") return;
      const [argument] = expression.args;
      const path = argument && literalString(argument);
      if (!argument || path === undefined || path === "" || path.startsWith("/") || path.startsWith("~")) return;
      if (terragruntWorkspace(ctx.snapshot).includedBy(ctx.file.uri).length === 0) return;
      const unit = `"\${get_terragrunt_dir()}/${path}"`;
      ctx.report(
        argument.range,
        `\`${expression.name}\` looks for this beside \`${ctx.entry.name}\`, not in the unit. To mean the unit, write \`${unit}\`.`,
        { fixes: [replaceFix(ctx.file.uri, argument.range, unit, "Look in the unit's directory")] },
      );
    },
  },
};
