// # wrong-argument-count
//
// Reports a call with too few or too many arguments.
//
// ```hcl
// locals {
//   a = replace("a", "b")
// #                     ^ error[wrong-argument-count]: `replace` takes 3 arguments, and `replace` is missing
//   b = upper("a", "b")
// #                 ^ error[wrong-argument-count]: `upper` takes only 1 argument
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const wrongArgumentCount = evaluationRule({
  id: "wrong-argument-count",
  mistakes: ["not-enough-arguments", "too-many-arguments"],
  message: ({ name, why }) => `\`${name}\` ${why}`,
});
