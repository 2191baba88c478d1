// How Go orders, quotes and measures text: OpenTofu's orders and messages depend on it.

/** Orders two strings by code point, as Go's byte order of UTF-8 does (JavaScript's own order is by UTF-16 unit). */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    // A surrogate stands for a code point above the whole of the basic plane, U+E000 … U+FFFF included.
    const leftRank = left >= 0xd800 && left <= 0xdfff ? left + 0x10000 : left;
    const rightRank = right >= 0xd800 && right <= 0xdfff ? right + 0x10000 : right;
    return leftRank - rightRank;
  }
  return a.length - b.length;
}

const namedEscapes: ReadonlyMap<number, string> = new Map([
  [7, "\\a"],
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
  [34, '\\"'],
  [92, "\\\\"],
]);

// Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. Not HCL text.
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Whether Go takes a character for one that can be printed. */
export function isPrintable(character: string): boolean {
  return printable.test(character);
}

/** The string as Go's `%q` writes it. */
export function goQuote(text: string): string {
  let result = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const named = namedEscapes.get(code);
    if (named !== undefined) result += named;
    else if (printable.test(character)) result += character;
    else if (code < 0x80) result += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code < 0x10000) result += `\\u${code.toString(16).padStart(4, "0")}`;
    else result += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return `${result}"`;
}

let segmenter: Intl.Segmenter | undefined;

/** The text cut into user-perceived characters (extended grapheme clusters), which OpenTofu counts as characters. */
export function graphemes(text: string): string[] {
  if (isAscii(text)) return asciiGraphemes(text);
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function asciiGraphemes(text: string): string[] {
  const result: string[] = [];
  for (let i = 0; i < text.length; i++) {
    // CR LF is one cluster.
    if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10) result.push(text.slice(i, ++i + 1));
    else result.push(text.charAt(i));
  }
  return result;
}

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a string. */
export function utf8Encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The string of UTF-8 bytes; undefined where they are not valid UTF-8. */
export function utf8Decode(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined; // The decoder has no other way to say so.
  }
}
