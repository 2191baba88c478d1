// Which expressions could have a name of their own, and which of them may have no value where the name is.

import { contains } from "../../base/range.js";
import type { Expression, ForExpr, ObjectConsExpr } from "../../syntax/ast.js";
import { environmentNamed } from "../circumstances.js";
import { descendants } from "../rewriting/expressionShape.js";

/** True for an expression that takes an element by its key or place, which may not be there. */
export function mayFail(expression: Expression): boolean {
  for (const node of descendants(expression)) {
    if (node.kind === "IndexExpr") return true;
    if (node.kind !== "ScopeTraversalExpr" && node.kind !== "RelativeTraversalExpr") continue;
    if (node.steps.some((step) => step.kind !== "AttrStep")) return true;
  }
  return false;
}

/** An object or list as a whole belongs to its argument; a template, call or operation can stand alone. */
export function isNameable(expression: Expression): boolean {
  switch (expression.kind) {
    case "TemplateExpr":
    case "FunctionCallExpr":
    case "ConditionalExpr":
    case "BinaryOpExpr":
    case "ForExpr":
    case "IndexExpr":
    case "SplatExpr":
    case "RelativeTraversalExpr":
    case "ObjectConsExpr":
      return true;
    case "TupleConsExpr":
      // A list of one name is as short as a name of its own.
      return expression.elements.length !== 1 || expression.elements[0]?.kind !== "ScopeTraversalExpr";
    default:
      return false;
  }
}

/** The name of an expression's piece that is the whole value of a local value. */
export const wholeLocal = "local";

/** The name of one in a block that may have no instance: it may have no value without the block's condition. */
export const inRepeated = "repeated";

/** The name of one that a choice guards: it may have no value without it. */
export const guarded = "guarded";

/** Begins the name of one below the key of an environment, which stands behind it. */
export const ofEnvironment = "of ";

/** Names what stands below the key of an environment after it. */
export function nameByEnvironment(
  { items }: ObjectConsExpr,
  noted: readonly { readonly expression: Expression; name: string }[],
): void {
  for (const { name, value } of items) {
    const environment = name === undefined ? undefined : environmentNamed(name);
    if (environment === undefined) continue;
    for (const one of noted) if (contains(value.range, one.expression.range)) one.name = ofEnvironment + environment;
  }
}

/** Names what stands in a loop, which may have no turn. */
export function nameByLoop(
  { valueExpr }: ForExpr,
  noted: readonly { readonly expression: Expression; name: string }[],
): void {
  for (const one of noted) {
    if (one.name === "" && contains(valueExpr.range, one.expression.range)) one.name = inRepeated;
  }
}
