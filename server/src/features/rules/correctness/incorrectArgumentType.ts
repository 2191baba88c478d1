// # incorrect-argument-type
//
// Reports an argument of the wrong type, where its type is known without a provider's schema.
//
// ```hcl
// resource "terraform_data" "a" {
//   provisioner "local-exec" {
//     command = ["echo", "a"]
// #             ^^^^^^^^^^^^^ error[incorrect-argument-type]: unsuitable value for `command`: string required, but have tuple
//   }
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const incorrectArgumentType = evaluationRule({
  id: "incorrect-argument-type",
  message: (mistake) => `unsuitable value for \`${mistake.name}\`${because(mistake)}`,
});
