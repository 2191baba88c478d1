// Whether a space stands between two neighbouring tokens of a line.
import type { TokenType } from "../tokens.js";
import { bracketChange, type FormatToken } from "./formatToken.js";

/** Before one of these a minus has a left operand, so that it is a sign after them. */
const signContexts: ReadonlySet<TokenType> = new Set<TokenType>([
  "OParen",
  "OBrace",
  "OBrack",
  "Equal",
  "Colon",
  "Comma",
  "Question",
  "Plus",
  "Star",
  "Slash",
  "Percent",
  "Minus",
  "EqualOp",
  "NotEqual",
  "GreaterThan",
  "GreaterThanEq",
  "LessThan",
  "LessThanEq",
  "And",
  "Or",
  "Bang",
]);

/**
 * True where a space belongs between `subject` and `after`; `before` is the token in front of `subject` in the same
 * cell of its line. The order of the rules is that of `tofu fmt` (`spaceAfterToken` of hclwrite): the first that
 * speaks decides.
 */
export function hasSpaceBetween(before: FormatToken | undefined, subject: FormatToken, after: FormatToken): boolean {
  const left = subject.type;
  const right = after.type;
  if (right === "Newline") return false;
  if (left === "Ident" && (right === "OParen" || right === "DoubleColon")) return false;
  if (left === "DoubleColon" && right === "Ident") return false;
  if (left === "Dot" || right === "Dot") return false;
  if (right === "Comma" || right === "Ellipsis") return false;
  if (left === "Comma") return true;
  if (left === "QuotedLit" || left === "StringLit" || left === "OQuote" || left === "OHeredoc") return false;
  if (right === "QuotedLit" || right === "StringLit" || right === "CQuote" || right === "CHeredoc") return false;
  // The `in` of a for expression is told from a variable by the name in front of it: `for x in [y]`.
  if (left === "Ident" && subject.text === "in" && before?.type === "Ident") return true;
  if (right === "OBrack" && (left === "Ident" || left === "NumberLit" || bracketChange(subject) < 0)) return false;
  if (left === "Bang") return false;
  if (left === "Minus") return before !== undefined && !signContexts.has(before.type);
  if (left === "OBrace" || right === "CBrace") return !(left === "OBrace" && right === "CBrace");
  if ((left === "TemplateInterp" || left === "TemplateControl") && right === "OBrace") return true;
  if (left === "CBrace" && right === "TemplateSeqEnd") return true;
  if (left === "TemplateSeqEnd" && (right === "TemplateInterp" || right === "TemplateControl")) return false;
  return bracketChange(subject) <= 0 && bracketChange(after) >= 0;
}
