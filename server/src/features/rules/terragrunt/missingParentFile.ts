// # missing-parent-file
//
// Reports a search for a file that is in none of the folders above the unit.
//
// Only files that hold configuration are looked for, and only up to the root of the Git repository.
//
// `.git/HEAD`:
// ```
// ref: refs/heads/main
// ```
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("rot.hcl")
// #                               ^^^^^^^^^ error[missing-parent-file]: there is no file `rot.hcl` in any folder above this one
// }
// ```
// `root.hcl`:
// ```hcl
// inputs = {}
// ```
import { literalString } from "../../../model/access.js";
import { fileTypeOf } from "../../../model/builtins/fileKinds.js";
import { nameOf } from "../../../model/uri.js";
import type { Expression, FunctionCallExpr } from "../../../syntax/ast.js";
import { walk } from "../../../syntax/visit.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf, type UnitContext } from "../units/contexts.js";

export const missingParentFile: Rule = {
  id: "missing-parent-file",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const calls = callsIn(ctx);
    if (calls.length === 0) return;
    const contexts = contextsOf(ctx);
    if (contexts.length === 0) return;
    for (const call of calls) check(ctx, call, contexts);
  },
};

/** The searches without anything to fall back on, outside of `try` and `can`. */
function callsIn({ file }: TerragruntRuleContext): readonly FunctionCallExpr[] {
  const found: FunctionCallExpr[] = [];
  walk(file.body, (node, ancestors) => {
    if (node.kind !== "FunctionCallExpr" || node.name !== "find_in_parent_folders" || node.args.length > 1) return;
    const isGuarded = ancestors.some(
      (each) => each.kind === "ConditionalExpr" || (each.kind === "FunctionCallExpr" && guards.has(each.name)),
    );
    if (!isGuarded) found.push(node);
  });
  return found;
}

const guards: ReadonlySet<string> = new Set(["try", "can"]);

function check(ctx: TerragruntRuleContext, call: FunctionCallExpr, contexts: readonly UnitContext[]): void {
  const argument: Expression | undefined = call.args[0];
  const name = argument ? literalString(argument) : "terragrunt.hcl";
  // Values files are often kept out of the repository.
  if (name === undefined || fileTypeOf(nameOf(name))?.kind === "variables") return;
  const fact = { f: call.name, a: argument ? [name] : [] };
  const fails = contexts.every(({ view }) => view.callPath(fact, view.directory).kind === "failure");
  if (!fails) return;
  // Other units that include the file may lie elsewhere.
  const isIncluded = contexts.some(({ view }) => view.context.role === "include");
  const above = isIncluded ? "the units that include this file" : "this one";
  ctx.report(argument?.range ?? call.range, `there is no file \`${name}\` in any folder above ${above}`, {
    ...(isIncluded ? { level: "warning" } : {}),
    summary: `ParentFileNotFoundError: Could not find a ${name} in any of the parent folders`,
  });
}
