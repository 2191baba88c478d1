// # invalid-interpolation
//
// Reports a value in a template that has no text form.
//
// Numbers and bools become text by themselves; lists and objects need `join` or `jsonencode`.
//
// ```hcl
// locals {
//   a = "zones: ${["a", "b"]}"
// #               ^^^^^^^^^^ error[invalid-interpolation]: this cannot become part of a text: string required, but have tuple
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidInterpolation = evaluationRule({
  id: "invalid-interpolation",
  mistakes: ["invalid-template-interpolation"],
  message: (mistake) => `this cannot become part of a text${because(mistake)}`,
});
