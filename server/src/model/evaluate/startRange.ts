// Where hcl points when it blames an argument: at its beginning, not at all of it.

import { cover, range, type TextRange } from "../../base/range.js";
import type { Expression, TemplatePart } from "../../syntax/ast.js";

/** The part of an expression that says what it is: an opening bracket, a function's name, an operator's left side. */
export function startRange(expression: Expression): TextRange {
  switch (expression.kind) {
    case "ParenthesesExpr":
      return startRange(expression.expression);
    case "TemplateExpr": {
      const [first] = expression.parts;
      // An empty string's content stands, oddly, behind its closing quote.
      if (first === undefined) return range(expression.range.end, expression.range.end);
      if (expression.parts.length === 1 && first.kind === "TemplateInterpolation") return expression.range;
      return startOfPart(first);
    }
    case "IndexExpr":
      return first(expression.brackets);
    case "SplatExpr":
      return expression.marker;
    case "FunctionCallExpr":
      return cover(expression.nameRange, expression.openParen);
    case "ConditionalExpr":
      return startRange(expression.condition);
    case "BinaryOpExpr":
      return startRange(expression.left);
    case "UnaryOpExpr":
    case "TupleConsExpr":
    case "ObjectConsExpr":
    case "ForExpr":
      return first(expression.range);
    default:
      return expression.range;
  }
}

function startOfPart(part: TemplatePart): TextRange {
  if (part.kind === "TemplateInterpolation") return startRange(part.expression);
  return part.kind === "TemplateIf" ? startRange(part.condition) : part.range;
}

function first(whole: TextRange): TextRange {
  return range(whole.start, whole.start + 1);
}
