// The patterns of `fileset`: `*`, `?`, `[…]`, `{a,b}` and `**`, over paths with slashes. Source: doublestar's syntax.

import { bug } from "../../base/bug.js";

/** A test for paths, or undefined for a malformed pattern. */
export function globMatcher(pattern: string): ((path: string) => boolean) | undefined {
  // Every pair of braces multiplies the alternatives.
  if (pattern.split("{").length > mostBraces) return undefined;
  const alternatives = expandBraces(pattern);
  if (alternatives === undefined || !alternatives.every(isWellFormed)) return undefined;
  const segmented = alternatives.map((alternative) => alternative.split("/"));
  return (path) => segmented.some((segments) => matchSegments(segments, path.split("/")));
}

const mostBraces = 8;

/** The patterns that the braces stand for; undefined for an unbalanced brace. */
function expandBraces(pattern: string): string[] | undefined {
  let depth = 0;
  let open = -1;
  let start = 0;
  const choices: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "\\") at++;
    else if (character === "{") {
      if (depth++ === 0) [open, start] = [at, at + 1];
    } else if (character === "," && depth === 1) {
      choices.push(pattern.slice(start, at));
      start = at + 1;
    } else if (character === "}" && depth > 0 && --depth === 0) {
      choices.push(pattern.slice(start, at));
      const rest = pattern.slice(at + 1);
      const all: string[] = [];
      for (const choice of choices) {
        const expanded = expandBraces(pattern.slice(0, open) + choice + rest);
        if (expanded === undefined) return undefined;
        all.push(...expanded);
      }
      return all;
    }
  }
  return depth > 0 ? undefined : [pattern];
}

function isWellFormed(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "[") {
      const end = classEnd(pattern, at);
      if (end < 0) return false;
      at = end;
    }
  }
  return true;
}

/** Where a character class ends; -1 where it does not. */
function classEnd(pattern: string, open: number): number {
  let at = open + 1;
  if (pattern[at] === "^" || pattern[at] === "!") at++;
  for (let first = true; at < pattern.length; at++, first = false) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]" && !first) return at;
  }
  return -1;
}

function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return path.length === 0;
  if (head === "**") {
    for (let skip = 0; skip <= path.length; skip++) if (matchSegments(rest, path.slice(skip))) return true;
    return false;
  }
  const [first, ...others] = path;
  return first !== undefined && matchName(head, first) && matchSegments(rest, others);
}

/** One path segment. Only the last star is ever tried at another place, so the time is at most quadratic. */
function matchName(pattern: string, name: string): boolean {
  let at = 0;
  let position = 0;
  let star: { next: number; from: number } | undefined;
  while (position < name.length || at < pattern.length) {
    if (pattern[at] === "*") {
      star = { next: ++at, from: position };
      continue;
    }
    const step = at < pattern.length && position < name.length ? matchOne(pattern, at, name, position) : undefined;
    if (step) {
      at += step.pattern;
      position += step.name;
    } else if (star && star.from < name.length) {
      at = star.next;
      position = ++star.from;
    } else return false;
  }
  return true;
}

/** How far one symbol and one character reach, where they match. */
function matchOne(
  pattern: string,
  at: number,
  name: string,
  from: number,
): { pattern: number; name: number } | undefined {
  const character = String.fromCodePoint(name.codePointAt(from) ?? 0);
  const symbol = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  if (symbol === "?") return { pattern: 1, name: character.length };
  if (symbol === "[") {
    const end = classEnd(pattern, at);
    if (end < 0) bug("a malformed glob was not refused");
    return inClass(pattern.slice(at + 1, end), character)
      ? { pattern: end + 1 - at, name: character.length }
      : undefined;
  }
  const escaped = symbol === "\\";
  const wanted = escaped ? String.fromCodePoint(pattern.codePointAt(at + 1) ?? 0) : symbol;
  if (wanted !== character) return undefined;
  return { pattern: wanted.length + (escaped ? 1 : 0), name: character.length };
}

function inClass(body: string, character: string): boolean {
  const negated = body.startsWith("^") || body.startsWith("!");
  const members = [...(negated ? body.slice(1) : body)];
  let found = false;
  for (let i = 0; i < members.length; i++) {
    if (members[i] === "\\") i++;
    const low = members[i] ?? "";
    if (members[i + 1] === "-" && i + 2 < members.length) {
      i += 2;
      if (members[i] === "\\") i++;
      if (low <= character && character <= (members[i] ?? "")) found = true;
    } else if (low === character) found = true;
  }
  return found !== negated;
}
