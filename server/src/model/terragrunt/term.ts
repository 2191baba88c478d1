// Values with their unknown parts named: what a configuration comes to, comparable before and after an edit.
//
// A `Value` that is unknown says nothing of where it came from. A term keeps it, as an expression in which every local
// value, include and path is replaced by what it stands for. Two terms that print the same are the same configuration,
// whatever is found when it runs, unless it runs elsewhere.

import type { TextRange } from "../../base/range.js";
import { numberToText } from "../values/numberText.js";
import { dynamicType, type Type } from "../values/type.js";
import {
  dynamicValue,
  isWhollyKnown,
  objectValue,
  stringValue,
  tupleValue,
  unmarkDeep,
  Value,
} from "../values/value.js";

/** Plain data, as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Where an entry of an object was written. */
export interface Origin {
  readonly uri: string;
  /** The whole entry: `name = value`. */
  readonly range: TextRange;
}

export interface TermEntry {
  readonly term: Term;
  readonly origin?: Origin;
}

export type Term =
  /** A string, a number, a bool or null that is known. */
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, TermEntry> }
  | { readonly kind: "list"; readonly elements: readonly Term[] }
  /** What cannot be known here: its type, and the expression it is the result of. */
  | { readonly kind: "unknown"; readonly type: Type; readonly source: Json };

export function textTerm(text: string): Term {
  return { kind: "value", value: stringValue(text) };
}

export function objectTerm(entries: Iterable<readonly [string, TermEntry]>): Term & { kind: "object" } {
  return { kind: "object", entries: new Map(entries) };
}

export function listTerm(elements: readonly Term[]): Term {
  return { kind: "list", elements };
}

export function unknownTerm(source: Json, type: Type = dynamicType): Term {
  return { kind: "unknown", type, source: weightOf(source) > heaviest ? { digest: digestOf(source) } : source };
}

/** What has more parts than this is told apart by a digest only. No configuration may hold up its editor. */
const heaviest = 50_000;

/** The term itself, or, where it has too many parts, an unknown one that stands for exactly these. */
export function boundedTerm(term: Term): Term {
  return weightOfTerm(term) > heaviest ? unknownTerm({ digest: digestOf(plainTerm(term)) }) : term;
}

const termWeights = new WeakMap<Term, number>();

/** How many parts a term has at every depth; parts that are shared count as often as they appear. */
function weightOfTerm(term: Term): number {
  const known = termWeights.get(term);
  if (known !== undefined) return known;
  let weight = 1;
  if (term.kind === "object") for (const entry of term.entries.values()) weight += weightOfTerm(entry.term);
  else if (term.kind === "list") for (const element of term.elements) weight += weightOfTerm(element);
  else if (term.kind === "unknown") weight += weightOf(term.source);
  termWeights.set(term, weight);
  return weight;
}

const weights = new WeakMap<object, number>();

function weightOf(json: Json): number {
  if (json === null || typeof json !== "object") return 1;
  const known = weights.get(json);
  if (known !== undefined) return known;
  let weight = 1;
  for (const part of Object.values(json)) weight += weightOf(part);
  weights.set(json, weight);
  return weight;
}

const digests = new WeakMap<object, string>();

/** A short text that is the same for equal data and, as good as surely, for no other. */
function digestOf(json: Json): string {
  if (json === null || typeof json !== "object") return JSON.stringify(json);
  const known = digests.get(json);
  if (known !== undefined) return known;
  const parts = Object.entries(json).map(([name, part]) => `${JSON.stringify(name)}:${digestOf(part)}`);
  const text = parts.join(",");
  const digest = text.length <= longestDigest ? `{${text}}` : `#${text.length}-${hashOf(text, 17)}${hashOf(text, 31)}`;
  digests.set(json, digest);
  return digest;
}

const longestDigest = 64;

