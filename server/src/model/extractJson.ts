// The facts of configuration in JSON syntax: declarations, and references inside of its strings.
//
// Source: OpenTofu's JSON configuration syntax. A string is a template, except where an address, a type or a keyword is
// expected; there it is the expression itself. A string's content is read as HCL at its own place, so that ranges are
// exact as long as it has no escapes that change its length, and never leave the string where it has.

import type { TextRange } from "../base/range.js";
import type { Body } from "../syntax/ast.js";
import { addressKey, resourceMode } from "./address.js";
import type { DeclarationFact, DeclarationKind, FileFacts, ReferenceFact } from "./facts.js";
import { noFacts } from "./facts.js";
import { type JsonKey, type JsonNode, jsonProperties, parseJson } from "./jsonTree.js";
import { type Place, placeOf } from "./places.js";
import { visitReferences } from "./references.js";

/** Parses a small piece of HCL; given by the workspace, which owns the parser. */
export type ParseBody = (text: string) => Body;

interface JsonFacts {
  readonly declarations: DeclarationFact[];
  readonly references: ReferenceFact[];
  readonly parse: ParseBody;
  readonly text: string;
}

/** Blocks with labels, by how many they have. */
const labelCounts: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  check: 1,
  run: 1,
  dynamic: 1,
  provisioner: 1,
  backend: 1,
};

/** The facts of a JSON configuration or test file; those of a text that is no JSON object are empty and erroneous. */
export function extractJsonConfiguration(text: string, parse: ParseBody): FileFacts {
  const root = parseJson(text);
  if (!root) return { ...noFacts, hasErrors: true };
  const facts: JsonFacts = { declarations: [], references: [], parse, text };
  // A file may hold one object, or an array of objects that are read as one body.
  const bodies = root.type === "array" ? (root.children ?? []) : [root];
  for (const body of bodies) for (const [key, value] of jsonProperties(body)) readBlocks(key.value, key, value, facts);
  const hasErrors = bodies.some((body) => body.type !== "object");
  return { ...noFacts, declarations: facts.declarations, references: facts.references, hasErrors };
}

/** The facts of a JSON variable values file: each key gives a value to the variable of its name. */
export function extractJsonValues(text: string): FileFacts {
  const root = parseJson(text);
  if (root?.type !== "object") return { ...noFacts, hasErrors: true };
  const references = jsonProperties(root).map(([key]): ReferenceFact => {
    const range = contentRange(key);
    const address = addressKey({ kind: "variable", name: key.value });
    return { key: address, place: "value", range, addressRange: range, nameRange: range, item: 0 };
  });
  return { ...noFacts, references };
}

function readBlocks(type: string, typeKey: JsonNode, value: JsonNode, facts: JsonFacts): void {
  readLabels(type, labelCounts[type] ?? 0, [], typeKey, value, facts);
}

function readLabels(
  type: string,
  left: number,
  labels: readonly JsonKey[],
  header: JsonNode,
  node: JsonNode,
  facts: JsonFacts,
): void {
  if (node.type === "array") {
    for (const element of node.children ?? []) readLabels(type, left, labels, header, element, facts);
  } else if (left > 0) {
    for (const [key, value] of jsonProperties(node)) readLabels(type, left - 1, [...labels, key], key, value, facts);
  } else {
    declare(type, labels, header, node, facts);
    readBody([type], node, facts);
  }
}

