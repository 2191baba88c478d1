// # deprecated-variable
//
// Reports an input that the called module has deprecated.
//
// - target: opentofu@1.11
//
// `main.tf`:
// ```hcl
// module "net" {
//   source = "./net"
//   cidr   = "10.0.0.0/8"
// #          ^^^^^^^^^^^^ warning[deprecated-variable]: `cidr` is deprecated: use `ranges`
// }
// ```
//
// `net/main.tf`:
// ```hcl
// variable "cidr" {
//   type       = string
//   default    = null
//   deprecated = "use `ranges`"
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const deprecatedVariable = evaluationRule({
  id: "deprecated-variable",
  defaultLevel: "warning",
  tags: ["deprecated"],
  message: ({ name, why }) => `\`${name}\` is deprecated: ${why}`,
});
