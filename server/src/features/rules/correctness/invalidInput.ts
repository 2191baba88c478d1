// # invalid-input
//
// Reports a value for an input variable that does not fit its type, or is null where it must not be.
//
// `main.tf`:
// ```hcl
// module "net" {
//   source = "./net"
//   size   = "large"
// #          ^^^^^^^ error[invalid-input]: unsuitable value for `size`: a number is required
// }
// ```
//
// `net/main.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidInput = evaluationRule({
  id: "invalid-input",
  message: (mistake) => `unsuitable value for \`${mistake.name}\`${because(mistake)}`,
});
