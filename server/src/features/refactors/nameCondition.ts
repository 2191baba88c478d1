// # name-condition
//
// Gives the condition that several blocks share a name: a local value that all of them use.
//
// Conditions that differ in parentheses, double negations, the order of operands or a comparison with `true` are the same
// one; where null may tell two apart, only beside one that fails for null already.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>count = var.env == "production" ? 1 : 0
// }
//
// resource "terraform_data" "y" {
//   count = "production" != var.env ? 1 : 0
// }
//
// variable "env" {
//   default = "production"
// }
// ```
// ->
// ```hcl
// locals {
//   is_production = var.env == "production"
// }
//
// resource "terraform_data" "x" {
//   count = local.is_production ? 1 : 0
// }
//
// resource "terraform_data" "y" {
//   count = !local.is_production ? 1 : 0
// }
//
// variable "env" {
//   default = "production"
// }
// ```
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { BinaryOpExpr, Expression } from "../../syntax/ast.js";
import { standaloneText, withoutParentheses } from "../rewriting/expressionShape.js";
import { addLocal, type LocalUses, usesAt } from "../rewriting/newDeclarations.js";
import { conditionAt, conditionNamed, type SharedSites } from "./blockConditions.js";
import { conditionName } from "./conditionName.js";
import type { Refactor, RefactorContext } from "./refactor.js";

export const nameCondition: Refactor = {
  id: "name-condition",
  title: "Name the condition",
  kind: "refactor.extract",
  inverse: "inline-local",
  unattended: true,
  tries: "count",
  run(ctx) {
    const found = conditionAt(ctx);
    if (!found) return;
    const { target, condition, shared } = found;
    if (conditionNamed(ctx, shared.named.forms)) return;
    if (shared.sites.length < 2) return;
    const turned = turnedCondition(shared);
    if (turned) {
      const name = ctx.module.freeName("local", conditionName(turned));
      ctx.offer(`Name the opposite of the condition of ${shared.sites.length} blocks`, target.range, () =>
        buildTurned(ctx, name, turned, shared),
      );
      return;
    }
    const name = ctx.module.freeName("local", conditionName(shared.named.expression));
    ctx.offer(`Name the condition of ${shared.sites.length} blocks`, target.range, () =>
      build(ctx, condition, name, shared),
    );
  },
};

/** `x != 0` for `x == 0`, where every block is there if it is not so: `has_x ? 1 : 0` says it plainly. */
function turnedCondition({ named, sites }: SharedSites): BinaryOpExpr | undefined {
  const bare = withoutParentheses(named.expression);
  if (bare.kind !== "BinaryOpExpr" || bare.operator !== "==") return undefined;
  const turned: BinaryOpExpr = { ...bare, operator: "!=" };
  const isAbsence = sites.every(
    ({ site: { choice }, isOpposite }) => choice && !isOpposite && isNumber(choice.then, 0) && isNumber(choice.else, 1),
  );
  return isAbsence && conditionName(turned).startsWith("has_") ? turned : undefined;
}

function isNumber(expression: Expression, wanted: number): boolean {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "number" && Number(bare.value.text) === wanted;
}

function buildTurned(
  ctx: RefactorContext,
  name: string,
  { left, right }: BinaryOpExpr,
  { named, sites }: SharedSites,
): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { site } of sites) {
    if (site.choice) change.replace(site.file.uri, site.choice.range, `local.${name} ? 1 : 0`);
  }
  const { text } = named.file;
  const value = `${standaloneText(text, left)} != ${standaloneText(text, right)}`;
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, value, usesOf(sites, named.expression));
  return change.confirm().build();
}

function usesOf(sites: SharedSites["sites"], value: Expression): LocalUses {
  return usesAt(
    sites.map(({ site }) => site.file),
    value,
  );
}

function build(ctx: RefactorContext, condition: Expression, name: string, { named, sites }: SharedSites): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { site, isOpposite } of sites) {
    change.replace(site.file.uri, site.expression.range, isOpposite ? `!local.${name}` : `local.${name}`);
  }
  const value = standaloneText(named.file.text, withoutParentheses(named.expression));
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, value, usesOf(sites, named.expression));
  return change.startRenameIn(ctx.file.uri, condition.range, "local.".length).confirm().build();
}
