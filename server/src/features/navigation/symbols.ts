// The outline of a file, and the search for names in the whole workspace.

import type { TextRange } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import { derived } from "../../model/derived.js";
import type { DeclarationFact } from "../../model/facts.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, BodyItem, Expression, SourceFile } from "../../syntax/ast.js";
import { unitNames } from "../terragrunt/hierarchy.js";

/** What an entry is, for its icon. */
export type SymbolKind =
  | "resource"
  | "data"
  | "module"
  | "variable"
  | "local"
  | "output"
  | "provider"
  | "block"
  | "attribute"
  | "string"
  | "number"
  | "boolean"
  | "array"
  | "object"
  | "null"
  | "test";

export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: TextRange;
  /** What is selected on a click; lies within `range`. */
  readonly selection: TextRange;
  readonly children: readonly OutlineEntry[];
}

const blockKinds: Readonly<Record<string, SymbolKind>> = {
  resource: "resource",
  data: "data",
  ephemeral: "data",
  module: "module",
  variable: "variable",
  output: "output",
  provider: "provider",
  run: "test",
};

/** The blocks and attributes of a file as a tree. Broken parts give what could be understood. */
export function outline(file: SourceFile): readonly OutlineEntry[] {
  return file.body.items.map((item) => entryOf(item, undefined));
}

function entryOf(item: BodyItem, parent: Block | undefined): OutlineEntry {
  return item.kind === "Block" ? blockEntry(item) : attributeEntry(item, parent);
}

function blockEntry(block: Block): OutlineEntry {
  const labels = block.labels.map((label) => label.value).filter((label) => label !== "");
  return {
    name: labels.length === 0 ? block.type.name : labels.join("."),
    detail: labels.length === 0 ? "" : block.type.name,
    kind: blockKinds[block.type.name] ?? "block",
    range: block.range,
    selection: block.header,
    children: block.body.items.map((item) => entryOf(item, block)),
  };
}

function attributeEntry(attribute: Attribute, parent: Block | undefined): OutlineEntry {
  const value = attribute.value;
  return {
    name: attribute.name.name === "" ? "=" : attribute.name.name,
    detail: "",
    kind: parent?.type.name === "locals" ? "local" : valueKind(value),
    range: attribute.range,
    selection: attribute.name.range,
    children: objectEntries(value),
  };
}

function objectEntries(value: Expression): readonly OutlineEntry[] {
  if (value.kind !== "ObjectConsExpr") return [];
  return value.items.flatMap((item): OutlineEntry[] =>
    item.name === undefined || item.name === ""
      ? []
      : [
          {
            name: item.name,
            detail: "",
            kind: valueKind(item.value),
            range: item.range,
            selection: item.key.range,
            children: objectEntries(item.value),
          },
        ],
  );
}

function valueKind(value: Expression): SymbolKind {
  switch (value.kind) {
    case "TemplateExpr":
      return "string";
    case "LiteralValueExpr":
      return value.value.type === "number" ? "number" : value.value.type === "bool" ? "boolean" : "null";
    case "TupleConsExpr":
      return "array";
    case "ObjectConsExpr":
      return "object";
    case "ForExpr":
      return value.result === "tuple" ? "array" : "object";
    default:
      return "attribute";
  }
}

export interface WorkspaceSymbol extends FileRange {
  readonly name: string;
  readonly kind: SymbolKind;
  /** The folder of its module. */
  readonly directory: string;
}

const factKinds: Readonly<Record<DeclarationFact["kind"], SymbolKind>> = {
  variable: "variable",
  local: "local",
  output: "output",
  resource: "resource",
  data: "data",
  ephemeral: "data",
  module: "module",
  provider: "provider",
  check: "block",
  run: "test",
};

/**
 * Declarations of all modules, and Terragrunt units and stacks, whose address holds the query's characters in their order, without regard to case; the
 * closest matches first, `limit` at most.
 */
export function workspaceSymbols(
  snapshot: WorkspaceSnapshot,
  query: string,
  limit: number,
): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  const found: { readonly symbol: WorkspaceSymbol; readonly score: number }[] = [];
  for (const module of snapshot.modules()) {
    for (const { key, lower, declarations } of searchable(module)) {
      const score = matchScore(lower, wanted);
      if (score === undefined) continue;
      for (const { uri, fact } of declarations) {
        const symbol = {
          uri,
          range: fact.nameRange,
          name: key,
          kind: factKinds[fact.kind],
          directory: module.directory,
        };
        found.push({ symbol, score });
      }
    }
  }
  for (const { name, uri, directory } of unitNames(snapshot)) {
    const score = matchScore(name.toLowerCase(), wanted);
    if (score === undefined) continue;
    found.push({ symbol: { uri, range: { start: 0, end: 0 }, name, kind: "module", directory }, score });
  }
  return found
    .sort((a, b) => a.score - b.score || a.symbol.name.length - b.symbol.name.length)
    .slice(0, limit)
    .map(({ symbol }) => symbol);
}

/** The addresses of a module in the form that they are compared in. */
const searchable = derived((module: Module) =>
  [...module.declarations].map(([key, declarations]) => ({ key, lower: key.toLowerCase(), declarations })),
);

/** How far apart the query's characters stand in the text; 0 for a piece of it; undefined where one is missing. */
function matchScore(text: string, query: string): number | undefined {
  if (text.includes(query)) return 0;
  let at = -1;
  let gaps = 0;
  for (const character of query) {
    const next = text.indexOf(character, at + 1);
    if (next < 0) return undefined;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return gaps + 1;
}
