// # invalid-count
//
// Reports a `count` that is no whole number of at least 0.
//
// ```hcl
// resource "terraform_data" "a" {
//   count = -1
// #         ^^ error[invalid-count]: unsuitable `count`: it must not be negative
// }
// resource "terraform_data" "b" {
//   count = true
// #         ^^^^ error[invalid-count]: unsuitable `count`: number required, but have bool
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidCount = evaluationRule({
  id: "invalid-count",
  message: (mistake) => `unsuitable \`count\`${because(mistake)}`,
});
