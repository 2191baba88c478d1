// # dynamic-value-in-static-context
//
// Reports a value that is not known yet when module sources, backends and the like are read.
//
// Such places can use input variables, local values made of them, `path`, the workspace, and functions.
//
// - target: opentofu@1.11
//
// ```hcl
// module "net" {
//   for_each = toset(["a"])
//   source   = "./${each.key}"
// #                 ^^^^^^^^ error[dynamic-value-in-static-context]: `each.key` cannot be used here: there are no instances yet
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const dynamicValueInStaticContext = evaluationRule({
  id: "dynamic-value-in-static-context",
  phase: "tree",
  message: (mistake) => `\`${mistake.name}\` cannot be used here${because(mistake)}`,
});
