// The tokens the formatter works on: HCL's own, with the spaces that are to stand before each.
import type { Token, TokenType } from "../tokens.js";

/** A token of the result. One made by a rewrite has no place in the source: its `start` is -1. */
export interface FormatToken {
  readonly type: TokenType;
  readonly text: string;
  /** Where the token stands in the source, in UTF-16 code units; -1 for one that is new. */
  readonly start: number;
  readonly end: number;
  /** How many spaces the result has before the token. */
  spaces: number;
}

/** The tokens of a text as the formatter wants them; the number of spaces is not set yet. */
export function toFormatTokens(text: string, tokens: readonly Token[]): FormatToken[] {
  return tokens.map(({ type, start, end }) => ({ type, text: text.slice(start, end), start, end, spaces: 0 }));
}

/** A token that a rewrite brings in. */
export function newToken(type: TokenType, text: string): FormatToken {
  return { type, text, start: -1, end: -1, spaces: 0 };
}

/** What the token does to the depth of nesting: 1 where it opens, -1 where it closes, else 0. A quote does neither. */
export function bracketChange(token: FormatToken): -1 | 0 | 1 {
  switch (token.type) {
    case "OBrace":
    case "OBrack":
    case "OParen":
    case "TemplateControl":
    case "TemplateInterp":
      return 1;
    case "CBrace":
    case "CBrack":
    case "CParen":
    case "TemplateSeqEnd":
      return -1;
    default:
      return 0;
  }
}

/** True for a token that ends its line: a line break, or a `#` or `//` comment, which holds its line break. */
export function endsLine(token: FormatToken): boolean {
  return token.type === "Newline" || (token.type === "Comment" && token.text.endsWith("\n"));
}
