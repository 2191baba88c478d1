// HCL's scanner: cuts any text into HCL's own tokens, broken text included.
//
// The tree's leaves are the same tokens wherever the text is valid (a test compares the two). This one also says what
// HCL's scanner makes of invalid text, where the tree has half-typed text's own shape.

import type { Token, TokenType } from "./tokens.js";

/** What the scanner is inside of. A sequence remembers how many braces were open where it began. */
type Mode =
  | { readonly kind: "quoted" }
  | { readonly kind: "heredoc"; readonly tag: string; atLineStart: boolean }
  | { readonly kind: "sequence"; braces: number };

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const PERCENT = 37;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const STAR = 42;
const LESS = 60;
const BACKSLASH = 92;
const UNDERSCORE = 95;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const TILDE = 126;
const BYTE_ORDER_MARK = 0xfeff;

const idStart = /^\p{ID_Start}$/u;
const idContinue = /^\p{ID_Continue}$/u;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** The UTF-16 length of the identifier at `at`, or 0. */
export function identifierLength(text: string, at: number): number {
  let end = at;
  const first = text.codePointAt(end);
  if (first === undefined) return 0;
  if (first < 128) {
    if (!isAsciiLetter(first) && first !== UNDERSCORE) return 0;
    end++;
  } else {
    if (!idStart.test(String.fromCodePoint(first))) return 0;
    end += first > 0xffff ? 2 : 1;
  }
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      if (!isAsciiLetter(code) && !isDigit(code) && code !== UNDERSCORE && code !== DASH) break;
      end++;
    } else {
      const point = text.codePointAt(end) as number;
      if (!idContinue.test(String.fromCodePoint(point))) break;
      end += point > 0xffff ? 2 : 1;
    }
  }
  return end - at;
}

/** The end of the number literal at `at`, a digit. HCL lets a number hold dots and exponents in any order. */
function numberEnd(text: string, at: number): number {
  let end = at + 1;
  let next = end;
  for (;;) {
    const code = text.charCodeAt(next);
    if (isDigit(code)) {
      next++;
      end = next;
    } else if (code === DOT) {
      next++;
    } else if (code === 101 || code === 69) {
      const sign = text[next + 1];
      const digit = sign === "+" || sign === "-" ? next + 2 : next + 1;
      if (!isDigit(text.charCodeAt(digit))) return end;
      next = digit + 1;
      end = next;
    } else {
      return end;
    }
  }
}

/** Operators and punctuation, the longer of two that begin alike first. */
const symbols: readonly (readonly [string, TokenType])[] = [
  ["...", "Ellipsis"],
  ["==", "EqualOp"],
  ["=>", "FatArrow"],
  ["=", "Equal"],
  ["!=", "NotEqual"],
  ["!", "Bang"],
  [">=", "GreaterThanEq"],
  [">", "GreaterThan"],
  ["<=", "LessThanEq"],
  ["<", "LessThan"],
  ["&&", "And"],
  ["&", "BitwiseAnd"],
  ["||", "Or"],
  ["|", "BitwiseOr"],
  ["::", "DoubleColon"],
  [":", "Colon"],
  ["(", "OParen"],
  [")", "CParen"],
  ["[", "OBrack"],
  ["]", "CBrack"],
  [",", "Comma"],
  [".", "Dot"],
  ["*", "Star"],
  ["/", "Slash"],
  ["%", "Percent"],
  ["+", "Plus"],
  ["-", "Minus"],
  ["?", "Question"],
  ["~", "BitwiseNot"],
  ["^", "BitwiseXor"],
  [";", "Semicolon"],
  ["`", "Backtick"],
  ["'", "Apostrophe"],
];

const symbolsByFirst: (readonly (readonly [string, TokenType])[] | undefined)[] = [];
for (const symbol of symbols) {
  const code = symbol[0].charCodeAt(0);
  symbolsByFirst[code] = [...(symbolsByFirst[code] ?? []), symbol];
}

/**
 * All tokens of a text up to and with `EOF`. Blanks are in no token; a line comment holds its line break.
 * A byte order mark at the beginning is passed over.
 */