function declare(type: string, labels: readonly JsonKey[], header: JsonNode, body: JsonNode, facts: JsonFacts): void {
  const range = { start: header.offset, end: body.offset + body.length };
  const add = (
    kind: DeclarationKind,
    key: string,
    name: JsonNode & { value: string },
    extra: Partial<DeclarationFact>,
  ) =>
    facts.declarations.push({
      kind,
      key,
      name: name.value,
      nameRange: contentRange(name),
      range,
      header: { start: header.offset, end: header.offset + header.length },
      item: 0,
      ...extra,
    });
  const [first, second] = labels;
  if (type === "locals") {
    for (const [key, value] of jsonProperties(body)) {
      const local = addressKey({ kind: "local", name: key.value });
      add("local", local, key, { range: { start: key.offset, end: value.offset + value.length } });
    }
    return;
  }
  const mode = resourceMode(type);
  if (mode && first && second) {
    const key = addressKey({ kind: "resource", mode, type: first.value, name: second.value });
    add(mode === "managed" ? "resource" : mode, key, second, { type: first.value, ...repetitionOf(body) });
  } else if (first && (type === "variable" || type === "output" || type === "check" || type === "run")) {
    const hasDefault = type === "variable" ? { hasDefault: child(body, "default") !== undefined } : {};
    add(type, addressKey({ kind: type, name: first.value }), first, hasDefault);
  } else if (first && type === "module") {
    const source = child(body, "source");
    add("module", addressKey({ kind: "module", name: first.value }), first, {
      ...repetitionOf(body),
      ...(typeof source?.value === "string" ? { source: source.value } : {}),
      inputs: jsonProperties(body).map(([key]) => ({ name: key.value, range: contentRange(key) })),
    });
  } else if (first && type === "provider") {
    const alias = child(body, "alias");
    const named = typeof alias?.value === "string" ? (alias as JsonKey) : first;
    const address = { kind: "provider" as const, name: first.value, alias: named === first ? undefined : named.value };
    add("provider", addressKey(address), named, { type: first.value });
  }
}

function repetitionOf(body: JsonNode): Partial<DeclarationFact> {
  if (child(body, "count")) return { repetition: "count" };
  if (child(body, "for_each")) return { repetition: "for_each" };
  const lifecycle = child(body, "lifecycle");
  return lifecycle && child(lifecycle, "enabled") ? { repetition: "enabled" } : {};
}

function child(body: JsonNode, name: string): JsonNode | undefined {
  return jsonProperties(body).find(([key]) => key.value === name)?.[1];
}

/** Reads all strings below a body; nested objects are read as blocks, which only matters for where a string stands. */
function readBody(path: readonly string[], node: JsonNode, facts: JsonFacts): void {
  if (node.type === "array") {
    for (const element of node.children ?? []) readBody(path, element, facts);
    return;
  }
  for (const [key, value] of jsonProperties(node)) readValue(path, key.value, placeOf(path, key.value), value, facts);
}

function readValue(path: readonly string[], name: string, place: Place, node: JsonNode, facts: JsonFacts): void {
  if (place === "type" || place === "keyword" || place === "ignore_changes" || place === "encryption") return;
  if (node.type === "string") {
    readString(node, place, facts);
  } else if (node.type === "array") {
    for (const element of node.children ?? []) readValue(path, name, place, element, facts);
  } else if (node.type === "object") {
    const inner = [...path, name];
    for (const [key, value] of jsonProperties(node)) {
      if (place === "expression") readString(key, place, facts);
      const nested = place === "providers" ? "provider" : place === "expression" ? placeOf(inner, key.value) : place;
      readValue(inner, key.value, nested, value, facts);
    }
  }
}

/** `x = "` before a template, `x = ` before an expression. */
const prefix = "x = ";

function readString(node: JsonNode, place: Place, facts: JsonFacts): void {
  const content = contentRange(node);
  const raw = facts.text.slice(content.start, content.end);
  const isTemplate = place === "expression";
  if (isTemplate && !raw.includes("${") && !raw.includes("%{")) return;
  const source = isTemplate ? `${prefix}"${raw}"\n` : `${prefix}${raw}\n`;
  const shift = content.start - prefix.length - (isTemplate ? 1 : 0);
  const [attribute] = facts.parse(source).items;
  if (attribute?.kind !== "Attribute") return;
  const moved = (range: TextRange): TextRange => ({ start: range.start + shift, end: range.end + shift });
  visitReferences(attribute.value, place, [], (origin) => {
    if (!origin.address) return;
    const attribute = origin.accessors.find((accessor) => accessor.kind === "attr");
    facts.references.push({
      key: origin.key,
      place,
      range: moved(origin.range),
      addressRange: moved(origin.addressRange),
      nameRange: moved(origin.nameRange),
      item: 0,
      ...(attribute ? { attribute: { name: attribute.name, range: moved(attribute.step.nameRange) } } : {}),
    });
  });
}

/** What stands between a string's quotes. */
function contentRange(node: JsonNode): TextRange {
  return { start: node.offset + 1, end: Math.max(node.offset + 1, node.offset + node.length - 1) };
}
