// # use-condition-name
//
// Writes the local value that is a condition already for the condition of the blocks that repeat it.
//
// A second name for one condition would have to be kept in step with the first. Where the local value asks the same of the
// workspace's name in other words (`is-test` for `local.environment == "test"`), the title says what it assumes.
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
import { conditionAt, conditionNamed, type SharedSites } from "./blockConditions.js";
import type { KnownName } from "./conditionLikeness.js";
import { writeOtherUses } from "./conditionUses.js";
import type { Refactor, RefactorContext } from "./refactor.js";

export const useConditionName: Refactor = {
  id: "use-condition-name",
  title: "Use the local value that is the condition",
  kind: "refactor.rewrite",
  inverse: { none: "To inline the local value takes it out everywhere, and from the module." },
  unattended: true,
  tries: "count",
  run(ctx) {
    const found = conditionAt(ctx);
    const known = found && conditionNamed(ctx, found.shared.named);
    if (!found || !known) return;
    const { target, shared } = found;
    const blocks = shared.sites.length === 1 ? "this block" : `${shared.sites.length} blocks`;
    const written = `${known.negated ? "!" : ""}local.${known.name}`;
    const assumed = known.assumption === undefined ? "" : ` (assumes that ${known.assumption})`;
    const title = `Use \`${written}\` for the condition of ${blocks}${assumed}`;
    const { doubt, assumption } = known;
    ctx.offer(title, target.range, () => use(ctx, known, shared), {
      ...(doubt === undefined ? {} : { doubt }),
      ...(assumption === undefined ? {} : { asks: true }),
    });
  },
};

function use(ctx: RefactorContext, { name, negated }: KnownName, shared: SharedSites): SourceChange {
  const change = new SourceChangeBuilder();
  const read = (isOpposite: boolean): string => (isOpposite === negated ? `local.${name}` : `!local.${name}`);
  for (const { site, isOpposite } of shared.sites) {
    change.replace(site.file.uri, site.expression.range, read(isOpposite));
  }
  writeOtherUses(change, ctx, shared, name, negated);
  return change.confirm().build();
}
