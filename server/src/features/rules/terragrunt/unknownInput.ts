// # unknown-input
//
// Reports an input for which the unit's module has no variable.
//
// Terragrunt passes it in the environment, where OpenTofu silently passes over it. Inputs of includes are meant for
// many modules and are not looked at, and neither are modules outside of the workspace.
//
// `app/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/app"
// }
//
// inputs = {
//   regoin = "eu-west-1"
// # ^^^^^^ warning[unknown-input]: the module has no variable `regoin`. Did you mean `region`?
//   colour = "red"
// # ^^^^^^ information[unknown-input]: the module has no variable `colour`, so nothing uses this input.
// }
// ```
// `modules/app/main.tf`:
// ```hcl
// variable "region" {
//   default = "us-east-1"
// }
// ```
// -> fix "Change to `region`"
// `app/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/app"
// }
//
// inputs = {
//   region = "eu-west-1"
//   colour = "red"
// }
// ```
import { slice } from "../../../base/range.js";
import { closestName, sortedNames } from "../../../model/builtins/suggest.js";
import type { Rule } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";
import { contextsOf, knownModule } from "../units/contexts.js";

export const unknownInput: Rule = {
  id: "unknown-input",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "information",
  check(ctx) {
    const inputs = ctx.snapshot.facts(ctx.file.uri)?.terragrunt?.inputs ?? [];
    const contexts = inputs.length > 0 ? contextsOf(ctx).filter(({ view }) => view.context.role === "unit") : [];
    const modules = contexts.map(({ unit }) => knownModule(unit, "variable"));
    const [module] = modules;
    if (!module) return;
    for (const { name, range } of inputs) {
      if (!modules.every((each) => each && each.declaration(`var.${name}`) === undefined)) continue;
      const given = new Set(inputs.map((input) => input.name));
      const candidates = module.declarationsOf("variable").map(({ fact }) => fact.name);
      const suggestion = closestName(name, sortedNames(candidates.filter((candidate) => !given.has(candidate))));
      const hint = suggestion === undefined ? ", so nothing uses this input." : `.${didYouMeanSentence(suggestion)}`;
      const isPlain = slice(ctx.file.text, range) === name;
      ctx.report(range, `the module has no variable \`${name}\`${hint}`, {
        ...(suggestion === undefined ? { tags: ["unnecessary"] as const } : { level: "warning" as const }),
        fixes: suggestion === undefined || !isPlain ? [] : [suggestionFix(ctx.file.uri, range, suggestion)],
      });
    }
  },
};
