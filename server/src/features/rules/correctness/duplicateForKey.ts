// # duplicate-for-key
//
// Reports a `for` expression that gives the same key twice.
//
// Three dots behind the value collect all values of a key in a list.
//
// ```hcl
// locals {
//   a = { for v in ["a", "a"] : v => 1 }
// #                             ^ error[duplicate-for-key]: the key `a` comes up more than once; `...` behind the value collects them in a list
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const duplicateForKey = evaluationRule({
  id: "duplicate-for-key",
  mistakes: ["duplicate-object-key"],
  message: ({ name }) =>
    `the key \`${name}\` comes up more than once; \`...\` behind the value collects them in a list`,
});
