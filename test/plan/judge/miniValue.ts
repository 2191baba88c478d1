// Evaluates expressions for the judge: a small, separate reading of HCL's rules over plain JavaScript values.
//
// It shares nothing with the product but the parser. Lists and tuples are arrays, maps and objects are `Map`, sets are
// `MiniSet`; an error is a thrown `MiniError`.

import type { Expression, TemplatePart, TraversalStep } from "../../../server/src/syntax/ast.js";

export type MiniValue =
  | null
  | boolean
  | number
  | string
  | readonly MiniValue[]
  | MiniSet
  | ReadonlyMap<string, MiniValue>;

export class MiniSet {
  readonly elements: readonly string[];
  constructor(elements: Iterable<string>) {
    this.elements = [...new Set(elements)].sort();
  }
}

/** What the language would report. */
export class MiniError extends Error {}

/** What a root name and its first steps mean: the value, and how many steps were used. */
export interface MiniScope {
  lookup(root: string, steps: readonly TraversalStep[]): { readonly value: MiniValue; readonly used: number };
  /** True where `&&` and `||` look at their right side only where it decides: OpenTofu since 1.10. */
  readonly shortCircuits: boolean;
}

interface Bindings {
  readonly scope: MiniScope;
  readonly names: ReadonlyMap<string, MiniValue>;
  readonly item: MiniValue | undefined;
}

export function evaluateMini(expression: Expression, scope: MiniScope): MiniValue {
  return value(expression, { scope, names: new Map(), item: undefined });
}

function value(expression: Expression, at: Bindings): MiniValue {
  switch (expression.kind) {
    case "LiteralValueExpr":
      if (expression.value.type === "null") return null;
      return expression.value.type === "number" ? Number(expression.value.text) : expression.value.value;
    case "ParenthesesExpr":
      return value(expression.expression, at);
    case "TemplateExpr": {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only?.kind === "TemplateInterpolation") return value(only.expression, at);
      return template(expression.parts, at);
    }
    case "ScopeTraversalExpr": {
      const bound = at.names.get(expression.root.name);
      if (bound !== undefined) return expression.steps.reduce(step, bound);
      const found = at.scope.lookup(expression.root.name, expression.steps);
      return expression.steps.slice(found.used).reduce(step, found.value);
    }
    case "RelativeTraversalExpr":
      return expression.steps.reduce(step, value(expression.source, at));
    case "IndexExpr":
      return index(value(expression.collection, at), value(expression.key, at));
    case "SplatExpr": {
      const source = value(expression.source, at);
      if (source === null) return [];
      const items = Array.isArray(source) ? source : source instanceof MiniSet ? source.elements : [source];
      return (items as readonly MiniValue[]).map((item) => value(expression.each, { ...at, item }));
    }
    case "AnonSymbolExpr":
      return at.item ?? null;
    case "FunctionCallExpr":
      return call(expression.name, expression.args, expression.expandFinal, at);
    case "ConditionalExpr": {
      const chosen = bool(value(expression.condition, at)) ? expression.then : expression.else;
      const other = chosen === expression.then ? expression.else : expression.then;
      return unified(value(chosen, at), () => value(other, at));
    }
    case "BinaryOpExpr":
      return binary(expression.operator, expression.left, expression.right, at);
    case "UnaryOpExpr": {
      const operand = value(expression.operand, at);
      return expression.operator === "!" ? !bool(operand) : -number(operand);
    }
    case "ForExpr": {
      const list: MiniValue[] = [];
      const map = new Map<string, MiniValue>();
      for (const [key, each] of entries(value(expression.collection, at))) {
        const names = new Map(at.names);
        if (expression.keyVar) names.set(expression.keyVar.name, key);
        names.set(expression.valueVar.name, each);
        const inner = { ...at, names };
        if (expression.condition && !bool(value(expression.condition, inner))) continue;
        const result = value(expression.valueExpr, inner);
        if (!expression.keyExpr) {
          list.push(result);
          continue;
        }
        const name = text(value(expression.keyExpr, inner));
        if (map.has(name)) throw new MiniError(`duplicate key ${name}`);
        map.set(name, result);
      }
      return expression.keyExpr ? sortedMap(map) : list;
    }
    case "TupleConsExpr":
      return expression.elements.map((element) => value(element, at));
    case "ObjectConsExpr": {
      const map = new Map<string, MiniValue>();
      for (const item of expression.items) map.set(item.name ?? text(value(item.key, at)), value(item.value, at));
      return sortedMap(map);
    }
    case "ErrorExpr":
      throw new MiniError("syntax");
  }
}

