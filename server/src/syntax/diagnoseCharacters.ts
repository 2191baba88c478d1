// What HCL's scanner reports by itself, for `diagnose`.

import type { TokenReader } from "./tokenReader.js";
import type { Token, TokenType } from "./tokens.js";

/** Tokens that HCL knows only to reject. Some are reported once for each text. */
export function checkCharacters(reader: TokenReader, tokens: readonly Token[]): void {
  const told = new Set<TokenType>();
  const once = (token: Token, id: string, summary: string, message: string) => {
    const key = token.type.startsWith("Bitwise") ? "BitwiseAnd" : token.type;
    if (!told.has(key)) reader.report(id, summary, message, token);
    told.add(key);
  };
  for (const token of tokens) {
    switch (token.type) {
      case "BitwiseAnd":
      case "BitwiseOr":
      case "BitwiseXor":
      case "BitwiseNot":
        once(
          token,
          "unsupported-operator",
          "Unsupported operator",
          "HCL has no bitwise operators; the logical ones are `&&`, `||` and `!`",
        );
        break;
      case "Apostrophe":
        once(
          token,
          "invalid-character",
          "Invalid character",
          'strings stand in double quotes (`"`), not in single ones',
        );
        break;
      case "Backtick":
        once(
          token,
          "invalid-character",
          "Invalid character",
          "a backtick has no meaning; a string of several lines is a heredoc, `<<EOT`",
        );
        break;
      case "Semicolon":
        once(
          token,
          "invalid-character",
          "Invalid character",
          "a semicolon has no meaning; arguments and blocks end with their line, items of a list are separated by commas",
        );
        break;
      case "QuotedNewline":
        reader.report(
          "multi-line-string",
          "Invalid multi-line string",
          'a quoted string ends on its own line: close it with `"`, write `\\n` for a line break, or use a heredoc',
          token,
        );
        break;
      case "Invalid": {
        const character = reader.textOf(token);
        const curly = character === "“" || character === "”";
        reader.report(
          "invalid-character",
          "Invalid character",
          curly ? 'curly quotes are not quotes of HCL; write `"`' : "this character has no meaning here",
          token,
        );
        break;
      }
      default:
        break;
    }
  }
}
