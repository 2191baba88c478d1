// Reads a `for_each` that has one known key or none: `c ? { k = v } : {}`, `toset(c ? ["k"] : [])`.

import { literalString } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";
import { type Condition, conditionOf, negate } from "./conditions.js";
import { withoutParentheses } from "./expressionShape.js";

export interface KeyedToggle {
  readonly condition: Condition;
  readonly key: string;
  /** What `each.value` is; undefined for a set, where it is the key. */
  readonly value: Expression | undefined;
}

/** The condition, key and value of such a `for_each`; undefined for any other. */
export function keyedToggleOf(expression: Expression, source: string): KeyedToggle | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr" && bare.args.length === 1 && !bare.expandFinal && bare.args[0]) {
    if (bare.name === "tomap") return keyedToggleOf(bare.args[0], source);
    if (bare.name === "toset") return conditional(bare.args[0], source, (branch) => elementOf(branch));
    return undefined;
  }
  return conditional(bare, source, (branch) => itemOf(branch) ?? setElementOf(branch));
}

/** A `for_each` that is written out with one key, as a toggle that is always on; undefined for any other. */
export function singleKeyOf(expression: Expression): KeyedToggle | undefined {
  const only = itemOf(expression) ?? setElementOf(expression);
  return only && { condition: { kind: "constant", value: true }, ...only };
}

interface Only {
  readonly key: string;
  readonly value: Expression | undefined;
}

function conditional(
  expression: Expression,
  source: string,
  only: (branch: Expression) => Only | undefined,
): KeyedToggle | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "ConditionalExpr") return undefined;
  const condition = conditionOf(bare.condition, source);
  const then = only(bare.then);
  if (then && isEmpty(bare.else)) return { condition, ...then };
  const otherwise = only(bare.else);
  return otherwise && isEmpty(bare.then) ? { condition: negate(condition), ...otherwise } : undefined;
}

/** The only item of an object constructor or `tomap` of one, with a key that is known. */
function itemOf(expression: Expression): Only | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr" && bare.name === "tomap" && bare.args.length === 1 && bare.args[0]) {
    return itemOf(bare.args[0]);
  }
  if (bare.kind !== "ObjectConsExpr" || bare.items.length !== 1) return undefined;
  const [item] = bare.items;
  return item?.name === undefined ? undefined : { key: item.name, value: item.value };
}

function setElementOf(expression: Expression): Only | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "FunctionCallExpr" || bare.name !== "toset" || bare.args.length !== 1 || !bare.args[0]) {
    return undefined;
  }
  return elementOf(bare.args[0]);
}

/** The only element of a tuple constructor, where it is a plain string. */
function elementOf(expression: Expression): Only | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "TupleConsExpr" || bare.elements.length !== 1 || !bare.elements[0]) return undefined;
  const key = literalString(bare.elements[0]);
  return key === undefined ? undefined : { key, value: undefined };
}

/** True for `{}`, `[]` and conversions of these. */
function isEmpty(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind === "FunctionCallExpr") {
    const isConversion = bare.name === "toset" || bare.name === "tomap" || bare.name === "tolist";
    return isConversion && bare.args.length === 1 && bare.args[0] !== undefined && isEmpty(bare.args[0]);
  }
  if (bare.kind === "ObjectConsExpr") return bare.items.length === 0;
  return bare.kind === "TupleConsExpr" && bare.elements.length === 0;
}
