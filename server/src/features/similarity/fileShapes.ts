// What one file contributes to the search for what is written twice: plain data that outlives its syntax tree.

import type { TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import type { Attribute, Block, Expression, SourceFile } from "../../syntax/ast.js";
import { countCondition } from "./countCondition.js";
import { blockFingerprint, type Fingerprint, fingerprint, textHash } from "./fingerprint.js";

/** A piece that can be compared, with where it stands. */
export interface Piece {
  readonly kind: PieceKind;
  /** What such pieces must share to be compared at all: a type, a name. */
  readonly name: string;
  readonly range: TextRange;
  readonly exact: number;
  readonly shape: number;
  readonly size: number;
  readonly holes: readonly string[];
  /** The top-level item that holds it. */
  readonly item: number;
  /** For a nested block, a number of its parent; for others 0. */
  readonly parent: number;
}

export type PieceKind =
  | "backend"
  | "provider"
  | "required_providers"
  | "variable"
  | "local"
  | "data"
  | "resource"
  | "module"
  | "nested"
  | "tags"
  | "expression"
  | "condition"
  | "source";

export interface FileShapes {
  /** Pieces that are compared between modules as well. */
  readonly across: readonly Piece[];
  /** Pieces that are compared within their module only; many, and therefore not kept as objects. */
  readonly within: () => readonly Piece[];
  /** The whole text without white space at its ends; 0 for a file with nothing in it. */
  readonly content: number;
  readonly size: number;
}

/** Expressions below this are not worth a name. */
const smallestExpression = 8;

/** Arguments of a backend that differ from root to root by their nature. */
const stateNames = new Set(["key", "prefix", "workspace_key_prefix", "path", "name"]);

/** The pieces of a configuration file. */
export function fileShapes(file: SourceFile): FileShapes {
  const pieces: Piece[] = [];
  file.body.items.forEach((item, index) => {
    if (item.kind === "Block") addBlock(item, index, pieces);
  });
  const content = file.text.trim();
  const within = pieces.filter(({ kind }) => !comparedAcross.has(kind));
  return {
    across: pieces.filter(({ kind }) => comparedAcross.has(kind)),
    within: () => within,
    content: content === "" ? 0 : textHash(content),
    size: file.body.items.length,
  };
}

/** What detectors of the whole workspace look at; those of one module look at everything. */
const comparedAcross: ReadonlySet<PieceKind> = new Set([
  "backend",
  "provider",
  "required_providers",
  "variable",
  "local",
  "data",
  "source",
]);

function add(
  into: Piece[],
  kind: PieceKind,
  name: string,
  range: TextRange,
  found: Fingerprint,
  item: number,
  parent = 0,
): void {
  const { exact, shape, size, holes } = found;
  into.push({ kind, name, range, exact, shape, size, holes, item, parent });
}

function addBlock(block: Block, item: number, into: Piece[]): void {
  switch (block.type.name) {
    case "terraform":
      addSettings(block, item, into);
      return;
    case "provider":
      add(into, "provider", block.labels[0]?.value ?? "", block.range, blockFingerprint(block, 1), item);
      return;
    case "variable":
      add(into, "variable", block.labels[0]?.value ?? "", block.range, blockFingerprint(block, 1), item);
      return;
    case "locals":
      for (const local of block.body.items) if (local.kind === "Attribute") addLocal(local, item, into);
      return;
    case "data":
      add(into, "data", labels(block), block.range, blockFingerprint(block, 2, expressions(item, into)), item);
      addParts(block, item, into);
      return;
    case "resource":
      add(
        into,
        "resource",
        block.labels[0]?.value ?? "",
        block.range,
        blockFingerprint(block, 1, expressions(item, into)),
        item,
      );
      addParts(block, item, into);
      return;
    case "module":
      add(into, "module", moduleSource(block), block.range, blockFingerprint(block, 0, expressions(item, into)), item);
      addSource(block, item, into);
      addParts(block, item, into);
      return;
    case "output":
      blockFingerprint(block, 1, expressions(item, into));
      return;
  }
}

function labels(block: Block): string {
  return block.labels.map((label) => label.value).join(".");
}

function addSettings(block: Block, item: number, into: Piece[]): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block") continue;
    if (child.type.name === "backend") {
      const skip = (attribute: Attribute) => stateNames.has(attribute.name.name);
      add(
        into,
        "backend",
        child.labels[0]?.value ?? "",
        child.range,
        blockFingerprint(child, 1, undefined, skip),
        item,
      );
    } else if (child.type.name === "required_providers") {
      add(into, "required_providers", "", child.range, blockFingerprint(child, 0), item);
    }
  }
}

function addLocal(local: Attribute, item: number, into: Piece[]): void {
  const found = fingerprint(local.value, expressions(item, into));
  add(into, "local", local.name.name, local.range, found, item);
}

function moduleSource(block: Block): string {
  const source = argument(block.body, "source");
  return source ? (literalString(source.value) ?? "") : "";
}

function addSource(block: Block, item: number, into: Piece[]): void {
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  if (!source || text === undefined || text.startsWith("./") || text.startsWith("../")) return;
  const [base = "", ref = ""] = text.split("?");
  const version = argument(block.body, "version");
  const pin = version ? (literalString(version.value) ?? "") : ref;
  const hash = textHash(base);
  into.push({
    kind: "source",
    name: base,
    range: source.value.range,
    exact: hash,
    shape: hash,
    size: 6,
    holes: [`s:${pin}`],
    item,
    parent: 0,
  });
}

/** Nested blocks, tags and the condition of a resource or module call. */
function addParts(block: Block, item: number, into: Piece[]): void {
  const tags = argument(block.body, "tags");
  if (tags && isTagsMap(tags.value)) add(into, "tags", "tags", tags.value.range, fingerprint(tags.value), item);
  const condition = countCondition(block);
  if (condition) {
    add(
      into,
      "condition",
      condition.negated ? "not" : "",
      condition.expression.range,
      fingerprint(condition.expression),
      item,
    );
  }
  addNested(block, item, block.range.start + 1, into);
}

function isTagsMap(value: Expression): boolean {
  return (
    (value.kind === "ObjectConsExpr" && value.items.length >= 2) ||
    (value.kind === "FunctionCallExpr" && value.name === "merge")
  );
}

/** Blocks of the language that no `dynamic` can make. */
const languageBlocks = new Set(["lifecycle", "connection", "provisioner", "dynamic", "content", "_"]);

function addNested(block: Block, item: number, parent: number, into: Piece[]): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block" || languageBlocks.has(child.type.name)) continue;
    add(into, "nested", child.type.name, child.range, blockFingerprint(child, child.labels.length), item, parent);
    addNested(child, item, child.range.start + 1, into);
  }
}

/** Notes every expression that is long enough to deserve a name and refers to something. */
function expressions(item: number, into: Piece[]): (expression: Expression, found: Fingerprint) => void {
  return (expression, found) => {
    if (found.size < smallestExpression || !found.refers || !isNameable(expression)) return;
    add(into, "expression", "", expression.range, found, item);
  };
}

/** An object or list as a whole belongs to its argument; a template, call or operation can stand alone. */
function isNameable(expression: Expression): boolean {
  switch (expression.kind) {
    case "TemplateExpr":
    case "FunctionCallExpr":
    case "ConditionalExpr":
    case "BinaryOpExpr":
    case "ForExpr":
    case "IndexExpr":
    case "SplatExpr":
    case "RelativeTraversalExpr":
      return true;
    case "ObjectConsExpr":
    case "TupleConsExpr":
      return true;
    default:
      return false;
  }
}
