// The name of a condition: what holds where it is true.

import { literalString } from "../../model/access.js";
import type { BinaryOpExpr, Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";

/** A longer name is no better than the condition itself. */
const longestName = 48;
const mostWords = 3;

/**
 * `is_production` for a comparison with "production", `is_not_test` for one that must not hold, `not_production` for what
 * `is_production` denies, `has_bucket` for one with nothing, `create_and_is_s3` for both together; for anything else what
 * it reads, or `is_enabled`, which are the person's to change.
 */
export function conditionName(condition: Expression): string {
  const name = wordsOf(condition) ?? wordsRead(condition);
  return name === undefined || name.length > longestName ? "is_enabled" : toIdentifier(name, "is_enabled");
}

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
  return words.length === 0 || words.length > mostWords ? undefined : `is_${words.join("_")}`;
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

function ofComparison({ operator, left, right }: BinaryOpExpr): string | undefined {
  if (operator === "&&" || operator === "||") {
    const both = [wordsOf(left), wordsOf(right)];
    return both.includes(undefined) ? undefined : together(both.join(operator === "&&" ? "_and_" : "_or_"));
  }
  const emptiness = ofEmptiness(operator, left, right) ?? ofEmptiness(operator, right, left);
  if (emptiness !== undefined) return emptiness;
  if (operator !== "==" && operator !== "!=") return undefined;
  const text = literalString(withoutParentheses(right)) ?? literalString(withoutParentheses(left));
  if (text === undefined || word(text).length < 2) return undefined;
  return `is_${operator === "!=" ? "not_" : ""}${word(text)}`;
}

/** `is_test_or_production` for `is_test_or_is_production`: what is said of both is said once. */
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
  if (against.kind === "LiteralValueExpr" && against.value.type === "null") {
    return operator === "==" ? `is_${name}_null` : operator === "!=" ? `has_${name}` : undefined;
  }
  const isLength = bare.kind === "FunctionCallExpr" && bare.name === "length";
  const isZero =
    against.kind === "LiteralValueExpr" && against.value.type === "number" && Number(against.value.text) === 0;
  if (literalString(against) === "" || (isLength && isZero)) {
    if (operator === "==") return `is_${name}_empty`;
    return operator === "!=" || operator === ">" ? `has_${name}` : undefined;
  }
  if (isZero && operator === "==") return `is_${name}_zero`;
  if (isZero && operator === "!=") return `has_${name}`;
  return undefined;
}

/** The last name that an expression reads, with the one before it where it is part of an object. */
function partName(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  const last = lastName(bare);
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
    // What a thing is deployed to holds the environment that it may be deployed to.
    const verb = list.endsWith("_to") ? list.slice(0, -"_to".length) : "";
    if (verb !== "" && !verb.includes("_")) return `is_${verb}${verb.endsWith("e") ? "d" : "ed"}`;
    return `${list}_has_${word(member)}`;
  }
  const texts = first.elements.map((element) => literalString(element));
  return texts.length === 0 || texts.includes(undefined)
    ? undefined
    : `is_${texts.map((text) => word(text ?? "")).join("_or_")}`;
}

function ofExistence(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `has_${name}`;
}