function template(parts: readonly TemplatePart[], at: Bindings): string {
  return parts.map((part) => partText(part, at)).join("");
}

function partText(part: TemplatePart, at: Bindings): string {
  switch (part.kind) {
    case "TemplateLiteral":
      return part.value;
    case "TemplateInterpolation":
      return text(value(part.expression, at));
    case "TemplateIf":
      return template(bool(value(part.condition, at)) ? part.then : (part.else ?? []), at);
    case "TemplateFor":
      return entries(value(part.collection, at))
        .map(([key, each]) => {
          const names = new Map(at.names);
          if (part.keyVar) names.set(part.keyVar.name, key);
          names.set(part.valueVar.name, each);
          return template(part.parts, { ...at, names });
        })
        .join("");
  }
}

function step(from: MiniValue, by: TraversalStep): MiniValue {
  if (by.kind === "IndexStep") return index(from, by.key.type === "string" ? by.key.value : Number(by.key.text));
  if (from === null) throw new MiniError("attribute of null");
  if (!(from instanceof Map) || !from.has(by.name)) throw new MiniError(`no attribute ${by.name}`);
  return (from as ReadonlyMap<string, MiniValue>).get(by.name) ?? null;
}

function index(from: MiniValue, key: MiniValue): MiniValue {
  if (from === null || key === null) throw new MiniError("index of or by null");
  if (Array.isArray(from)) {
    const at = number(key);
    if (!Number.isInteger(at) || at < 0 || at >= from.length) throw new MiniError("invalid index");
    return (from as readonly MiniValue[])[at] ?? null;
  }
  if (from instanceof Map) {
    const name = text(key);
    if (!from.has(name)) throw new MiniError("invalid index");
    return (from as ReadonlyMap<string, MiniValue>).get(name) ?? null;
  }
  throw new MiniError("not indexable");
}

function binary(operator: string, left: Expression, right: Expression, at: Bindings): MiniValue {
  if (operator === "&&" || operator === "||") {
    const first = bool(value(left, at));
    if (at.scope.shortCircuits && first === (operator === "||")) return first;
    const second = bool(value(right, at));
    return operator === "&&" ? first && second : first || second;
  }
  const a = value(left, at);
  const b = value(right, at);
  if (operator === "==") return same(a, b);
  if (operator === "!=") return !same(a, b);
  const x = number(a);
  const y = number(b);
  switch (operator) {
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case ">":
      return x > y;
    case ">=":
      return x >= y;
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    default:
      return x % y;
  }
}

function call(name: string, args: readonly Expression[], expand: boolean, at: Bindings): MiniValue {
  if (name === "try" || name === "can") {
    for (const arg of args) {
      try {
        const found = value(arg, at);
        return name === "can" ? true : found;
      } catch (error) {
        if (!(error instanceof MiniError)) throw error;
      }
    }
    if (name === "can") return false;
    throw new MiniError("no try");
  }
  const given = args.map((arg) => value(arg, at));
  if (expand) given.push(...entries(given.pop() ?? null).map(([, each]) => each));
  const [a = null, b = null, c = null] = given;
  const present = (one: MiniValue): MiniValue => {
    if (one === null) throw new MiniError(`${name} of null`);
    return one;
  };
  switch (name) {
    case "length":
      return typeof a === "string"
        ? a.length
        : present(a) instanceof Map
          ? (a as ReadonlyMap<string, MiniValue>).size
          : list(a).length;
    case "one": {
      const items = list(present(a));
      if (items.length > 1) throw new MiniError("one of many");
      return items[0] ?? null;
    }
    case "values":
      return entries(mapOf(a)).map(([, each]) => each);
    case "keys":
      return [...mapOf(a).keys()].sort();
    case "element": {
      const items = list(present(a));
      if (items.length === 0) throw new MiniError("element of nothing");
      return items[number(b) % items.length] ?? null;
    }
    case "index": {
      const at = list(present(a)).findIndex((each) => jsonText(each) === jsonText(b));
      if (at < 0) throw new MiniError("no such element");
      return at;
    }
    case "concat":
      return given.flatMap((each) => list(present(each)));
    case "join":
      return list(present(b)).map(text).join(text(a));
    case "flatten":
      return flat(list(present(a)));
    case "toset":
      return new MiniSet(list(present(a)).map(text));
    case "tolist":
      return list(present(a));
    case "tomap":
      return mapOf(a);
    case "tostring":
      return a === null ? null : text(a);
    case "tobool":
      return a === null ? null : bool(a);
    case "upper":
      return text(present(a)).toUpperCase();
    case "lower":
      return text(present(a)).toLowerCase();
    case "compact":
      return list(present(a)).filter((each) => each !== null && each !== "");
    case "coalesce": {
      const found = given.find((each) => each !== null && each !== "");
      if (found === undefined) throw new MiniError("coalesce of nothing");
      return found;
    }
    case "merge": {
      const map = new Map<string, MiniValue>();
      for (const each of given) if (each !== null) for (const [key, inner] of mapOf(each)) map.set(key, inner);
      return sortedMap(map);
    }
    case "lookup": {
      const map = mapOf(a);
      const key = text(b);
      if (map.has(key)) return map.get(key) ?? null;
      if (given.length < 3) throw new MiniError("lookup");
      return c;
    }
    case "contains":
      return list(present(a)).some((each) => same(each, b));
    case "zipmap":
      return sortedMap(new Map(list(a).map((key, i) => [text(key), list(b)[i] ?? null])));
    case "range":
      return Array.from({ length: number(a) }, (_, i) => i);
    case "jsonencode":
      return jsonText(a);
    case "format": {
      let at = 1;
      return text(a).replaceAll(/%s|%%/g, (found) => (found === "%%" ? "%" : text(given[at++] ?? null)));
    }
    default:
      throw new MiniError(`unknown function ${name}`);
  }
}

