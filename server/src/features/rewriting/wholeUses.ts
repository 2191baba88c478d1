// What an expression does with an object as a whole: asks for its length, takes its only element, compares it.

import type { TextRange } from "../../base/range.js";
import type { BinaryOpExpr, Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { isNull, literalNumber, precedence } from "./expressionShape.js";
import { consumers, type ReferenceSite } from "./sites.js";

export type WholeUse =
  /** `length(x) > 0` and its kin, where it may be replaced as a whole. */
  | { readonly kind: "presence"; readonly present: boolean; readonly range: TextRange }
  /** `x == null` or `x != null`, likewise. */
  | { readonly kind: "null-check"; readonly present: boolean; readonly range: TextRange }
  | { readonly kind: "length"; readonly call: FunctionCallExpr }
  /** `element(x, i)`. */
  | { readonly kind: "element"; readonly call: FunctionCallExpr; readonly index: Expression }
  /** `one(x)`, `values(x)`, `keys(x)`. */
  | { readonly kind: "one" | "values" | "keys"; readonly call: FunctionCallExpr }
  | { readonly kind: "for"; readonly hasKey: boolean }
  | { readonly kind: "other" };

/** What is done with the object that a site names as a whole. */
export function wholeUse(site: ReferenceSite): WholeUse {
  const chain = consumers(site);
  const [first, second] = chain;
  if (!first) return { kind: "other" };
  const { parent, child } = first;
  if (parent.kind === "BinaryOpExpr") {
    const other = parent.left === child ? parent.right : parent.left;
    if ((parent.operator === "==" || parent.operator === "!=") && isNull(other) && mayBeReplaced(site, parent)) {
      return { kind: "null-check", present: parent.operator === "!=", range: parent.range };
    }
    return { kind: "other" };
  }
  if (parent.kind === "ForExpr" && parent.collection === child) {
    return { kind: "for", hasKey: parent.keyVar !== undefined };
  }
  if (parent.kind !== "FunctionCallExpr" || parent.expandFinal || parent.args[0] !== child) return { kind: "other" };
  switch (parent.name) {
    case "length": {
      if (second?.parent.kind === "BinaryOpExpr") {
        const present = presence(second.parent, second.child);
        if (present !== undefined && mayBeReplaced(site, second.parent)) {
          return { kind: "presence", present, range: second.parent.range };
        }
      }
      return { kind: "length", call: parent };
    }
    case "element":
      return parent.args.length === 2 && parent.args[1]
        ? { kind: "element", call: parent, index: parent.args[1] }
        : { kind: "other" };
    case "one":
    case "values":
    case "keys":
      return parent.args.length === 1 ? { kind: parent.name, call: parent } : { kind: "other" };
    default:
      return { kind: "other" };
  }
}

/** Whether a comparison of a length with 0 or 1 is true exactly where there is an instance, or exactly where not. */
function presence(comparison: BinaryOpExpr, length: Expression): boolean | undefined {
  const isLeft = comparison.left === length;
  const number = literalNumber(isLeft ? comparison.right : comparison.left);
  if (number === undefined) return undefined;
  const mirrored: Record<string, string> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
  const operator = isLeft ? comparison.operator : (mirrored[comparison.operator] ?? comparison.operator);
  switch (`${operator} ${number}`) {
    case "> 0":
    case ">= 1":
    case "== 1":
    case "!= 0":
      return true;
    case "== 0":
    case "< 1":
    case "!= 1":
    case "<= 0":
      return false;
    default:
      return undefined;
  }
}

/** An equality takes the place of a comparison without parentheses only where no operator around binds as tightly. */
function mayBeReplaced(site: ReferenceSite, comparison: BinaryOpExpr): boolean {
  const at = site.parents.indexOf(comparison);
  const around = site.parents[at - 1];
  return around === undefined || around.kind === "ParenthesesExpr" || around.kind !== "BinaryOpExpr"
    ? true
    : precedence(around) < 3;
}
