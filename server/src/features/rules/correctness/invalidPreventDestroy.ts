// # invalid-prevent-destroy
//
// Reports a `prevent_destroy` that is no bool, or that has no value at the moment it matters.
//
// It is asked when an instance is to be destroyed, whose `each` and `count` may be gone by then.
//
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     prevent_destroy = "always"
// #                     ^^^^^^^^ error[invalid-prevent-destroy]: unsuitable `prevent_destroy`: a bool is required
//   }
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidPreventDestroy = evaluationRule({
  id: "invalid-prevent-destroy",
  message: (mistake) => `unsuitable \`prevent_destroy\`${because(mistake)}`,
  level: ({ severity }) => severity,
});
