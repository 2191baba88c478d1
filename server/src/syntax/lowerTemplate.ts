// The values of a template's literal parts: escapes, `~` trimming and the indentation of `<<-`, as HCL computes them.

import { type FlatTree, Kind } from "./lowerKinds.js";

/** One token of literal text as HCL's scanner cuts it: heredocs by lines, quoted text as a whole. */
interface LiteralToken {
  readonly node: number;
  value: string;
}

type Entry = LiteralToken | { readonly node: undefined; readonly trimLeft: boolean; readonly trimRight: boolean };

/** Unicode's white space, as Go's `unicode.IsSpace` has it. */
function isSpace(code: number): boolean {
  return (
    (code >= 9 && code <= 13) ||
    code === 32 ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function leadingSpaces(text: string): number {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function trimRight(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

const hexDigits = "0123456789abcdefABCDEF";

/** How many UTF-16 units the escape at `at` (a backslash) takes, and what it stands for; undefined where it is none of HCL's. */
export function readEscape(text: string, at: number): { length: number; value: string | undefined } {
  switch (text[at + 1]) {
    case "n":
      return { length: 2, value: "\n" };
    case "r":
      return { length: 2, value: "\r" };
    case "t":
      return { length: 2, value: "\t" };
    case '"':
      return { length: 2, value: '"' };
    case "\\":
      return { length: 2, value: "\\" };
    case "u":
    case "U": {
      const digits = text[at + 1] === "u" ? 4 : 8;
      let length = 2;
      while (length < 2 + digits && at + length < text.length && hexDigits.includes(text[at + length] as string))
        length++;
      if (length < 2 + digits) return { length, value: undefined };
      const code = Number.parseInt(text.slice(at + 2, at + length), 16);
      const valid = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return { length, value: valid ? String.fromCodePoint(code) : undefined };
    }
    default:
      return { length: Math.min(2, text.length - at), value: undefined };
  }
}

/** The value of literal template text. An escape that is not HCL's stands for itself. */
export function decodeText(text: string, quoted: boolean): string {
  if (!(quoted && text.includes("\\")) && !text.includes("${") && !text.includes("%{")) return text;
  let value = "";
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    if (quoted && character === "\\") {
      const sequence = readEscape(text, at);
      value += sequence.value ?? text.slice(at, at + sequence.length);
      at += sequence.length;
    } else if ((character === "$" || character === "%") && text[at + 1] === character) {
      // `$${` is an escaped `${`; two of them before anything else are just two.
      value += text[at + 2] === "{" ? character : character + character;
      at += 2;
    } else {
      value += character;
      at++;
    }
  }
  return value;
}

function collect(flat: FlatTree, text: string, node: number, quoted: boolean, entries: Entry[]): void {
  const end = flat.next(node);
  for (let at = node + 1; at < end; at = flat.next(at)) {
    switch (flat.kind(at)) {
      case Kind.TemplateLiteral: {
        const literal = text.slice(flat.start(at), flat.end(at));
        if (quoted) {
          entries.push({ node: at, value: decodeText(literal, true) });
          break;
        }
        let line = 0;
        while (line < literal.length) {
          const newline = literal.indexOf("\n", line);
          const next = newline < 0 ? literal.length : newline + 1;
          entries.push({ node: at, value: decodeText(literal.slice(line, next), false) });
          line = next;
        }
        break;
      }
      case Kind.TemplateIf:
      case Kind.TemplateFor:
        collect(flat, text, at, quoted, entries);
        break;
      case Kind.Interpolation:
      case Kind.IfMarker:
      case Kind.ElseMarker:
      case Kind.EndIfMarker:
      case Kind.ForMarker:
      case Kind.EndForMarker:
        entries.push({ node: undefined, ...trimMarkers(flat, text, at) });
        break;
      default:
        break;
    }
  }
}

/** Whether a template sequence has `~` at its beginning and end. */
export function trimMarkers(flat: FlatTree, text: string, node: number): { trimLeft: boolean; trimRight: boolean } {
  return { trimLeft: text[flat.start(node) + 2] === "~", trimRight: text[flat.end(node) - 2] === "~" };
}

/** Removes the smallest indentation of the lines, as `<<-` asks for; blank lines do not count. */
function flushIndentation(entries: readonly Entry[]): void {
  let smallest = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  const adjusted: LiteralToken[] = [];
  for (const entry of entries) {
    if (atLineStart) {
      atLineStart = false;
      let spaces = 0;
      if (entry.node !== undefined) {
        spaces = leadingSpaces(entry.value);
        if (spaces === entry.value.length && entry.value.endsWith("\n")) spaces = Number.POSITIVE_INFINITY;
        else adjusted.push(entry);
      }
      smallest = Math.min(smallest, spaces);
    }
    if (entry.node !== undefined && entry.value.endsWith("\n")) atLineStart = true;
  }
  for (const literal of adjusted) literal.value = literal.value.slice(smallest);
}

/** The values of the literal parts of a template, by their nodes. */
export function literalValues(
  flat: FlatTree,
  text: string,
  template: number,
  quoted: boolean,
  flush: boolean,
): Map<number, string> {
  const entries: Entry[] = [];
  collect(flat, text, template, quoted, entries);
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as Entry;
    if (entry.node !== undefined) continue;
    const before = entries[i - 1];
    const after = entries[i + 1];
    if (entry.trimLeft && before?.node !== undefined) before.value = trimRight(before.value);
    if (entry.trimRight && after?.node !== undefined) after.value = after.value.slice(leadingSpaces(after.value));
  }
  if (flush) flushIndentation(entries);
  const values = new Map<number, string>();
  for (const entry of entries) {
    if (entry.node !== undefined) values.set(entry.node, (values.get(entry.node) ?? "") + entry.value);
  }
  return values;
}
