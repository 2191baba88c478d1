// # invalid-function-argument
//
// Reports an argument that its function cannot work with.
//
// Results that OpenTofu can tell before planning are computed, so that a wrong pattern or prefix shows at once.
//
// ```hcl
// locals {
//   a = upper(["a"])
// #           ^ error[invalid-function-argument]: unsuitable value for `str`: string required, but have tuple
//   b = max(1...)
// #         ^ error[invalid-function-argument]: `...` needs a list, a set or a tuple, and this is a number
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidFunctionArgument = evaluationRule({
  id: "invalid-function-argument",
  mistakes: ["invalid-function-argument", "function-call-failed", "invalid-expanding-argument"],
  message(mistake) {
    switch (mistake.id) {
      case "invalid-expanding-argument":
        return `\`...\` needs a list, a set or a tuple, and this is a ${mistake.type}`;
      case "function-call-failed":
        return `\`${mistake.name}\` fails${because(mistake)}`;
      default:
        return `unsuitable value for \`${mistake.name}\`${because(mistake)}`;
    }
  },
});
