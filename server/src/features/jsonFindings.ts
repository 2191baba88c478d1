// What is wrong with configuration in JSON: its syntax, and what stands where no schema knows it.
//
// Source of the rules: hcl v2.20, `json/structure.go`. What providers and modules define is not looked at.

import type { TextRange } from "../base/range.js";
import { isOverride } from "../model/builtins/fileKinds.js";
import { type BlockSchema, type BodySchema, forLabels, rootSchema } from "../model/builtins/schema.js";
import { didYouMean } from "../model/builtins/suggest.js";
import { type JsonNode, jsonProperties, parseJson } from "../model/jsonTree.js";
import type { Product } from "../model/product.js";
import type { FileEntry } from "../model/workspace.js";
import { diagnoseJson } from "../syntax/diagnoseJson.js";
import type { Diagnostic } from "./diagnostic.js";

/** The rule of mistakes that make a text no JSON. */
export const jsonSyntaxRule = "json";

/** The findings in a file of JSON syntax; none for one whose kind is not known. */
export function jsonFindings(entry: FileEntry, product: Product): Diagnostic[] {
  const kind = entry.type?.kind;
  if (kind !== "configuration" && kind !== "test" && kind !== "variables") return [];
  const syntax = diagnoseJson(entry.text);
  if (syntax.length > 0) {
    return syntax.map(({ id, range, summary, message }) => finding(entry, id, range, summary, message));
  }
  const root = kind === "variables" ? undefined : parseJson(entry.text);
  if (!root) return [];
  const check = new StructureCheck(entry);
  check.body(bodiesOf(root), rootSchema(kind, product), "a file", undefined);
  return check.found;
}

function finding(entry: FileEntry, rule: string, range: TextRange, summary: string, message: string): Diagnostic {
  const { uri } = entry;
  return {
    rule,
    severity: "error",
    phase: "file",
    uri,
    range,
    summary,
    message,
    tags: [],
    related: [],
    fixes: [],
  };
}

function bodiesOf(node: JsonNode): readonly JsonNode[] {
  return node.type === "array" ? (node.children ?? []) : [node];
}

class StructureCheck {
  readonly found: Diagnostic[] = [];
  readonly #entry: FileEntry;

  constructor(entry: FileEntry) {
    this.#entry = entry;
  }

  #report(range: TextRange, summary: string, message: string): void {
    this.found.push(finding(this.#entry, "json-structure", range, summary, message));
  }

  /** Objects that are read as one body. */
  body(objects: readonly JsonNode[], schema: BodySchema, what: string, header: JsonNode | undefined): void {
    if (schema.freeform) return;
    const given = new Set<string>();
    for (const object of objects) {
      if (object.type !== "object") {
        this.#report(
          startOf(object),
          "Incorrect JSON value type",
          `an object is needed here, with what belongs to ${what}`,
        );
        return;
      }
      for (const [key, value] of jsonProperties(object)) {
        given.add(key.value);
        const block = schema.blocks[key.value];
        if (schema.attributes[key.value]) continue;
        if (block) this.#blocks(key.value, block, [], value);
        else if (!schema.openBody) this.#extraneous(key, schema, what);
      }
    }
    if (!header || isOverride(this.#entry.name)) return;
    for (const [name, attribute] of Object.entries(schema.attributes)) {
      if (attribute.required !== true || given.has(name)) continue;
      const last = objects.at(-1) ?? header;
      const end = last.offset + last.length;
      this.#report({ start: end - 1, end }, "Missing required argument", `${what} needs the property \`${name}\``);
    }
  }

  #extraneous(key: JsonNode & { readonly value: string }, schema: BodySchema, what: string): void {
    const suggestion = didYouMean(key.value, [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)]);
    const hint = suggestion === undefined ? "" : `. Did you mean \`${suggestion}\`?`;
    this.#report(
      rangeOf(key),
      "Extraneous JSON object property",
      `${what} has no argument and no block \`${key.value}\`${hint}`,
    );
  }

  #blocks(type: string, schema: BlockSchema, labels: readonly string[], node: JsonNode): void {
    if (schema.reserved || schema.removed || type === "dynamic" || type === "_" || node.type === "null") return;
    const label = schema.labels[labels.length];
    if (label) {
      this.#labelled(type, schema, labels, label.name, node);
      return;
    }
    const described = forLabels(schema, labels);
    for (const body of bodiesOf(node)) {
      if (body.type === "object") this.body([body], described, `\`${type}\``, node);
      else this.#wrongType(body, `the body of a \`${type}\` block is an object`);
    }
  }

  #labelled(type: string, schema: BlockSchema, labels: readonly string[], label: string, node: JsonNode): void {
    let properties = 0;
    for (const object of bodiesOf(node)) {
      if (object.type !== "object") {
        this.#wrongType(object, `an object is needed here, with the ${label} of each \`${type}\` as a property`);
        return;
      }
      for (const [key, value] of jsonProperties(object)) {
        properties++;
        this.#blocks(type, schema, [...labels, key.value], value);
      }
    }
    if (properties > 0) return;
    this.#report(
      startOf(node),
      "Missing block label",
      `the ${label} of the \`${type}\` is missing: a property with its name`,
    );
  }

  #wrongType(node: JsonNode, message: string): void {
    this.#report(startOf(node), "Incorrect JSON value type", message);
  }
}

function rangeOf({ offset, length }: JsonNode): TextRange {
  return { start: offset, end: offset + length };
}

/** The bracket of an object or list, else the whole value. */
function startOf(node: JsonNode): TextRange {
  const isNested = node.type === "object" || node.type === "array";
  return isNested ? { start: node.offset, end: node.offset + 1 } : rangeOf(node);
}