/** A number for a text (FNV-1a), begun with a seed. */
function hashOf(text: string, seed: number): string {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** A value that is wholly known, taken apart; marks are dropped. */
export function termOfValue(value: Value): Term {
  const { type } = value;
  if (value.isMarked) return termOfValue(unmarkDeep(value));
  if (value.hasContent && (type.kind === "object" || type.kind === "map")) {
    return objectTerm([...value.entries].map(([name, entry]) => [name, { term: termOfValue(entry) }]));
  }
  if (value.hasContent && (type.kind === "tuple" || type.kind === "list" || type.kind === "set")) {
    return listTerm(value.elements.map(termOfValue));
  }
  if (!value.isKnown) return unknownTerm(null, type);
  return { kind: "value", value };
}

/** The term as a value, in which unknown parts are unknown values. */
export function valueOfTerm(term: Term): Value {
  switch (term.kind) {
    case "value":
      return term.value;
    case "object":
      return objectValue([...term.entries].map(([name, entry]) => [name, valueOfTerm(entry.term)]));
    case "list":
      return tupleValue(term.elements.map(valueOfTerm));
    case "unknown":
      return term.type.kind === "dynamic" ? dynamicValue : Value.unknown(term.type);
  }
}

/** True where no part of it is unknown. */
export function isKnownTerm(term: Term): boolean {
  switch (term.kind) {
    case "value":
      return true;
    case "object":
      return [...term.entries.values()].every((entry) => isKnownTerm(entry.term));
    case "list":
      return term.elements.every(isKnownTerm);
    case "unknown":
      return false;
  }
}

/** The name under which plain data holds the expression of an unknown part. */
export const unknownKey = "$unknown";

/** The term as plain data with sorted names; unknown parts are objects with the one entry `$unknown`. */
export function plainTerm(term: Term): Json {
  const known = plainTerms.get(term);
  if (known !== undefined) return known;
  const plain = plainOf(term);
  plainTerms.set(term, plain);
  return plain;
}

/** What terms share is shared by their plain data. */
const plainTerms = new WeakMap<Term, Json>();

function plainOf(term: Term): Json {
  switch (term.kind) {
    case "value":
      return plainValue(term.value);
    case "object": {
      const plain: Record<string, Json> = Object.create(null);
      for (const name of [...term.entries.keys()].sort()) {
        const entry = term.entries.get(name);
        if (entry) plain[name] = plainTerm(entry.term);
      }
      return plain;
    }
    case "list":
      return term.elements.map(plainTerm);
    case "unknown":
      return { [unknownKey]: term.source };
  }
}

function plainValue(value: Value): Json {
  if (value.isNull) return null;
  switch (value.type.kind) {
    case "string":
      return value.text;
    case "bool":
      return value.isTrue;
    case "number": {
      const text = numberToText(value.number);
      const number = Number(text);
      return String(number) === text ? number : text;
    }
    default:
      return null;
  }
}

/** The part of a term that a name or an index leads to; undefined where it has no such part. */
export function partOfTerm(term: Term, key: string | number): Term | undefined {
  switch (term.kind) {
    case "object":
      return term.entries.get(String(key))?.term;
    case "list":
      return term.elements[Number(key)];
    case "unknown":
      return unknownTerm({ of: term.source, get: key });
    case "value":
      return undefined;
  }
}

/** Two objects as one, the second's entries going before; lists are joined and maps merged inside where it is deep. */
export function mergeTerms(parent: Term, child: Term, deep: boolean): Term {
  if (parent.kind === "object" && child.kind === "object") {
    const entries = new Map(parent.entries);
    for (const [name, entry] of child.entries) {
      const known = entries.get(name);
      const origin = entry.origin ? { origin: entry.origin } : {};
      entries.set(name, known && deep ? { term: mergeTerms(known.term, entry.term, true), ...origin } : entry);
    }
    return { kind: "object", entries };
  }
  if (deep && parent.kind === "list" && child.kind === "list") {
    return listTerm([...parent.elements, ...child.elements]);
  }
  const isUnknown = parent.kind === "unknown" || child.kind === "unknown";
  const mayMerge = isUnknown && !isScalar(parent) && !isScalar(child);
  if (!mayMerge) return child;
  return unknownTerm({ [deep ? "deep_merge" : "merge"]: [plainTerm(parent), plainTerm(child)] });
}

function isScalar(term: Term): boolean {
  return term.kind === "value" || (term.kind === "unknown" && ["string", "number", "bool"].includes(term.type.kind));
}

/** A known value as a term, or undefined where a part of it is unknown. */
export function knownTerm(value: Value): Term | undefined {
  return isWhollyKnown(value) ? termOfValue(value) : undefined;
}
