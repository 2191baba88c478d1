// # invalid-object-key
//
// Reports a key of an object that is no text, or that could be meant in two ways.
//
// ```hcl
// locals {
//   name = "a"
//   tags = {
//     local.name = 1
// #   ^^^^^^^^^^ error[invalid-object-key]: a key with dots is ambiguous: write `(local.name)` for the value, or quote it for the text
//     (["a"])    = 2
// #   ^^^^^^^ error[invalid-object-key]: unsuitable key: string required, but have tuple
//   }
// }
// ```
// -> fix "Wrap in parentheses"
// ```hcl
// locals {
//   name = "a"
//   tags = {
//     (local.name) = 1
//     (["a"])    = 2
//   }
// }
// ```
import { slice } from "../../../base/range.js";
import { because, evaluationRule } from "../evaluation/evaluationRule.js";
import { textFix } from "../evaluation/textFix.js";

export const invalidObjectKey = evaluationRule({
  id: "invalid-object-key",
  mistakes: ["null-value-as-key", "incorrect-key-type", "ambiguous-attribute-key"],
  message(mistake) {
    switch (mistake.id) {
      case "null-value-as-key":
        return "the key of this value is null";
      case "incorrect-key-type":
        return `unsuitable key${because(mistake)}`;
      default:
        return "a key with dots is ambiguous: write `(local.name)` for the value, or quote it for the text";
    }
  },
  fixes({ id, uri, range }, ctx) {
    const file = ctx.snapshot.file(uri);
    if (id !== "ambiguous-attribute-key" || !file) return [];
    return [textFix(uri, range, `(${slice(file.text, range)})`, "Wrap in parentheses", { preferred: true })];
  },
});
