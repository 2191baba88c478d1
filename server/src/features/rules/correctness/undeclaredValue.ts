// # undeclared-value
//
// Reports a value for a variable that the module does not declare, in a file that OpenTofu reads by itself.
//
// OpenTofu warns of it and goes on without the value, so that a mistyped name changes nothing.
//
// `main.tf`:
// ```hcl
// variable "region" {
//   type    = string
//   default = "eu-west-1"
// }
// ```
// `terraform.tfvars`:
// ```hcl
// regoin = "eu-west-2"
// #<^^^^ warning[undeclared-value]: this module has no variable `regoin`, so the value has no effect. Did you mean `region`?
// ```
// -> fix "Change to `region`"
//
// `terraform.tfvars`:
// ```hcl
// region = "eu-west-2"
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { evaluationRule } from "../evaluation/evaluationRule.js";
import { declareVariable } from "../references/declareFix.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const undeclaredValue = evaluationRule({
  id: "undeclared-value",
  defaultLevel: "warning",
  phase: "plan",
  message({ name = "", candidates = [] }) {
    const suggestion = didYouMean(name, sortedNames(candidates));
    return `this module has no variable \`${name}\`, so the value has no effect${suggestion === undefined ? "" : `.${didYouMeanSentence(suggestion)}`}`;
  },
  fixes({ name = "", candidates = [], uri, range }, { snapshot, module }) {
    const suggestion = didYouMean(name, sortedNames(candidates));
    return [
      ...(suggestion === undefined ? [] : [suggestionFix(uri, range, suggestion)]),
      declareVariable(snapshot, module, module.files[0]?.entry.uri ?? uri, name),
    ];
  },
});
