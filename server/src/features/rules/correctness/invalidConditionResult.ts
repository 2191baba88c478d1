// # invalid-condition-result
//
// Reports a condition of a check that is no bool, or a message that is no text.
//
// ```hcl
// variable "name" {
//   type = string
//   validation {
//     condition     = [var.name]
// #                   ^^^^^^^^^^ error[invalid-condition-result]: the condition must be true or false: bool required, but have tuple
//     error_message = "A name is needed."
//   }
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidConditionResult = evaluationRule({
  id: "invalid-condition-result",
  mistakes: ["invalid-condition-result", "invalid-error-message"],
  message: (mistake) =>
    `${mistake.id === "invalid-error-message" ? "the message must be a text" : "the condition must be true or false"}${because(mistake)}`,
});
