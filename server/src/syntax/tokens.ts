// HCL's own tokens, as its scanner gives them and as `tofu fmt` speaks of them.

import type { TextRange } from "../base/range.js";

/** Names of `hclsyntax.TokenType`, without their `Token` prefix. */
export type TokenType =
  | "OBrace" | "CBrace" | "OBrack" | "CBrack" | "OParen" | "CParen"
  | "OQuote" | "CQuote" | "OHeredoc" | "CHeredoc"
  | "Star" | "Slash" | "Plus" | "Minus" | "Percent"
  | "Equal" | "EqualOp" | "NotEqual" | "LessThan" | "LessThanEq" | "GreaterThan" | "GreaterThanEq"
  | "And" | "Or" | "Bang" | "Dot" | "Comma" | "Ellipsis" | "FatArrow" | "Question" | "Colon" | "DoubleColon"
  | "TemplateInterp" | "TemplateControl" | "TemplateSeqEnd" | "QuotedLit" | "StringLit" | "NumberLit" | "Ident"
  | "Comment" | "Newline" | "EOF"
  | "BitwiseAnd" | "BitwiseOr" | "BitwiseNot" | "BitwiseXor" | "StarStar" | "Apostrophe" | "Backtick" | "Semicolon" | "Tabs"
  | "Invalid" | "BadUTF8" | "QuotedNewline";

export interface Token extends TextRange {
  readonly type: TokenType;
}
