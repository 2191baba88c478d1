// What must hold where a condition is true or false, and what follows from that.
//
// A fact is the text of a bool expression with a sign: `+var.create`, `-(aws_eip.a==null)`. That an object exists is
// the fact that it is not null.

import type { Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import { canonicalText } from "./canonicalText.js";
import {
  addressText,
  boolOf,
  isEmpty,
  isNullLiteral,
  keepsEmptiness,
  localName,
  numberOf,
} from "./conditionOperands.js";

export type Facts = ReadonlySet<string>;
export const noFacts: Facts = new Set();

/** What the module says of names that occur in conditions. */
export interface Knowledge {
  /** The expression of a local value. */
  local(name: string): Expression | undefined;
  /** The `enabled` of an object, by the text of its address. */
  enabled(address: string): Expression | undefined;
}

const deepest = 12;

/** The fact that an object is not null. */
export function existsFact(address: string): string {
  return `-${equality(address, "null")}`;
}

function equality(a: string, b: string): string {
  const [left, right] = [a, b].sort();
  return `(${left}==${right})`;
}

/** All that holds where the expression is `wanted`. */
export function factsOf(expression: Expression, wanted: boolean, knowledge: Knowledge): Facts {
  const found = new Set<string>();
  collect(expression, wanted, knowledge, found, 0);
  return found;
}

/** Both sets of facts; either of them where the other adds nothing. */
export function union(a: Facts, b: Facts): Facts {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}

function collect(
  expression: Expression,
  wanted: boolean,
  knowledge: Knowledge,
  into: Set<string>,
  depth: number,
): void {
  if (depth > deepest) return;
  const next = (inner: Expression, value: boolean) => collect(inner, value, knowledge, into, depth + 1);
  switch (expression.kind) {
    case "ParenthesesExpr":
      next(expression.expression, wanted);
      return;
    case "UnaryOpExpr":
      if (expression.operator === "!") next(expression.operand, !wanted);
      return;
    case "TemplateExpr": {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only?.kind === "TemplateInterpolation") next(only.expression, wanted);
      return;
    }
    case "BinaryOpExpr":
      collectBinary(expression, wanted, knowledge, into, depth);
      return;
    case "ConditionalExpr": {
      const [then, otherwise] = [boolOf(expression.then), boolOf(expression.else)];
      if (then === !wanted) {
        next(expression.condition, false);
        next(expression.else, wanted);
      } else if (otherwise === !wanted) {
        next(expression.condition, true);
        next(expression.then, wanted);
      }
      break;
    }
    case "FunctionCallExpr":
      collectCall(expression, wanted, knowledge, into, depth);
      break;
    default:
      break;
  }
  const text = canonicalText(expression);
  if (text !== undefined) add(`${wanted ? "+" : "-"}${text}`, knowledge, into, depth);
  const local = localName(expression);
  const value = local === undefined ? undefined : knowledge.local(local);
  if (value) next(value, wanted);
}

function collectBinary(
  expression: Expression & { kind: "BinaryOpExpr" },
  wanted: boolean,
  knowledge: Knowledge,
  into: Set<string>,
  depth: number,
): void {
  const { operator, left, right } = expression;
  const next = (inner: Expression, value: boolean) => collect(inner, value, knowledge, into, depth + 1);
  if (operator === "&&" || operator === "||") {
    if ((operator === "&&") === wanted) {
      next(left, wanted);
      next(right, wanted);
    }
    return;
  }
  if (operator === "==" || operator === "!=") {
    const isEqual = (operator === "==") === wanted;
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const bool = boolOf(other);
      if (bool !== undefined) next(side, isEqual ? bool : !bool);
      if (!isEqual && isNullLiteral(other)) present(side, knowledge, into, depth);
    }
    const [a, b] = [canonicalText(left), canonicalText(right)];
    if (a !== undefined && b !== undefined) add(`${isEqual ? "+" : "-"}${equality(a, b)}`, knowledge, into, depth);
  }
  const length = lengthAtLeastOne(expression, wanted);
  if (length) nonEmpty(length, knowledge, into, depth);
}

function collectCall(
  call: FunctionCallExpr,
  wanted: boolean,
  knowledge: Knowledge,
  into: Set<string>,
  depth: number,
): void {
  const [first] = call.args;
  if (!first || !wanted) return;
  if (call.name === "can") present(first, knowledge, into, depth);
  else if (call.name === "alltrue" && first.kind === "TupleConsExpr") {
    for (const element of first.elements) collect(element, true, knowledge, into, depth + 1);
  } else if (call.name === "tobool") collect(first, true, knowledge, into, depth + 1);
}

