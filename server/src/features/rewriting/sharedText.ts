// What texts of one place have in common: written once, with a hole for what differs.

/** A text with holes: its pieces, between each two of which the same value stands. */
export type TextWithHoles = readonly string[];

/**
 * The text that all have where each has its own value in it, as whole words; undefined where they do not. `texts` are the
 * insides of quoted strings as they are written, and so are `values`.
 */
export function textAround(texts: readonly string[], values: readonly string[]): TextWithHoles | undefined {
  const pieces = texts.map((text, i) => splitAt(text, values[i] ?? ""));
  const [first = []] = pieces;
  if (first.length < 2 || !isSafe(first)) return undefined;
  const isOne = pieces.every((other) => other.length === first.length && other.every((piece, i) => piece === first[i]));
  return isOne ? first : undefined;
}

/** What is left of texts without the words that all begin and end with; undefined where nothing is left of one. */
export function differingMiddles(texts: readonly string[]): readonly string[] | undefined {
  const [first = ""] = texts;
  let start = 0;
  while (start < first.length && texts.every((text) => text[start] === first[start])) start++;
  while (start > 0 && texts.some((text) => !isWordBound(text, start) || !isWordChar(text[start]))) start--;
  const shortest = Math.min(...texts.map(({ length }) => length)) - start;
  let end = 0;
  while (end < shortest && texts.every((text) => text.at(-1 - end) === first.at(-1 - end))) end++;
  const isBound = (text: string): boolean =>
    isWordBound(text, text.length - end) && isWordChar(text[text.length - end - 1]);
  while (end > 0 && texts.some((text) => !isBound(text))) end--;
  const middles = texts.map((text) => text.slice(start, text.length - end));
  return middles.every((middle) => middle !== "" && isWordChar(middle[0]) && isWordChar(middle.at(-1)))
    ? middles
    : undefined;
}

/** The inside of quoted strings without escapes and interpolations, which may be taken apart; undefined for others. */
export function plainInsides(texts: readonly string[]): readonly string[] | undefined {
  const isPlain = (text: string): boolean =>
    text.length > 1 &&
    text.startsWith('"') &&
    text.endsWith('"') &&
    !text.slice(1, -1).includes('"') &&
    !["\\", "$", "%{"].some((special) => text.includes(special));
  return texts.every(isPlain) ? texts.map((text) => text.slice(1, -1)) : undefined;
}

/** True for a whole number as OpenTofu writes it, so that it is the same text in a template. */
export function isPlainInteger(text: string): boolean {
  return text !== "" && [...text].every(isDigit) && (text === "0" || !text.startsWith("0")) && text.length < 15;
}

/** A text at each place where a value stands in it as whole words. */
function splitAt(text: string, value: string): string[] {
  const pieces: string[] = [];
  if (value === "") return [text];
  let from = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (at < from || !isWordBound(text, at) || !isWordBound(text, at + value.length)) continue;
    pieces.push(text.slice(from, at));
    from = at + value.length;
  }
  return [...pieces, text.slice(from)];
}

/** False where a piece would give the `${` behind it another meaning. */
function isSafe(pieces: TextWithHoles): boolean {
  return pieces.every((piece) => !piece.endsWith("$") && !piece.endsWith("%"));
}

function isWordBound(text: string, at: number): boolean {
  return at <= 0 || at >= text.length || !isWordChar(text[at - 1]) || !isWordChar(text[at]);
}

function isWordChar(char: string | undefined): boolean {
  if (char === undefined) return false;
  return isDigit(char) || (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}
