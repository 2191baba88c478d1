// What the operands of a condition are where the text alone says it: literals, a local value, an object's address.

import { accessOf } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";

/** Functions that give an empty collection for one, and no other. */
export const keepsEmptiness: ReadonlySet<string> = new Set([
  "toset",
  "tolist",
  "tomap",
  "values",
  "keys",
  "compact",
  "distinct",
  "sort",
  "reverse",
  "flatten",
]);

/** The text of an object's address that an expression starts with: `aws_eip.a`, `data.x.y`, `module.m`. */
export function addressText(expression: Expression): string | undefined {
  const { base, accessors } = accessOf(expression);
  if (base.kind !== "ScopeTraversalExpr") return undefined;
  const root = base.root.name;
  const length = root === "data" || root === "ephemeral" || root === "resource" ? 2 : 1;
  const names: string[] = root === "resource" ? [] : [root];
  for (const accessor of accessors.slice(0, length)) {
    if (accessor.kind !== "attr") return undefined;
    names.push(accessor.name);
  }
  return accessors.length < length ? undefined : names.join(".");
}

/** The name of a whole local value; undefined for anything else. */
export function localName(expression: Expression): string | undefined {
  if (expression.kind !== "ScopeTraversalExpr" || expression.root.name !== "local") return undefined;
  const [step] = expression.steps;
  return expression.steps.length === 1 && step?.kind === "AttrStep" ? step.name : undefined;
}

/** A literal bool. */
export function boolOf(expression: Expression): boolean | undefined {
  if (expression.kind === "ParenthesesExpr") return boolOf(expression.expression);
  if (expression.kind !== "LiteralValueExpr" || expression.value.type !== "bool") return undefined;
  return expression.value.value;
}

/** A literal number. */
export function numberOf(expression: Expression): number | undefined {
  if (expression.kind === "ParenthesesExpr") return numberOf(expression.expression);
  if (expression.kind !== "LiteralValueExpr" || expression.value.type !== "number") return undefined;
  return Number(expression.value.text);
}

/** True for `null`. */
export function isNullLiteral(expression: Expression): boolean {
  return expression.kind === "LiteralValueExpr" && expression.value.type === "null";
}

/** True for a collection that is written out and has no element. */
export function isEmpty(expression: Expression): boolean {
  switch (expression.kind) {
    case "ParenthesesExpr":
      return isEmpty(expression.expression);
    case "TupleConsExpr":
      return expression.elements.length === 0;
    case "ObjectConsExpr":
      return expression.items.length === 0;
    case "FunctionCallExpr":
      return keepsEmptiness.has(expression.name) && expression.args.length === 1 && isEmpty(expression.args[0]!);
    default:
      return false;
  }
}
