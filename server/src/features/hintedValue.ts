// The values that inlay hints show: which are worth showing, and as how short a text.

import type { Expression } from "../syntax/ast.js";

/** Longer values would push the code away. */
const longestValue = 60;

/** True for what a person would have to work out; a literal, or a name alone, says what it is. */
export function isComputed(expression: Expression): boolean {
  switch (expression.kind) {
    case "FunctionCallExpr":
    case "BinaryOpExpr":
    case "ConditionalExpr":
    case "ForExpr":
    case "IndexExpr":
    case "SplatExpr":
      return true;
    case "TemplateExpr":
      return expression.style === "quoted" && expression.parts.some((part) => part.kind !== "TemplateLiteral");
    case "ParenthesesExpr":
      return isComputed(expression.expression);
    default:
      return false;
  }
}

/** A text on one line, cut where it is long. */
export function shortened(text: string): string {
  const line = text
    .split("\n")
    .map((part) => part.trim())
    .join(" ");
  return line.length <= longestValue ? line : `${line.slice(0, longestValue - 1)}…`;
}