/** Adds that the value of an expression is not null, and what that says of objects. */
function present(expression: Expression, knowledge: Knowledge, into: Set<string>, depth: number): void {
  if (depth > deepest) return;
  if (expression.kind === "ParenthesesExpr") {
    present(expression.expression, knowledge, into, depth + 1);
    return;
  }
  if (expression.kind === "FunctionCallExpr" && expression.name === "one" && expression.args[0]) {
    nonEmpty(expression.args[0], knowledge, into, depth + 1);
  }
  if (expression.kind === "FunctionCallExpr" && expression.name === "try" && expression.args.length === 2) {
    const [first, fallback] = expression.args;
    if (first && fallback && isNullLiteral(fallback)) present(first, knowledge, into, depth + 1);
  }
  const local = localName(expression);
  const value = local === undefined ? undefined : knowledge.local(local);
  if (value) present(value, knowledge, into, depth + 1);
  const address = addressText(expression);
  if (address !== undefined) add(existsFact(address), knowledge, into, depth);
}

/** The facts that hold where a collection has elements. */
export function nonEmptyFacts(expression: Expression, knowledge: Knowledge): Facts {
  const found = new Set<string>();
  nonEmpty(expression, knowledge, found, 0);
  return found;
}

function conjuncts(expression: Expression): readonly Expression[] {
  if (expression.kind === "ParenthesesExpr") return conjuncts(expression.expression);
  return expression.kind === "BinaryOpExpr" && expression.operator === "&&"
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
}

function readsAny(expression: Expression, names: ReadonlySet<string | undefined>): boolean {
  let reads = false;
  walk(expression, (node) => {
    if (node.kind === "ScopeTraversalExpr" && names.has(node.root.name)) reads = true;
  });
  return reads;
}

function nonEmpty(expression: Expression, knowledge: Knowledge, into: Set<string>, depth: number): void {
  if (depth > deepest) return;
  const next = (inner: Expression) => nonEmpty(inner, knowledge, into, depth + 1);
  switch (expression.kind) {
    case "ParenthesesExpr":
      next(expression.expression);
      return;
    case "ConditionalExpr":
      if (isEmpty(expression.else)) {
        collect(expression.condition, true, knowledge, into, depth + 1);
        next(expression.then);
      } else if (isEmpty(expression.then)) {
        collect(expression.condition, false, knowledge, into, depth + 1);
        next(expression.else);
      }
      return;
    case "FunctionCallExpr":
      if (keepsEmptiness.has(expression.name) && expression.args.length === 1 && expression.args[0]) {
        next(expression.args[0]);
      }
      return;
    case "ForExpr":
      next(expression.collection);
      // Some element was let in, so what its condition says of anything else holds.
      if (expression.condition) {
        const names = new Set([expression.valueVar.name, expression.keyVar?.name]);
        for (const part of conjuncts(expression.condition)) {
          if (!readsAny(part, names)) collect(part, true, knowledge, into, depth + 1);
        }
      }
      return;
    case "SplatExpr": {
      const address = addressText(expression.source);
      if (address !== undefined) add(existsFact(address), knowledge, into, depth);
      next(expression.source);
      return;
    }
    default: {
      const local = localName(expression);
      const value = local === undefined ? undefined : knowledge.local(local);
      if (value) next(value);
    }
  }
}

/** The facts that hold where a number is at least 1. */
export function positiveFacts(expression: Expression, knowledge: Knowledge): Facts {
  const found = new Set<string>();
  positive(expression, knowledge, found, 0);
  return found;
}

function positive(expression: Expression, knowledge: Knowledge, into: Set<string>, depth: number): void {
  if (depth > deepest) return;
  const next = (inner: Expression) => positive(inner, knowledge, into, depth + 1);
  if (expression.kind === "ParenthesesExpr") next(expression.expression);
  else if (expression.kind === "ConditionalExpr") {
    if (numberOf(expression.else) === 0) {
      collect(expression.condition, true, knowledge, into, depth + 1);
      next(expression.then);
    } else if (numberOf(expression.then) === 0) {
      collect(expression.condition, false, knowledge, into, depth + 1);
      next(expression.else);
    }
  } else if (expression.kind === "FunctionCallExpr" && expression.name === "length" && expression.args[0]) {
    nonEmpty(expression.args[0], knowledge, into, depth + 1);
  } else {
    const local = localName(expression);
    const value = local === undefined ? undefined : knowledge.local(local);
    if (value) next(value);
  }
}

