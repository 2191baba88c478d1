// What `tofu fmt` rewrites beside whitespace: types of variables, needless interpolations, labels without quotes.
//
// It walks the tokens of a file HCL accepts, so that a name at the start of a body's line is an attribute where `=`
// follows it and a block otherwise.
import type { TextRange } from "../../base/range.js";
import { bracketChange, endsLine, type FormatToken, newToken } from "./formatToken.js";
import { decodeLabel, quotedLabel } from "./labels.js";

/** The tokens after the rewrites, and the stretches of the source that changed and make sense only as a whole. */
export interface Rewritten {
  readonly tokens: readonly FormatToken[];
  readonly changed: readonly TextRange[];
}

/**
 * Rewrites the tokens of a file without syntax errors as `tofu fmt` does (`formatBody` of its `fmt.go`).
 * Where that would drop a label, give text that is not HCL, or need a second run, the construct is left as it is.
 */
export function rewrite(source: readonly FormatToken[]): Rewritten {
  const tokens: FormatToken[] = [];
  const changed: TextRange[] = [];
  const blockTypes: string[] = [];
  let at = 0;
  const copyTo = (end: number): void => {
    for (; at < end; at++) tokens.push(source[at] as FormatToken);
  };
  const replaceTo = (end: number, replacement: readonly FormatToken[] | undefined): void => {
    const first = source[at];
    const last = source[end - 1];
    if (!replacement || !first || !last) {
      copyTo(end);
      return;
    }
    tokens.push(...replacement);
    changed.push({ start: first.start, end: last.end });
    at = end;
  };

  while (at < source.length) {
    const token = source[at] as FormatToken;
    if (token.type === "CBrace") blockTypes.pop();
    if (token.type !== "Ident") {
      copyTo(at + 1);
      continue;
    }
    const afterName = skipComments(source, at + 1);
    if (source[afterName]?.type === "Equal") {
      const start = skipComments(source, afterName + 1);
      const end = expressionEnd(source, start);
      const value = source.slice(start, end);
      const isVariableType = blockTypes.length === 1 && blockTypes[0] === "variable" && token.text === "type";
      copyTo(start);
      replaceTo(
        end,
        isVariableType ? variableType(value) : unwrapped(value, source[skipComments(source, end)], source[end]),
      );
      continue;
    }
    const brace = findBrace(source, at + 1);
    const labelsEnd = lastLabelEnd(source, at + 1, brace);
    copyTo(at + 1);
    if (labelsEnd > at) replaceTo(labelsEnd, canonicalLabels(source.slice(at, labelsEnd)));
    copyTo(brace + 1);
    blockTypes.push(token.text);
  }
  return { tokens, changed };
}

function skipComments(tokens: readonly FormatToken[], from: number): number {
  let i = from;
  while (tokens[i]?.type === "Comment") i++;
  return i;
}

/** The index behind the last token of the expression that starts at `start`; comments after it are not part of it. */
function expressionEnd(tokens: readonly FormatToken[], start: number): number {
  let depth = 0;
  let end = start;
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i] as FormatToken;
    if (depth === 0 && (endsLine(token) || token.type === "EOF" || token.type === "CBrace")) break;
    depth += bracketChange(token);
    if (token.type !== "Comment") end = i + 1;
  }
  return end;
}

function findBrace(tokens: readonly FormatToken[], from: number): number {
  let i = from;
  while (i < tokens.length && tokens[i]?.type !== "OBrace") i++;
  return Math.min(i, tokens.length - 1);
}

function lastLabelEnd(tokens: readonly FormatToken[], from: number, brace: number): number {
  let end = brace;
  while (end > from && tokens[end - 1]?.type === "Comment") end--;
  return end;
}

/** The labels of a header in canonical form; undefined where they are already, or one cannot be given exactly. */
function canonicalLabels(header: readonly FormatToken[]): FormatToken[] | undefined {
  const labels: FormatToken[] = [];
  for (let i = 0; i < header.length; i++) {
    const token = header[i] as FormatToken;
    if (token.type === "Comment") continue;
    if (token.type === "Ident") {
      labels.push(...quotedLabel(token.text));
      continue;
    }
    if (token.type !== "OQuote") return undefined;
    const literal = header[i + 1];
    if (literal?.type === "CQuote") {
      labels.push(...quotedLabel(""));
      i++;
      continue;
    }
    // A label with `$` or `%` is scanned in several pieces; `tofu fmt` loses it.
    if (literal?.type !== "QuotedLit" || header[i + 2]?.type !== "CQuote") return undefined;
    const value = decodeLabel(literal.text);
    if (value === undefined) return undefined;
    labels.push(...quotedLabel(value));
    i += 2;
  }
  return sameTokens(labels, header) ? undefined : labels;
}

