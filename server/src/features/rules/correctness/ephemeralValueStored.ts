// # ephemeral-value-stored
//
// Reports an ephemeral value in a place that OpenTofu stores or shows.
//
// ```hcl
// variable "token" {
//   type      = string
//   ephemeral = true
// }
//
// resource "terraform_data" "a" {
//   input = var.token
// #         ^^^^^^^^^ error[ephemeral-value-stored]: this value is ephemeral, but the argument `input` is kept in the state
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const ephemeralValueStored = evaluationRule({
  id: "ephemeral-value-stored",
  mistakes: ["ephemeral-value-stored", "ephemeral-root-output"],
  message: ({ id, why }) =>
    id === "ephemeral-root-output"
      ? "an output of a root module is shown and stored, so it cannot be ephemeral"
      : `this value is ephemeral, but ${why}`,
});
