// # invalid-for-expression
//
// Reports a `for` expression that cannot go through its collection, or whose condition or key is unsuitable.
//
// ```hcl
// locals {
//   a = [for c in "abc" : c]
// #               ^^^^^ error[invalid-for-expression]: `for` needs something with elements, and this is a string
//   b = { for c in ["a"] : null => c }
// #                        ^^^^ error[invalid-for-expression]: unsuitable key: it is null
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidForExpression = evaluationRule({
  id: "invalid-for-expression",
  mistakes: [
    "iteration-over-null",
    "iteration-over-non-iterable",
    "null-for-condition",
    "invalid-for-condition",
    "invalid-object-key",
    "invalid-nested-splat",
  ],
  message(mistake) {
    switch (mistake.id) {
      case "iteration-over-null":
        return "`for` cannot go through null";
      case "iteration-over-non-iterable":
        return `\`for\` needs something with elements, and this is a ${mistake.why}`;
      case "invalid-object-key":
        return `unsuitable key${because(mistake)}`;
      case "invalid-nested-splat":
        return "the inner splat gives elements of different types; a `for` expression can hold them";
      case "null-for-condition":
        return "the condition behind `if` is null; it must be true or false";
      default:
        return `the condition behind \`if\` must be true or false${because(mistake)}`;
    }
  },
});