/** Whether facts prove that an expression is `wanted`. */
export function proves(
  facts: Facts,
  expression: Expression,
  wanted: boolean,
  knowledge: Knowledge,
  depth = 0,
): boolean {
  if (depth > deepest) return false;
  const next = (inner: Expression, value: boolean) => proves(facts, inner, value, knowledge, depth + 1);
  const text = canonicalText(expression);
  if (text !== undefined && facts.has(`${wanted ? "+" : "-"}${text}`)) return true;
  switch (expression.kind) {
    case "ParenthesesExpr":
      return next(expression.expression, wanted);
    case "LiteralValueExpr":
      return boolOf(expression) === wanted;
    case "UnaryOpExpr":
      return expression.operator === "!" && next(expression.operand, !wanted);
    case "ConditionalExpr": {
      const [then, otherwise] = [boolOf(expression.then), boolOf(expression.else)];
      if (then === wanted && next(expression.condition, true)) return true;
      if (otherwise === wanted && next(expression.condition, false)) return true;
      return next(expression.then, wanted) && next(expression.else, wanted);
    }
    case "BinaryOpExpr": {
      const { operator, left, right } = expression;
      if (operator === "&&" || operator === "||") {
        const both = next(left, wanted);
        return (operator === "&&") === wanted ? both && next(right, wanted) : both || next(right, wanted);
      }
      if (operator !== "==" && operator !== "!=") {
        const length = lengthAtLeastOne(expression, wanted);
        return length !== undefined && provesNonEmpty(facts, length);
      }
      const isEqual = (operator === "==") === wanted;
      const [a, b] = [canonicalText(left), canonicalText(right)];
      if (a !== undefined && b !== undefined && facts.has(`${isEqual ? "+" : "-"}${equality(a, b)}`)) return true;
      for (const [side, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const bool = boolOf(other);
        if (bool !== undefined && next(side, isEqual ? bool : !bool)) return true;
      }
      const length = lengthAtLeastOne(expression, wanted);
      return length !== undefined && provesNonEmpty(facts, length);
    }
    default: {
      const local = localName(expression);
      const value = local === undefined ? undefined : knowledge.local(local);
      return value !== undefined && next(value, wanted);
    }
  }
}

/** `x[*]` has an element where `x` is not null. */
function provesNonEmpty(facts: Facts, collection: Expression): boolean {
  if (collection.kind !== "SplatExpr") return false;
  const address = addressText(collection.source);
  return address !== undefined && facts.has(existsFact(address));
}

function add(fact: string, knowledge: Knowledge, into: Set<string>, depth: number): void {
  if (into.has(fact)) return;
  into.add(fact);
  // An object that exists is enabled.
  const address = existing(fact);
  const enabled = address === undefined ? undefined : knowledge.enabled(address);
  if (enabled) collect(enabled, true, knowledge, into, depth + 1);
}

/** The address in the fact that an object exists. */
function existing(fact: string): string | undefined {
  if (!fact.startsWith("-(") || !fact.endsWith(")")) return undefined;
  const inner = fact.slice(2, -1);
  if (inner.endsWith("==null")) return inner.slice(0, -"==null".length);
  return inner.startsWith("null==") ? inner.slice("null==".length) : undefined;
}

/** The collection whose length is at least one where the comparison is `wanted`. */
function lengthAtLeastOne(
  { operator, left, right }: Expression & { kind: "BinaryOpExpr" },
  wanted: boolean,
): Expression | undefined {
  const mirrored: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
  for (const [side, other, sign] of [
    [left, right, operator as string],
    [right, left, mirrored[operator] ?? operator],
  ] as const) {
    if (side.kind !== "FunctionCallExpr" || side.name !== "length") continue;
    const number = numberOf(other);
    const present = ["> 0", ">= 1", "!= 0", "== 1"].includes(`${sign} ${number}`);
    const absent = ["== 0", "< 1", "<= 0"].includes(`${sign} ${number}`);
    if (wanted ? present : absent) return side.args[0];
  }
  return undefined;
}
