// # unknown-output
//
// Reports the use of an output that the other unit's module does not declare.
//
// Mocks do not help for long: they stand in only until the other unit has outputs. Modules that are not in the
// workspace cannot be seen.
//
// `app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
// }
//
// inputs = {
//   id = dependency.vpc.outputs.vpcid
// #                             ^^^^^ warning[unknown-output]: the module of `vpc` has no output `vpcid`. Did you mean `vpc_id`?
// }
// ```
// `vpc/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/vpc"
// }
// ```
// `modules/vpc/main.tf`:
// ```hcl
// output "vpc_id" {
//   value = "vpc-1"
// }
// ```
// -> fix "Change to `vpc_id`"
// `app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
// }
//
// inputs = {
//   id = dependency.vpc.outputs.vpc_id
// }
// ```
import { closestName, sortedNames } from "../../../model/builtins/suggest.js";
import type { Module } from "../../../model/module.js";
import type { Block } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";
import { contextsOf, moduleOfDependency, type UnitContext, unitsOfDependency } from "../units/contexts.js";
import { type UnitReference, unitReferences } from "../units/references.js";
import { mockNames } from "../units/visibleNames.js";

export const unknownOutput: Rule = {
  id: "unknown-output",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  check(ctx) {
    const references = unitReferences(ctx.file).filter(
      ({ root, names, guarded }) => root === "dependency" && names[1] === "outputs" && names.length > 2 && !guarded,
    );
    if (references.length === 0) return;
    const contexts = contextsOf(ctx);
    if (contexts.length === 0) return;
    for (const reference of references) check(ctx, reference, contexts);
  },
};

function check(ctx: TerragruntRuleContext, reference: UnitReference, contexts: readonly UnitContext[]): void {
  const [label = "", , output = ""] = reference.names;
  const range = reference.nameRanges[2];
  const stacks = contexts.map(({ unit }) => unitsOfDependency(ctx, unit, label));
  if (range && stacks.every((units) => units && !units.has(output)) && !mocksOf(ctx, contexts, label)?.has(output)) {
    const suggestion = closestName(output, sortedNames(stacks[0]?.keys() ?? []));
    const canReplace = suggestion !== undefined && reference.traversal.steps[2]?.kind === "AttrStep";
    ctx.report(range, `the stack of \`${label}\` has no unit \`${output}\`.${didYouMeanSentence(suggestion)}`, {
      summary: "Unsupported attribute",
      fixes: canReplace ? [suggestionFix(ctx.file.uri, range, suggestion)] : [],
    });
    return;
  }
  const modules = contexts.map(({ unit }) => moduleOfDependency(ctx, unit, label));
  if (!range || !modules.every((module) => module && !hasOutput(module, output))) return;
  const [module] = modules;
  if (!module) return;
  const names = module.declarationsOf("output").map(({ fact }) => fact.name);
  const suggestion = closestName(output, sortedNames(names));
  const canReplace = suggestion !== undefined && reference.traversal.steps[2]?.kind === "AttrStep";
  const mocks = mocksOf(ctx, contexts, label);
  const only = mocks?.has(output) ? ", only its mocks have" : "";
  ctx.report(range, `the module of \`${label}\` has no output \`${output}\`${only}.${didYouMeanSentence(suggestion)}`, {
    summary: "Unsupported attribute",
    fixes: canReplace ? [suggestionFix(ctx.file.uri, range, suggestion)] : [],
  });
}

function hasOutput(module: Module, name: string): boolean {
  return module.declaration(`output.${name}`) !== undefined;
}

function mocksOf(
  ctx: TerragruntRuleContext,
  contexts: readonly UnitContext[],
  label: string,
): ReadonlySet<string> | undefined {
  const dependency = contexts[0]?.unit.dependencies.find((each) => each.label === label);
  const item = dependency && ctx.snapshot.terragruntFile(dependency.uri)?.body.items[dependency.item];
  return item?.kind === "Block" ? mockNames(item satisfies Block) : undefined;
}