function sameTokens(a: readonly FormatToken[], b: readonly FormatToken[]): boolean {
  return a.length === b.length && a.every((token, i) => token.type === b[i]?.type && token.text === b[i]?.text);
}

/** The type of a variable in today's form: `list` → `list(any)`, `"string"` → `string`, `"map"` → `map(string)`. */
function variableType(value: readonly FormatToken[]): FormatToken[] | undefined {
  const [first, literal, last] = value;
  if (value.length === 1 && first?.type === "Ident" && collectionTypes.has(first.text)) {
    return collectionOf(first.text, "any");
  }
  if (value.length !== 3 || first?.type !== "OQuote" || literal?.type !== "QuotedLit" || last?.type !== "CQuote") {
    return undefined;
  }
  if (literal.text === "string") return [newToken("Ident", "string")];
  return literal.text === "list" || literal.text === "map" ? collectionOf(literal.text, "string") : undefined;
}

const collectionTypes: ReadonlySet<string> = new Set(["list", "map", "set"]);

function collectionOf(collection: string, element: string): FormatToken[] {
  return [newToken("Ident", collection), newToken("OParen", "("), newToken("Ident", element), newToken("CParen", ")")];
}

/**
 * The expression inside of `"${…}"`; undefined where the value is no such thing or must stay. `following` is the first
 * token behind the value that is no comment, `next` the very next token.
 */
function unwrapped(
  value: readonly FormatToken[],
  following: FormatToken | undefined,
  next: FormatToken | undefined,
): FormatToken[] | undefined {
  const inside = wrappedExpression(value);
  if (!inside) return undefined;
  const parenthesised = inside[0]?.type === "OParen" && inside.at(-1)?.type === "CParen";
  if (inside.some((token) => token.type === "Newline") && !parenthesised) {
    // A heredoc's end marker must be alone on its line, so that no parenthesis can follow it.
    if (inside.at(-1)?.type === "CHeredoc") return undefined;
    return [newToken("OParen", "("), ...inside, newToken("CParen", ")")];
  }
  // Unwrapping once more on the next run would not be stable.
  if (wrappedExpression(withoutOuterComments(inside))) return undefined;
  return breaksOutside(inside, following, next) ? undefined : [...inside];
}

function withoutOuterComments(tokens: readonly FormatToken[]): readonly FormatToken[] {
  const start = skipComments(tokens, 0);
  let end = tokens.length;
  while (end > start && tokens[end - 1]?.type === "Comment") end--;
  return tokens.slice(start, end);
}

/** The tokens inside of `"${…}"` without line breaks around them, where there is exactly one interpolation. */
function wrappedExpression(value: readonly FormatToken[]): readonly FormatToken[] | undefined {
  const end = value.length - 2;
  if (value.length < 5 || value[0]?.type !== "OQuote" || value[1]?.type !== "TemplateInterp") return undefined;
  if (value[end]?.type !== "TemplateSeqEnd" || value[end + 1]?.type !== "CQuote") return undefined;
  let quotes = 0;
  for (let i = 2; i < end; i++) {
    const { type } = value[i] as FormatToken;
    if (type === "OQuote") quotes++;
    else if (type === "CQuote") quotes--;
    else if (quotes === 0 && (type === "TemplateInterp" || type === "TemplateSeqEnd" || type === "QuotedLit")) {
      return undefined;
    }
  }
  let from = 2;
  let to = end;
  while (from < to && value[from]?.type === "Newline") from++;
  while (to > from && value[to - 1]?.type === "Newline") to--;
  return value.slice(from, to);
}

/** True where a line break, ignored within `${…}`, would end the attribute once that is gone. */
function breaksOutside(
  inside: readonly FormatToken[],
  following: FormatToken | undefined,
  next: FormatToken | undefined,
): boolean {
  let depth = 0;
  for (const [i, token] of inside.entries()) {
    depth += bracketChange(token);
    if (depth > 0 || !endsLine(token)) continue;
    const endsAttribute = i === inside.length - 1 && following?.type !== "CBrace";
    if (!endsAttribute) return true;
  }
  return inside.at(-1)?.type === "CHeredoc" && next?.type !== "Newline";
}
