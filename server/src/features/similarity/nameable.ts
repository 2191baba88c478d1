// Which expressions could have a name of their own, and which of them may have no value where the name is.

import type { Expression } from "../../syntax/ast.js";
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
    case "TupleConsExpr":
      return true;
    default:
      return false;
  }
}
