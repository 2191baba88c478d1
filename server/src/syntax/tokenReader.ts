// Reads tokens one by one, as HCL's parser does, and collects the mistakes found on the way.

import type { TextRange } from "../base/range.js";
import type { SyntaxError as HclSyntaxError } from "./ast.js";
import type { Token, TokenType } from "./tokens.js";

/** Deeper nesting than this is reported and not looked into. */
export const maxNesting = 400;

const opposite: Partial<Record<TokenType, TokenType>> = {
  CBrace: "OBrace",
  CBrack: "OBrack",
  CParen: "OParen",
  CQuote: "OQuote",
  CHeredoc: "OHeredoc",
  TemplateSeqEnd: "TemplateInterp",
};

/** The token that opens what `closer` closes. */
export function openerOf(closer: TokenType): TokenType {
  return opposite[closer] ?? "Invalid";
}

/** A block that HCL has found in a text. */
export interface FoundBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** The range of its type's name. */
  readonly range: TextRange;
}

export class TokenReader {
  readonly text: string;
  readonly errors: HclSyntaxError[] = [];
  /** The blocks that the next token stands in, outermost first. */
  readonly path: FoundBlock[] = [];
  /** Called at the brace of each block, before it is in `path`. */
  onBlock: ((block: FoundBlock) => void) | undefined;
  /** True where the text ended inside of a block or of brackets, so that HCL would read on in text behind it. */
  ranOut = false;
  /** True from the first mistake on, after which most others would only follow from it. */
  recovery = false;
  depth = 0;
  readonly #tokens: readonly Token[];
  readonly #lineOf: (offset: number) => number;
  readonly #newlinesCount: boolean[] = [true];
  #next = 0;

  /** `lineOf` gives the 1-based line of an offset, for messages. */
  constructor(text: string, tokens: readonly Token[], lineOf: (offset: number) => number) {
    this.text = text;
    this.#tokens = tokens;
    this.#lineOf = lineOf;
  }

  lineOf(offset: number): number {
    return this.#lineOf(offset);
  }

  textOf(token: TextRange): string {
    return this.text.slice(token.start, token.end);
  }

  /** A word token with this text. */
  isWord(token: Token, word: string): boolean {
    return token.type === "Ident" && this.textOf(token) === word;
  }

  /** Runs `read` with line breaks as tokens, or as white space. */
  withNewlines<T>(count: boolean, read: () => T): T {
    this.#newlinesCount.push(count);
    const result = read();
    this.#newlinesCount.pop();
    return result;
  }

  peek(): Token {
    return this.#find(this.#next)[0];
  }

  read(): Token {
    const [token, next] = this.#find(this.#next);
    this.#next = next;
    return token;
  }

  /** The token before the next one, white space and comments included. */
  previous(): TextRange {
    return (this.#next === 0 ? this.peek() : this.#tokens[this.#next - 1]) as TextRange;
  }

  #find(from: number): [Token, number] {
    const newlines = this.#newlinesCount.at(-1) === true;
    for (let i = from; i < this.#tokens.length; i++) {
      const token = this.#tokens[i] as Token;
      if (token.type === "Newline" && !newlines) continue;
      if (token.type === "Comment") {
        // A line comment holds its line break, which counts where line breaks do.
        if (!newlines || this.text.charCodeAt(token.end - 1) !== 10 || this.text.startsWith("/*", token.start))
          continue;
        return [{ type: "Newline", start: token.end - 1, end: token.end }, i + 1];
      }
      return [token, i + 1];
    }
    return [this.#tokens.at(-1) as Token, this.#tokens.length];
  }

  report(id: string, summary: string, message: string, range: TextRange, related?: HclSyntaxError["related"]): void {
    const where = { start: range.start, end: range.end };
    this.errors.push({ id, summary, message, range: where, ...(related === undefined ? {} : { related }) });
  }

  /** Reports a mistake, unless an earlier one explains it. */
  reportFirst(
    id: string,
    summary: string,
    message: string,
    range: TextRange,
    related?: HclSyntaxError["related"],
  ): void {
    if (!this.recovery) this.report(id, summary, message, range, related);
  }

  /** Reads up to and with the closer of the brackets we are in. */
  recoverTo(closer: TokenType): Token {
    const opener = openerOf(closer);
    this.recovery = true;
    let nested = 0;
    for (;;) {
      const token = this.read();
      let type = token.type;
      if (closer === "TemplateSeqEnd" && type === "TemplateControl") type = "TemplateInterp";
      if (type === opener) {
        nested++;
      } else if (type === closer) {
        if (nested === 0) return token;
        nested--;
      } else if (type === "EOF") {
        this.ranOut = true;
        return token;
      }
    }
  }

  /** Reads over the next brackets that `opener` opens. */
  recoverOver(opener: TokenType, closer: TokenType): Token {
    for (;;) {
      const token = this.read();
      if (token.type === opener || token.type === "EOF") return this.recoverTo(closer);
    }
  }

  /** Reads up to the line break that ends the item we are in. */
  recoverAfterItem(): void {
    this.recovery = true;
    const open: TokenType[] = [];
    for (;;) {
      const token = this.read();
      switch (token.type) {
        case "Newline":
          if (open.length === 0) return;
          break;
        case "EOF":
          this.ranOut ||= open.length > 0;
          return;
        case "OBrace":
        case "OBrack":
        case "OParen":
        case "OQuote":
        case "OHeredoc":
          open.push(token.type);
          break;
        case "TemplateInterp":
        case "TemplateControl":
          open.push("TemplateInterp");
          break;
        case "CBrace":
        case "CBrack":
        case "CParen":
        case "CQuote":
        case "CHeredoc":
        case "TemplateSeqEnd": {
          const opener = openerOf(token.type);
          while (open.length > 0 && open.at(-1) !== opener) open.pop();
          open.pop();
          break;
        }
        default:
          break;
      }
    }
  }

  /** Gives up on text that is nested too deeply. */
  giveUp(at: TextRange): void {
    this.reportFirst(
      "nesting-too-deep",
      "Nesting too deep",
      `this is nested more than ${maxNesting} levels deep; move a part of it into a local value`,
      at,
    );
    this.recovery = true;
    this.#next = this.#tokens.length;
  }
}
