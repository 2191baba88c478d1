// # invalid-variable-default
//
// Reports a default that does not fit the variable's type.
//
// ```hcl
// variable "zones" {
//   type    = list(string)
//   default = "a"
// #           ^^^ error[invalid-variable-default]: the default does not fit the type of `zones`: list of string required, but have string
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidVariableDefault = evaluationRule({
  id: "invalid-variable-default",
  phase: "file",
  message: (mistake) => `the default does not fit the type of \`${mistake.name}\`${because(mistake)}`,
});
