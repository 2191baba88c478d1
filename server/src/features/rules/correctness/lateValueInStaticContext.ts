// # late-value-in-static-context
//
// Reports a local value or variable that is not known yet when module sources, backends and the like are read.
//
// Such places can use input variables, local values made of them, `path`, the workspace, and functions.
//
// - target: opentofu@1.11
//
// ```hcl
// locals {
//   folder = terraform_data.a.output
// }
//
// module "net" {
//   source = "./${local.folder}"
// #               ^^^^^^^^^^^^ error[late-value-in-static-context]: `local.folder` cannot be used here: it is made of `terraform_data.a`
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const lateValueInStaticContext = evaluationRule({
  id: "late-value-in-static-context",
  phase: "tree",
  message: (mistake) => `\`${mistake.name}\` cannot be used here${because(mistake)}`,
});
