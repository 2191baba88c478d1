// The name of a condition: what holds where it is true.

import { literalString } from "../../model/access.js";
import type { BinaryOpExpr, Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { environments } from "../circumstances.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { namesOf } from "./expressionWords.js";
import { plural, singular, type Words, wordsOf as wordsIn } from "./words.js";

/** A longer name is no better than the condition itself. */
const longestName = 48;
const mostWords = 3;

/**
 * `is_production` for a comparison with "production", `is_not_test` for one that must not hold, `not_production` for what
 * `is_production` denies, `has_bucket` for one with nothing; for `create && create_role` the last name, which is the most
 * special; for anything else what it reads, or `is_enabled`, which are the person's to change.
 */
export function conditionName(condition: Expression): string {
  const said = wordsOf(condition);
  const name = said !== undefined && said.length <= longestName ? said : wordsRead(condition);
  return name === undefined ? "is_enabled" : toIdentifier(name, "is_enabled");
}

/** The same where it says in a simple way what one thing holds; undefined for others. */
export function tellingName(condition: Expression): string | undefined {
  const name = wordsOf(condition);
  return name === undefined || name.includes("_and_") ? undefined : toIdentifier(name, "is_enabled");
}

/** The same name without words that the module's folder says already: `has_lb` for `has_microservice_lb`. */
export function withoutHome(name: string, home: Words): string {
  const [first = "", ...rest] = name.split("_");
  const kept = rest.filter((word) => !home.includes(word));
  const isAbout = kept.some((word) => word.length > 1 && !joints.has(word));
  return (first === "is" || first === "has") && isAbout ? [first, ...kept].join("_") : name;
}

const joints: ReadonlySet<string> = new Set(["or", "and", "not"]);

/** Functions that give a boolean. */
const predicates: ReadonlySet<string> = new Set([
  "contains",
  "startswith",
  "endswith",
  "can",
  "anytrue",
  "alltrue",
  "fileexists",
  "issensitive",
  "strcontains",
]);

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "&&", "||"]);

/** True for an expression that gives a boolean whatever it reads. */
export function isCondition(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind === "BinaryOpExpr") return comparisons.has(bare.operator);
  if (bare.kind === "UnaryOpExpr") return bare.operator === "!";
  return bare.kind === "FunctionCallExpr" && predicates.has(bare.name);
}

/** `is_` with the names and texts that a condition is made of, in their order; undefined where there are none or many. */
function wordsRead(condition: Expression): string | undefined {
  const words: string[] = [];
  for (const node of [condition, ...descendants(condition)]) {
    const text = node.kind === "TemplateExpr" ? literalString(node) : undefined;
    const step =
      node.kind === "ScopeTraversalExpr" ? node.steps.findLast((each) => each.kind === "AttrStep") : undefined;
    const isNull = node.kind === "LiteralValueExpr" && node.value.type === "null";
    const plain = word(isNull ? "null" : (text ?? (step?.kind === "AttrStep" ? step.name : "")));
    if (plain !== "" && !words.includes(plain)) words.push(plain);
  }
  const name = `is_${words.join("_")}`;
  return words.length === 0 || words.length > mostWords || name.length > longestName ? undefined : name;
}

function word(text: string): string {
  return toIdentifier(text.toLowerCase().split("-").join("_"), "");
}

/** What a condition says, as words with `_` between; undefined where it says it in no simple way. */
function wordsOf(condition: Expression): string | undefined {
  const bare = withoutParentheses(condition);
  switch (bare.kind) {
    case "ScopeTraversalExpr":
    case "RelativeTraversalExpr":
      return lastName(bare);
    case "UnaryOpExpr": {
      const operand = wordsOf(bare.operand);
      return operand === undefined ? undefined : denied(operand);
    }
    case "BinaryOpExpr":
      return ofComparison(bare);
    case "FunctionCallExpr":
      return ofCall(bare);
    default:
      return undefined;
  }
}

/** `not_production` for `is_production`, `is_production` for `is_not_production`, `not_x` for any other name. */
function denied(name: string): string {
  const [first, second, ...rest] = name.split("_");
  if (first !== "is" || second === undefined) return `not_${name}`;
  return second === "not" && rest.length > 0 ? `is_${rest.join("_")}` : `not_${[second, ...rest].join("_")}`;
}

