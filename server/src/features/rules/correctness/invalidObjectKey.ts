// # invalid-object-key
//
// Reports a key of an object that is no text.
//
// ```hcl
// locals {
//   tags = {
//     (["a"]) = 2
// #   ^^^^^^^ error[invalid-object-key]: unsuitable key: string required, but have tuple
//   }
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidObjectKey = evaluationRule({
  id: "invalid-object-key",
  mistakes: ["null-value-as-key", "incorrect-key-type"],
  message: (mistake) =>
    mistake.id === "null-value-as-key" ? "the key of this value is null" : `unsuitable key${because(mistake)}`,
});
