// # invalid-operand
//
// Reports an operand that its operator cannot work with.
//
// ```hcl
// locals {
//   no    = !"a"
// #          ^^^ error[invalid-operand]: `!` cannot take this value: a bool is required
//   twice = ["a"] * 2
// #         ^^^^^ error[invalid-operand]: `*` cannot take this value: number required, but have tuple
//   wrong = 1 / 0 * 0
// #         ^^^^^^^^^ error[invalid-operand]: `*` cannot be computed: …
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidOperand = evaluationRule({
  id: "invalid-operand",
  mistakes: ["invalid-operand", "operation-failed"],
  message: (mistake) =>
    `\`${mistake.name}\` cannot ${mistake.id === "invalid-operand" ? "take this value" : "be computed"}${because(mistake)}`,
});
