// # unknown-module-output
//
// Reports a reference to an output that the called module does not have.
//
// Only modules in directories of the workspace are looked at; others cannot be seen.
//
// ## A misspelled output
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
// }
//
// output "vpc" {
//   value = module.network.vpcid
// #                       ^^^^^^ error[unknown-module-output]: the module has no output `vpcid`. Did you mean `vpc_id`?
// }
// ```
// `network/main.tf`:
// ```hcl
// output "vpc_id" {
//   value = "vpc-1"
// }
// ```
// -> fix "Change to `vpc_id`"
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
// }
//
// output "vpc" {
//   value = module.network.vpc_id
// }
// ```

import { accessOf } from "../../../model/access.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import type { Module } from "../../../model/module.js";
import type { AttrStep, Expression } from "../../../syntax/ast.js";
import { parentsOf } from "../../rewriting/expressionShape.js";
import { visibleCallee } from "../references/calls.js";
import { isEvaluated } from "../references/context.js";
import { declareOutput } from "../references/declareFix.js";
import { parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unknownModuleOutput: Rule = {
  id: "unknown-module-output",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    reference(origin, where, ctx) {
      if (!isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind !== "module") return;
      const callee = visibleCallee(ctx.snapshot, ctx.module, parsed.name);
      if (!callee) return;
      const call = ctx.module.declaration(`module.${parsed.name}`)?.fact;
      const hasInstances = call?.repetition === "count" || call?.repetition === "for_each";
      // Without an instance key, what follows a repeated call is not an output.
      const output = parsed.output && hasInstances !== (parsed.instance === undefined) ? parsed.output : undefined;
      const step = parsed.output ? output : hasInstances ? outputBehind(origin.expression) : undefined;
      if (step && !isCaught(where, origin.expression)) check(ctx, where, callee, step);
    },
  },
};

/** Inside `try` and `can` a missing output is no error. */
function isCaught({ attribute }: Where, expression: Expression): boolean {
  const parents = attribute ? parentsOf(attribute.value, expression) : [];
  return parents.some(
    (parent) => parent.kind === "FunctionCallExpr" && (parent.name === "try" || parent.name === "can"),
  );
}

/** The output in `module.m[each.key].output` and `module.m[*].output`. */
function outputBehind(expression: Expression): AttrStep | undefined {
  const { accessors } = accessOf(expression);
  const [name, key, output] = accessors;
  if (name?.kind !== "attr" || (key?.kind !== "dynamic" && key?.kind !== "splat")) return undefined;
  return output?.kind === "attr" ? output.step : undefined;
}

function check(ctx: ModuleRuleContext, where: Where, callee: Module, { name, range, nameRange }: AttrStep): void {
  const { uri } = where.file;
  if (callee.declarations.has(`output.${name}`) || callee.overriding.has(`output.${name}`)) return;
  const names = [...callee.declarationsOf("output")].map(({ fact }) => fact.name);
  const suggestion = didYouMean(name, sortedNames(names));
  ctx.report(uri, range, `the module has no output \`${name}\`.${didYouMeanSentence(suggestion)}`, {
    summary: "Unsupported attribute",
    // The condition of an `assert` is evaluated by the plan alone.
    ...(where.path.at(-1) === "assert" && where.attribute?.name.name === "condition" ? { phase: "plan" as const } : {}),
    fixes: [
      ...(suggestion === undefined ? [] : [suggestionFix(uri, nameRange, suggestion)]),
      declareOutput(ctx.snapshot, callee, name),
    ],
  });
}