function ofComparison(comparison: BinaryOpExpr): string | undefined {
  const { operator, left, right } = comparison;
  if (operator === "&&") return ofAll(termsOf(comparison, operator));
  if (operator === "||") {
    const names = termsOf(comparison, operator).map(wordsOf);
    return names.includes(undefined) ? undefined : oneOf(names.map((name) => name ?? ""));
  }
  const emptiness = ofEmptiness(operator, left, right) ?? ofEmptiness(operator, right, left);
  if (emptiness !== undefined) return emptiness;
  if (operator !== "==" && operator !== "!=") return undefined;
  const text = literalString(withoutParentheses(right)) ?? literalString(withoutParentheses(left));
  if (text === undefined || word(text).length < 2) return undefined;
  return `is_${operator === "!=" ? "not_" : ""}${word(text)}`;
}

function termsOf(expression: Expression, operator: "&&" | "||"): readonly Expression[] {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "BinaryOpExpr" || bare.operator !== operator) return [bare];
  return [...termsOf(bare.left, operator), ...termsOf(bare.right, operator)];
}

/** What is asked last is the most special of names alone; of others, all that is asked. */
function ofAll(terms: readonly Expression[]): string | undefined {
  const last = terms.at(-1);
  const names = terms.map(wordsOf);
  if (names.includes(undefined)) return undefined;
  const isNamed = terms.every((term) => term.kind === "ScopeTraversalExpr" || isPresence(term));
  return isNamed && last?.kind === "ScopeTraversalExpr" ? names.at(-1) : together(names.join("_and_"));
}

/** `x != null`, which is asked so that what follows can be. */
function isPresence(term: Expression): boolean {
  if (term.kind !== "BinaryOpExpr" || term.operator !== "!=") return false;
  return [term.left, term.right].some((side) => side.kind === "LiteralValueExpr" && side.value.type === "null");
}

/** Short words for environments that every team has. */
const shortEnvironments: ReadonlyMap<string, string> = new Map([
  ["production", "prod"],
  ["preproduction", "preprod"],
  ["nonproduction", "nonprod"],
  ["development", "dev"],
]);

/** `is_test_or_prod` for `is_test` or `is_production`; `a_or_b` for what are no names of one kind. */
function oneOf(names: readonly string[]): string {
  const isPlain = names.every((name) => name.startsWith("is_") && !name.startsWith("is_not_"));
  if (!isPlain) return together(names.join("_or_"));
  const subjects = names.map((name) => name.slice("is_".length));
  const isShort = subjects.length > 1 && subjects.every((subject) => environments.has(subject));
  const words = isShort ? subjects.map((subject) => shortEnvironments.get(subject) ?? subject) : subjects;
  const before = words.slice(0, -1).join("_");
  return words.length === 1 ? `is_${words[0]}` : `is_${before}_or_${words.at(-1)}`;
}

/** `is_test_and_large` for `is_test_and_is_large`: what is said of both is said once. */
function together(name: string): string {
  const [first, ...rest] = name.split("_");
  if (first !== "is") return name;
  const isJoint = (word: string | undefined) => word === "or" || word === "and";
  return [first, ...rest.filter((word, i) => word !== "is" || !isJoint(rest[i - 1]))].join("_");
}

/** `has_x` and `is_x_null` or `is_x_empty`, for a comparison with null, nothing, or a length of 0. */
function ofEmptiness(operator: string, subject: Expression, other: Expression): string | undefined {
  const bare = withoutParentheses(subject);
  const against = withoutParentheses(other);
  const name = partName(bare);
  if (name === undefined) return undefined;
  const has = `has_${thingOf(name)}`;
  if (against.kind === "LiteralValueExpr" && against.value.type === "null") {
    return operator === "==" ? `is_${name}_null` : operator === "!=" ? has : undefined;
  }
  const isLength = bare.kind === "FunctionCallExpr" && bare.name === "length";
  const isZero =
    against.kind === "LiteralValueExpr" && against.value.type === "number" && Number(against.value.text) === 0;
  if (literalString(against) === "" || (isLength && isZero)) {
    if (operator === "==") return `is_${name}_empty`;
    return operator === "!=" || operator === ">" ? has : undefined;
  }
  if (isZero && operator === "==") return `is_${name}_zero`;
  if (isZero && operator === "!=") return has;
  return undefined;
}