/** The pairs that `for` would see. */
export function entries(of: MiniValue): (readonly [MiniValue, MiniValue])[] {
  if (of === null) throw new MiniError("iteration over null");
  if (Array.isArray(of)) return (of as readonly MiniValue[]).map((each, i) => [i, each] as const);
  if (of instanceof MiniSet) return of.elements.map((each) => [each, each] as const);
  if (of instanceof Map) return [...(of as ReadonlyMap<string, MiniValue>)].sort(([x], [y]) => (x < y ? -1 : 1));
  throw new MiniError("not iterable");
}

function list(of: MiniValue): readonly MiniValue[] {
  if (Array.isArray(of)) return of as readonly MiniValue[];
  if (of instanceof MiniSet) return of.elements;
  throw new MiniError("a list is needed");
}

function flat(items: readonly MiniValue[]): MiniValue[] {
  return items.flatMap((each) => (Array.isArray(each) ? flat(each as readonly MiniValue[]) : [each]));
}

function mapOf(of: MiniValue): ReadonlyMap<string, MiniValue> {
  if (of instanceof Map) return of as ReadonlyMap<string, MiniValue>;
  throw new MiniError("a map is needed");
}

function sortedMap(map: ReadonlyMap<string, MiniValue>): ReadonlyMap<string, MiniValue> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

export function bool(of: MiniValue): boolean {
  if (typeof of === "boolean") return of;
  if (of === "true") return true;
  if (of === "false") return false;
  throw new MiniError("a bool is needed");
}

export function number(of: MiniValue): number {
  if (typeof of === "number") return of;
  if (typeof of === "string" && of.trim() !== "" && !Number.isNaN(Number(of))) return Number(of);
  throw new MiniError("a number is needed");
}

function text(of: MiniValue): string {
  if (typeof of === "string") return of;
  if (typeof of === "number" || typeof of === "boolean") return String(of);
  throw new MiniError("a string is needed");
}

/** Both results of a conditional have one type: a number beside a string becomes a string. */
function unified(chosen: MiniValue, other: () => MiniValue): MiniValue {
  let beside: MiniValue;
  try {
    beside = other();
  } catch (error) {
    if (error instanceof MiniError) return chosen;
    throw error;
  }
  if (chosen === null || beside === null) return chosen;
  if (shape(chosen) !== shape(beside)) throw new MiniError("Inconsistent conditional result types");
  return typeof beside === "string" && typeof chosen !== "string" ? String(chosen) : chosen;
}

function shape(of: MiniValue): "primitive" | "list" | "map" {
  if (of instanceof Map) return "map";
  return Array.isArray(of) || of instanceof MiniSet ? "list" : "primitive";
}

/** JSON as Go writes it: what HTML gives a meaning is escaped. */
function jsonText(of: MiniValue): string {
  const escapes: Readonly<Record<string, string>> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  return JSON.stringify(plain(of)).replaceAll(/[<>&]/g, (found) => escapes[found] ?? found);
}

function same(a: MiniValue, b: MiniValue): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** A value as JSON would hold it, with object keys sorted. */
export function plain(of: MiniValue): unknown {
  if (Array.isArray(of)) return (of as readonly MiniValue[]).map(plain);
  if (of instanceof MiniSet) return of.elements;
  if (of instanceof Map)
    return Object.fromEntries(entries(of as ReadonlyMap<string, MiniValue>).map(([k, v]) => [k, plain(v)]));
  return of;
}
