// # invalid-index
//
// Reports an index that leads to no element.
//
// ```hcl
// locals {
//   zones = ["a", "b"]
//   third = local.zones[2]
// #                    ^^^ error[invalid-index]: there is no such element: there are 2 elements, counted from 0
//   size  = { small = 1 }["smal"]
// #                      ^^^^^^^^ error[invalid-index]: there is no element `smal`. Did you mean `small`?
// }
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidIndex = evaluationRule({
  id: "invalid-index",
  message(mistake) {
    const { name, candidates = [] } = mistake;
    if (name === undefined) return `there is no such element${because(mistake)}`;
    const suggestion = didYouMean(name, sortedNames(candidates));
    return `there is no element \`${name}\`${suggestion === undefined ? "" : `. Did you mean \`${suggestion}\`?`}`;
  },
});
