// # for-each-to-count-toggle
//
// Writes a `for_each` that has one known key or none as a `count` of 0 or 1, with the `moved` block.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>for_each = toset(var.on ? ["this"] : [])
//
//   input = each.key
// }
//
// output "ids" {
//   value = values(terraform_data.x)[*].id
// }
//
// variable "on" {
//   default = true
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   count = var.on ? 1 : 0
//
//   input = "this"
// }
//
// output "ids" {
//   value = terraform_data.x[*].id
// }
//
// variable "on" {
//   default = true
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.x["this"]
//   to   = terraform_data.x[0]
// }
// ```
import { replaceForEach } from "./forEachToEnabled.js";
import type { Refactor } from "./refactor.js";

const title = "Use `count` of 0 or 1 instead of `for_each`";

export const forEachToCountToggle: Refactor = {
  id: "for-each-to-count-toggle",
  title,
  kind: "refactor.rewrite",
  inverse: "count-toggle-to-for-each",
  unattended: true,
  tries: "for_each",
  run(ctx) {
    replaceForEach(ctx, "count", title);
  },
};
