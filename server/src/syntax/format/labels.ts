// Block labels in their canonical form: quoted, with only the escapes they need.
import { type FormatToken, newToken } from "./formatToken.js";

/** A quoted label for a value. An empty one is two quotes and nothing between. */
export function quotedLabel(value: string): FormatToken[] {
  const quote = (type: "OQuote" | "CQuote"): FormatToken => newToken(type, '"');
  if (value === "") return [quote("OQuote"), quote("CQuote")];
  return [quote("OQuote"), newToken("QuotedLit", encodeLabel(value)), quote("CQuote")];
}

/** The value of a quoted label's literal; undefined where an escape is none of HCL's. */
export function decodeLabel(literal: string): string | undefined {
  let value = "";
  for (let i = 0; i < literal.length; i++) {
    if (literal[i] !== "\\") {
      value += literal[i];
      continue;
    }
    i++;
    const letter = literal[i] ?? "";
    const simple = simpleEscapes.get(letter);
    if (simple !== undefined) {
      value += simple;
      continue;
    }
    const digits = letter === "u" ? 4 : letter === "U" ? 8 : 0;
    const code = digits > 0 ? hexValue(literal.slice(i + 1, i + 1 + digits), digits) : undefined;
    if (code === undefined) return undefined;
    value += String.fromCodePoint(code);
    i += digits;
  }
  return value;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

function hexValue(digits: string, length: number): number | undefined {
  if (digits.length !== length) return undefined;
  let value = 0;
  for (const digit of digits) {
    const at = "0123456789abcdef".indexOf(digit.toLowerCase());
    if (at < 0) return undefined;
    value = value * 16 + at;
  }
  return value > 0x10ffff ? undefined : value;
}

/** Escapes as hclwrite does (`escapeQuotedStringLit`). OpenTofu's strings are in Unicode's normal form C. */
function encodeLabel(value: string): string {
  const characters = [...value.normalize("NFC")];
  return characters.map((character, i) => encodeCharacter(character, characters[i + 1])).join("");
}

function encodeCharacter(character: string, next: string | undefined): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    case '"':
      return '\\"';
    case "\\":
      return "\\\\";
    case "$":
    case "%":
      return next === "{" ? character + character : character;
    default:
      return isPrintable(character) ? character : escapeCodePoint(character.codePointAt(0) ?? 0);
  }
}

function escapeCodePoint(code: number): string {
  const hex = code.toString(16);
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols, and of all spaces the plain one. */
function isPrintable(character: string): boolean {
  return character === " " || printable.test(character);
}

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