export function scan(text: string): Token[] {
  return scanPart(text, 0, text.length);
}

/** The tokens of a part of a text that begins outside of any string; the last is `EOF` at `end`. */
export function scanPart(text: string, start: number, end: number): Token[] {
  const first = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start;
  return new Scanner(text, end, []).scan(first);
}

class Scanner {
  readonly #text: string;
  readonly #end: number;
  readonly #tokens: Token[];
  readonly #modes: Mode[] = [];
  #braces = 0;

  constructor(text: string, end: number, tokens: Token[]) {
    this.#text = text;
    this.#end = end;
    this.#tokens = tokens;
  }

  scan(start: number): Token[] {
    let at = start;
    while (at < this.#end) {
      const mode = this.#modes.at(-1);
      if (mode === undefined || mode.kind === "sequence") at = this.#normal(at);
      else if (mode.kind === "quoted") at = this.#quoted(at);
      else at = this.#heredoc(at, mode);
    }
    this.#give("EOF", this.#end, this.#end);
    return this.#tokens;
  }

  #give(type: TokenType, start: number, end: number): number {
    this.#tokens.push({ type, start, end });
    return end;
  }

  #normal(at: number): number {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === SPACE || code === TAB) return at + 1;
    if (code === LF) return this.#give("Newline", at, at + 1);
    if (code === CR && text.charCodeAt(at + 1) === LF) return this.#give("Newline", at, at + 2);
    if (isDigit(code)) return this.#give("NumberLit", at, numberEnd(text, at));
    const name = identifierLength(text, at);
    if (name > 0) return this.#give("Ident", at, at + name);
    switch (code) {
      case QUOTE:
        this.#modes.push({ kind: "quoted" });
        return this.#give("OQuote", at, at + 1);
      case OPEN_BRACE:
        this.#braces++;
        return this.#give("OBrace", at, at + 1);
      case CLOSE_BRACE:
        return this.#closeBrace(at, at + 1, "CBrace");
      case TILDE:
        if (text.charCodeAt(at + 1) === CLOSE_BRACE) return this.#closeBrace(at, at + 2, "TemplateSeqEnd");
        break;
      case HASH:
        return this.#give("Comment", at, this.#lineEnd(at));
      case SLASH: {
        if (text.charCodeAt(at + 1) === SLASH) return this.#give("Comment", at, this.#lineEnd(at));
        if (text.charCodeAt(at + 1) !== STAR) break;
        const close = text.indexOf("*/", at + 2);
        if (close < 0 || close + 2 > this.#end) break;
        return this.#give("Comment", at, close + 2);
      }
      case LESS: {
        const end = this.#heredocOpen(at);
        if (end !== undefined) return end;
        break;
      }
      default:
        break;
    }
    for (const [symbol, type] of symbolsByFirst[code] ?? []) {
      if (text.startsWith(symbol, at)) return this.#give(type, at, at + symbol.length);
    }
    return this.#give("Invalid", at, at + ((text.codePointAt(at) as number) > 0xffff ? 2 : 1));
  }

  /** Behind the line break, or the end of the text. */
  #lineEnd(at: number): number {
    const newline = this.#text.indexOf("\n", at);
    return newline < 0 || newline >= this.#end ? this.#end : newline + 1;
  }

  /** A brace closes the innermost template sequence if no other brace is open in it. */
  #closeBrace(at: number, end: number, otherwise: TokenType): number {
    const mode = this.#modes.at(-1);
    const closesSequence = mode?.kind === "sequence" && mode.braces === this.#braces;
    if (closesSequence) this.#modes.pop();
    this.#braces--;
    return this.#give(closesSequence ? "TemplateSeqEnd" : otherwise, at, end);
  }

  #heredocOpen(at: number): number | undefined {
    const text = this.#text;
    if (text.charCodeAt(at + 1) !== LESS) return undefined;
    const nameStart = text.charCodeAt(at + 2) === DASH ? at + 3 : at + 2;
    const length = identifierLength(text, nameStart);
    if (length === 0) return undefined;
    let end = nameStart + length;
    if (text.charCodeAt(end) === CR) end++;
    if (text.charCodeAt(end) !== LF || end >= this.#end) return undefined;
    this.#modes.push({ kind: "heredoc", tag: text.slice(nameStart, nameStart + length), atLineStart: true });
    return this.#give("OHeredoc", at, end + 1);
  }

  /** `${` or `%{`, with `~`: undefined where there is none, or where it is doubled and so stands for itself. */
  #sequenceOpen(at: number): number | undefined {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if ((code !== DOLLAR && code !== PERCENT) || text.charCodeAt(at + 1) !== OPEN_BRACE) return undefined;
    this.#braces++;
    this.#modes.push({ kind: "sequence", braces: this.#braces });
    const end = text.charCodeAt(at + 2) === TILDE ? at + 3 : at + 2;
    return this.#give(code === DOLLAR ? "TemplateInterp" : "TemplateControl", at, end);
  }

  /** The end of an escaped sequence's opening, `$${` or `%%{~`, or `at` where there is none. */
  #escapedSequence(at: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) !== text.charCodeAt(at) || text.charCodeAt(at + 2) !== OPEN_BRACE) return at;
    return text.charCodeAt(at + 3) === TILDE ? at + 4 : at + 3;
  }

  #quoted(at: number): number {
    const text = this.#text;
    const first = text.charCodeAt(at);
    if (first === QUOTE) {
      this.#modes.pop();
      return this.#give("CQuote", at, at + 1);
    }
    if (first === LF || first === CR) {
      let end = at + 1;
      while (end < this.#end && (text.charCodeAt(end) === LF || text.charCodeAt(end) === CR)) end++;
      return this.#give("QuotedNewline", at, end);
    }
    if (first === DOLLAR || first === PERCENT) {
      const sequence = this.#sequenceOpen(at);
      if (sequence !== undefined) return sequence;
      if (at + 1 === this.#end) return this.#give("Invalid", at, at + 1);
      return this.#give("QuotedLit", at, Math.max(at + 1, this.#escapedSequence(at)));
    }
    let end = at;
    while (end < this.#end) {
      const code = text.charCodeAt(end);
      if (code === QUOTE || code === LF || code === CR || code === DOLLAR || code === PERCENT) break;
      if (code === BACKSLASH) {
        const escaped = text.charCodeAt(end + 1);
        if (escaped === LF || escaped === CR || end + 1 >= this.#end) break;
        end += (text.codePointAt(end + 1) as number) > 0xffff ? 3 : 2;
      } else {
        end++;
      }
    }
    if (end === at) return this.#give("Invalid", at, at + 1);
    return this.#give("QuotedLit", at, end);
  }

  #heredoc(at: number, mode: Mode & { kind: "heredoc" }): number {
    const text = this.#text;
    let end = at;
    while (end < this.#end) {
      const code = text.charCodeAt(end);
      if (code === LF || (code === CR && text.charCodeAt(end + 1) === LF)) {
        const next = code === LF ? end + 1 : end + 2;
        if (mode.atLineStart && text.slice(at, end).trim() === mode.tag) {
          this.#modes.pop();
          this.#give("CHeredoc", at, end);
          return this.#give("Newline", end, next);
        }
        mode.atLineStart = true;
        return this.#give("StringLit", at, next);
      }
      if (code === CR) {
        // HCL's scanner has no way on from a lone carriage return in a heredoc and gives up.
        if (end > at) this.#give("StringLit", at, end);
        return this.#give("Invalid", end, this.#end);
      }
      if (code === DOLLAR || code === PERCENT) {
        const escaped = this.#escapedSequence(end);
        if (escaped > end) {
          end = escaped;
          continue;
        }
        if (text.charCodeAt(end + 1) === OPEN_BRACE) {
          mode.atLineStart = false;
          if (end > at) return this.#give("StringLit", at, end);
          return this.#sequenceOpen(at) as number;
        }
      }
      end++;
    }
    mode.atLineStart = false;
    return this.#give("StringLit", at, this.#end);
  }
}
