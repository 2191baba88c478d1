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
import type { Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { BinaryOpExpr, Expression } from "../../syntax/ast.js";
import { precedence, standaloneText, withoutParentheses } from "../rewriting/expressionShape.js";
import { addLocal, type LocalUses, usesAt } from "../rewriting/newDeclarations.js";
import { conditionAt, conditionNamed, type SharedSites } from "./blockConditions.js";
import { conditionName, tellingName, withoutHome } from "./conditionName.js";
import { isNumber, listsTexts, namesEnvironments, thingNamed } from "./conditionThing.js";
import { writeOtherUses } from "./conditionUses.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { wordsOf } from "./words.js";

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
    if (conditionNamed(ctx, shared.named)) return;
    if (shared.sites.length < 2) return;
    const isList = listsTexts(shared.named.expression);
    const thing = isList ? thingNamed(ctx, shared) : undefined;
    const turned = thing ? undefined : turnedCondition(shared);
    const { name, doubt } = chosenName(ctx, turned ?? shared.named.expression, shared, thing?.name);
    const opposite = turned || thing?.isAbsence ? "the opposite of " : "";
    const title = `Name ${opposite}the condition of ${shared.sites.length} blocks`;
    const build = () => {
      if (turned) return buildTurned(ctx, name, turned, shared);
      return thing?.isAbsence ? buildAbsence(ctx, name, shared) : buildNamed(ctx, condition, name, shared);
    };
    const isShort = savedBy(name, shared) < fewestSpelt.saved || !namesEnvironments(shared.named.expression);
    const isSpelt = isList && !thing && isShort && shared.sites.length < fewestSpelt.sites;
    const problem = isSpelt ? onlySpells : doubt;
    ctx.offer(title, target.range, build, problem === undefined ? {} : { doubt: problem });
  },
};

/** A longer name is read no faster than what it stands for. */
const longestTelling = 32;
/** Characters that the name of a condition saves where a person takes the trouble of looking it up. */
const fewestSaved = 6;
/** So many places are worth a name for what they share, however short they are. */
const manySites = 8;

/** A list of environments deserves a name that repeats it where so many blocks have it, or it is so much longer. */
const fewestSpelt = { sites: 5, saved: 14 };
const onlySpells = "A name for the condition would only list what it lists.";

/** The name to write, `thing` where the blocks have one, and why nobody should be told of it. */
function chosenName(
  { module }: RefactorContext,
  condition: Expression,
  shared: SharedSites,
  thing: string | undefined,
): { readonly name: string; readonly doubt?: string } {
  const telling = thing ?? tellingName(condition);
  const short = telling === undefined ? undefined : withoutHome(telling, wordsOf(nameOf(module.directory)));
  const isFree = short !== undefined && !isTaken(module, short);
  const wanted = isFree ? short : (telling ?? conditionName(condition));
  const name = module.freeName("local", wanted);
  if (telling === undefined || isTaken(module, name) || name.length > longestTelling) {
    return { name, doubt: "No short name says what the condition is." };
  }
  const saved = savedBy(name, shared);
  const isWorth = shared.sites.length >= manySites ? saved > 0 : saved >= fewestSaved;
  return isWorth ? { name } : { name, doubt: "A name for the condition would be no shorter than it is." };
}

/** How many characters shorter the name is than the condition. */
function savedBy(name: string, { named }: SharedSites): number {
  const { start, end } = withoutParentheses(named.expression).range;
  return end - start - `local.${name}`.length;
}

/** True where a local value has the name, or one that differs from it only by how its words are joined. */
function isTaken(module: Module, name: string): boolean {
  const words = wordsOf(name).join();
  return module.files.some(({ facts }) =>
    facts.declarations.some((each) => each.kind === "local" && wordsOf(each.name).join() === words),
  );
}

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

function buildTurned(
  ctx: RefactorContext,
  name: string,
  { left, right }: BinaryOpExpr,
  shared: SharedSites,
): SourceChange {
  const { text } = shared.named.file;
  return buildOpposite(ctx, name, `${standaloneText(text, left)} != ${standaloneText(text, right)}`, shared);
}

/** `!contains(…)`, where every block is there if it is so. */
function buildAbsence(ctx: RefactorContext, name: string, shared: SharedSites): SourceChange {
  const { file, expression } = shared.named;
  const bare = withoutParentheses(expression);
  const text = standaloneText(file.text, bare);
  return buildOpposite(ctx, name, precedence(bare) === 10 ? `!${text}` : `!(${text})`, shared);
}

/** A local value that is true where the blocks are there, while their condition is false. */
function buildOpposite(ctx: RefactorContext, name: string, value: string, shared: SharedSites): SourceChange {
  const { named, sites } = shared;
  const change = new SourceChangeBuilder();
  for (const { site } of sites) {
    if (site.choice) change.replace(site.file.uri, site.choice.range, `local.${name} ? 1 : 0`);
  }
  writeOtherUses(change, ctx, shared, name, true);
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, value, usesOf(sites, named.expression));
  return change.confirm().build();
}

function usesOf(sites: SharedSites["sites"], value: Expression): LocalUses {
  return usesAt(
    sites.map(({ site }) => site.file),
    value,
  );
}

function buildNamed(ctx: RefactorContext, condition: Expression, name: string, shared: SharedSites): SourceChange {
  const { named, sites } = shared;
  const change = new SourceChangeBuilder();
  for (const { site, isOpposite } of sites) {
    change.replace(site.file.uri, site.expression.range, isOpposite ? `!local.${name}` : `local.${name}`);
  }
  writeOtherUses(change, ctx, shared, name, false);
  const value = standaloneText(named.file.text, withoutParentheses(named.expression));
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, value, usesOf(sites, named.expression));
  return change.startRenameIn(ctx.file.uri, condition.range, "local.".length).confirm().build();
}
