// What is a number to HCL.

import type { TokenReader } from "./tokenReader.js";
import type { Token } from "./tokens.js";

/** HCL's scanner lets a number hold more dots than its parser does. */
export function checkNumber(reader: TokenReader, token: Token): void {
  if (!isPlainNumber(reader.text, token.start, token.end)) {
    reader.report(
      "invalid-number",
      "Invalid number literal",
      `\`${reader.textOf(token)}\` is not a number; in a string it stands in double quotes`,
      token,
    );
  }
}

/** Digits, at most one dot with digits behind it, at most one exponent. */
export function isPlainNumber(text: string, start: number, end: number): boolean {
  let dots = 0;
  let exponents = 0;
  for (let at = start; at < end; at++) {
    const character = text[at];
    if (character === ".") {
      dots++;
      if (dots > 1 || exponents > 0) return false;
    } else if (character === "e" || character === "E") {
      exponents++;
    }
  }
  return exponents <= 1;
}