/** Words behind a thing that say only how it is told: who has a bucket's name has a bucket. */
const howTold: ReadonlySet<string> = new Set(
  "config configs configuration mode name names arn arns id ids setting settings option options enabled interval".split(
    " ",
  ),
);

/** What is there where a value of this name is there: `subnets` for `subnet_ids`. */
function thingOf(name: string): string {
  let words: Words = name.split("_");
  let isMany = false;
  while (words.length > 1 && howTold.has(words.at(-1) ?? "")) {
    isMany ||= ["ids", "arns", "names"].includes(words.at(-1) ?? "");
    words = words.slice(0, -1);
  }
  if (words.length > 1 && ["create", "enable", "use"].includes(words[0] ?? "")) words = words.slice(1);
  return (isMany ? plural(words) : words).join("_");
}

/** The last name that an expression reads, with the one before it where it is part of an object. */
function partName(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  const last = lastName(bare);
  const tried = bare.kind === "FunctionCallExpr" && bare.name === "try" ? bare.args[0] : undefined;
  if (tried?.kind === "ScopeTraversalExpr") {
    // What may not be there at all is the object: its argument says little without it.
    const names = namesOf(tried.steps);
    return names.length > 2 ? word(names.at(-2) ?? "") : last;
  }
  if (bare.kind !== "ScopeTraversalExpr" || last === undefined || last.includes("_")) return last;
  const names = bare.steps.flatMap((step) => (step.kind === "AttrStep" ? [word(step.name)] : []));
  const whole = names.at(-2);
  return whole === undefined || whole === "" || names.length !== bare.steps.length ? last : `${whole}_${last}`;
}

/** The last name that an expression reads, through calls and index: what it is about. */
function lastName(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "ScopeTraversalExpr":
    case "RelativeTraversalExpr": {
      const step = bare.steps.findLast((each) => each.kind === "AttrStep");
      const name = step?.kind === "AttrStep" ? word(step.name) : "";
      return name === "" ? undefined : name;
    }
    case "IndexExpr":
      return lastName(bare.collection);
    case "FunctionCallExpr":
      return bare.args[0] && lastName(bare.args[0]);
    default:
      return undefined;
  }
}

function ofCall({ name, args }: FunctionCallExpr): string | undefined {
  const [first, second] = args;
  if (!first) return undefined;
  if (name === "can") return ofExistence(lastName(first));
  if ((name === "startswith" || name === "endswith") && second) {
    const text = literalString(withoutParentheses(second));
    return text === undefined || word(text) === "" ? undefined : `is_${word(text)}`;
  }
  if (name !== "contains" || !second) return undefined;
  // A map that has a key has something for it.
  if (
    first.kind === "FunctionCallExpr" &&
    first.name === "keys" &&
    literalString(withoutParentheses(second)) === undefined
  )
    return ofExistence(lastName(first));
  if (first.kind !== "TupleConsExpr") {
    const [list, member] = [lastName(first), literalString(withoutParentheses(second)) ?? lastName(second)];
    if (list === undefined || member === undefined || word(member) === "") return undefined;
    return ofMembership(wordsIn(list)) ?? `${list}_has_${word(member)}`;
  }
  const texts = first.elements.map((element) => literalString(element));
  return texts.length === 0 || texts.includes(undefined)
    ? undefined
    : oneOf(texts.map((text) => `is_${word(text ?? "")}`));
}

const prepositions: ReadonlySet<string> = new Set(["to", "in", "for"]);

/**
 * What a member of a list with such a name is: what a thing is deployed to holds the environment that it is deployed to,
 * what is enabled in some is enabled, and one of the enabled workspaces is one.
 */
function ofMembership(list: Words): string | undefined {
  const at = list.findIndex((each) => prepositions.has(each));
  const [first = "", ...about] = at < 0 ? list : list.slice(0, at);
  const isDone = first.endsWith("ed");
  if (at < 0) return isDone && about.length > 0 ? `is_${singular(list).join("_")}` : undefined;
  if (isDone) return `is_${[...about, first].join("_")}`;
  return first === "" || about.length > 0 ? undefined : `is_${first}${first.endsWith("e") ? "d" : "ed"}`;
}

function ofExistence(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `has_${name}`;
}
