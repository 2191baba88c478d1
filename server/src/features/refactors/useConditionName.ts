// # use-condition-name
//
// Writes the local value that is a condition already for the condition of the blocks that repeat it.
//
// A second name for one condition would have to be kept in step with the first.
//
// ```hcl
// variable "logs" {
//   default = true
// }
//
// variable "create" {
//   default = true
// }
//
// locals {
//   with_logs = var.logs && var.create
// }
//
// resource "terraform_data" "a" {
//   co<|>unt = var.logs && var.create ? 1 : 0
// }
//
// resource "terraform_data" "b" {
//   count = !(var.logs && var.create) ? 1 : 0
// }
// ```
// ->
// ```hcl
// variable "logs" {
//   default = true
// }
//
// variable "create" {
//   default = true
// }
//
// locals {
//   with_logs = var.logs && var.create
// }
//
// resource "terraform_data" "a" {
//   count = local.with_logs ? 1 : 0
// }
//
// resource "terraform_data" "b" {
//   count = !local.with_logs ? 1 : 0
// }
// ```
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { conditionAt, conditionNamed, type KnownName, type SharedSites } from "./blockConditions.js";
import type { Refactor } from "./refactor.js";

export const useConditionName: Refactor = {
  id: "use-condition-name",
  title: "Use the local value that is the condition",
  kind: "refactor.rewrite",
  inverse: { none: "To inline the local value takes it out everywhere, and from the module." },
  unattended: true,
  tries: "count",
  run(ctx) {
    const found = conditionAt(ctx);
    const known = found && conditionNamed(ctx, found.shared.named.forms);
    if (!found || !known) return;
    const { target, shared } = found;
    const blocks = shared.sites.length === 1 ? "this block" : `${shared.sites.length} blocks`;
    const written = `${known.negated ? "!" : ""}local.${known.name}`;
    ctx.offer(`Use \`${written}\` for the condition of ${blocks}`, target.range, () => use(known, shared));
  },
};

function use({ name, negated }: KnownName, { sites }: SharedSites): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { site, isOpposite } of sites) {
    change.replace(site.file.uri, site.expression.range, isOpposite === negated ? `local.${name}` : `!local.${name}`);
  }
  return change.confirm().build();
}
