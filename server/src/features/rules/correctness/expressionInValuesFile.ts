// # expression-in-values-file
//
// Reports a reference or a function call in a values file, which holds constants only.
//
// `terraform.tfvars`:
// ```hcl
// name = upper("a")
// #      ^^^^^^^^^^ error[expression-in-values-file]: values files hold constants; no function can be called here
// ```
//
// `main.tf`:
// ```hcl
// variable "name" {
//   type = string
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const expressionInValuesFile = evaluationRule({
  id: "expression-in-values-file",
  mistakes: ["variables-not-allowed", "function-calls-not-allowed"],
  phase: "plan",
  message: ({ id }) =>
    `values files hold constants; ${id === "variables-not-allowed" ? "nothing can be referred to" : "no function can be called"} here`,
});
