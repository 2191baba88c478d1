// # failed-validation
//
// Reports a value that the input variable it is given to refuses by a `validation` block.
//
// Only what is certain is reported: the value, and all that the condition makes of it, must be known.
// A module call's values are validated by `tofu validate`, those of values files by a plan.
//
// `main.tf`:
// ```hcl
// module "net" {
//   source = "./net"
//   size   = 0
// #          ^ error[failed-validation]: `size` does not take this value: The size must be positive.
// }
// ```
//
// `net/main.tf`:
// ```hcl
// variable "size" {
//   type = number
//   validation {
//     condition     = var.size > 0
//     error_message = "The size must be positive."
//   }
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const failedValidation = evaluationRule({
  id: "failed-validation",
  message: (mistake) => `\`${mistake.name}\` does not take this value${because(mistake)}`,
});
