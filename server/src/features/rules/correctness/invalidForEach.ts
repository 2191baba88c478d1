// # invalid-for-each
//
// Reports a `for_each` that is no map or set of strings, or whose keys may not be shown or stored.
//
// ```hcl
// resource "terraform_data" "a" {
//   for_each = ["a"]
// #            ^^^^^ error[invalid-for-each]: unsuitable `for_each`: it must be a map or a set of strings, and this is a tuple; `toset(…)` makes a set of it
// }
// ```
// -> fix "Wrap in `toset()`"
// ```hcl
// resource "terraform_data" "a" {
//   for_each = toset(["a"])
// }
// ```
import { slice } from "../../../base/range.js";
import { because, evaluationRule } from "../evaluation/evaluationRule.js";
import { textFix } from "../evaluation/textFix.js";

export const invalidForEach = evaluationRule({
  id: "invalid-for-each",
  mistakes: ["invalid-for-each", "invalid-dynamic-for-each"],
  message: (mistake) => `unsuitable \`for_each\`${because(mistake)}`,
  fixes({ uri, range, why }, ctx) {
    const file = ctx.snapshot.file(uri);
    if (!file || !why?.includes("`toset(…)`")) return [];
    return [textFix(uri, range, `toset(${slice(file.text, range)})`, "Wrap in `toset()`", { preferred: true })];
  },
});
