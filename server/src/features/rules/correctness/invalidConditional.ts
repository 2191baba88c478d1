// # invalid-conditional
//
// Reports a conditional expression whose condition is no bool, or whose results have no common type.
//
// ```hcl
// locals {
//   a = "a" ? 1 : 2
// #     ^^^ error[invalid-conditional]: the condition must be true or false
//   b = var.on ? ["a"] : { a = 1 }
// #              ^^^^^^^^^^^^^^^^^ error[invalid-conditional]: both results need a common type: one result is a tuple, the other an object
// }
//
// variable "on" {
//   type = bool
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidConditional = evaluationRule({
  id: "invalid-conditional",
  mistakes: ["inconsistent-conditional-types", "incorrect-condition-type", "null-condition"],
  message(mistake) {
    switch (mistake.id) {
      case "incorrect-condition-type":
        return "the condition must be true or false";
      case "null-condition":
        return "the condition is null; it must be true or false";
      default:
        return `both results need a common type${because(mistake)}`;
    }
  },
});
