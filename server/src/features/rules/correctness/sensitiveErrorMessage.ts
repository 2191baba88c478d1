// # sensitive-error-message
//
// Reports an `error_message` that nobody will read, since it is made of a sensitive or ephemeral value.
//
// OpenTofu then says only that the check failed.
//
// ```hcl
// variable "password" {
//   type      = string
//   sensitive = true
//
//   validation {
//     condition     = length(var.password) > 7
//     error_message = "The password ${var.password} is too short."
// #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[sensitive-error-message]: this message is sensitive, so OpenTofu will not show it; leave the value out, or use `nonsensitive(…)` where it may be known
//   }
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const sensitiveErrorMessage = evaluationRule({
  id: "sensitive-error-message",
  defaultLevel: "warning",
  message: ({ why }) =>
    why === "ephemeral"
      ? "this message is ephemeral, so OpenTofu will not show it; leave the value out, or use `ephemeralasnull(…)`"
      : "this message is sensitive, so OpenTofu will not show it; leave the value out, or use `nonsensitive(…)` where it may be known",
});
