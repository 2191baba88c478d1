// # missing-parent-file
//
// Reports a search for a file that is in none of the folders above the unit.
//
// They are looked for up to the root of the Git repository. Files of data may be kept out of a repository on purpose, so
// that one that is missing is a hint.
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
import { fileTypeOf } from "../../../model/builtins/fileKinds.js";
import type { FileView } from "../../../model/terragrunt/fileView.js";
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

/** The name that a search would fail to find; undefined where it may be found, or the name is not known. */
function failingName(view: FileView, argument: Expression | undefined): string | undefined {
  const value = argument && view.evaluate(argument).value;
  const name =
    argument === undefined ? "terragrunt.hcl" : value?.type.kind === "string" && value.hasContent ? value.text : "";
  // Values files are often kept out of the repository.
  if (name === "" || fileTypeOf(nameOf(name))?.kind === "variables") return undefined;
  const fact = { f: "find_in_parent_folders", a: argument ? [name] : [] };
  return view.callPath(fact, view.directory).kind === "failure" ? name : undefined;
}

function check(ctx: TerragruntRuleContext, call: FunctionCallExpr, contexts: readonly UnitContext[]): void {
  const argument: Expression | undefined = call.args[0];
  const [name, ...others] = contexts.map(({ view }) => failingName(view, argument));
  if (name === undefined || others.includes(undefined)) return;
  // Other units that include the file may lie elsewhere.
  const isIncluded = contexts.some(({ view }) => view.context.role === "include");
  const above = isIncluded ? "the units that include this file" : "this one";
  const isOurs = fileTypeOf(nameOf(name)) !== undefined;
  const isData = !isOurs && nameOf(name).lastIndexOf(".") > 0;
  const what = isOurs || isData ? "file" : "file or folder";
  ctx.report(argument?.range ?? call.range, `there is no ${what} \`${name}\` in any folder above ${above}`, {
    ...(isData ? { level: "hint" as const } : isIncluded ? { level: "warning" as const } : {}),
    summary: `ParentFileNotFoundError: Could not find a ${name} in any of the parent folders`,
  });
}
