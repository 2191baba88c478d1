// What one file contributes to the search for what is written twice: plain data that outlives its syntax tree.

import { contains, type TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { placeArguments } from "../../model/builtins/backends.js";
import { argument } from "../../model/extract.js";
import { isLocalSource } from "../../model/moduleCalls.js";
import type { Attribute, Block, Expression, SourceFile } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import { literalClass } from "../rewriting/literalClass.js";
import { addCondition } from "./conditionPieces.js";
import { countCondition } from "./countCondition.js";
import { blockFingerprint, combine, type Fingerprint, fingerprint, free, textHash } from "./fingerprint.js";
import { guarded, inRepeated, isNameable, mayFail, nameByEnvironment, nameByLoop, wholeLocal } from "./nameable.js";
import { canonicalAddress, pinName, sourceAndRef } from "./sourceAddress.js";
import { beginningsOf } from "./templateBeginnings.js";

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
  /** The last label of a resource or module call, a provider's alias, or the variables that a backend reads. */
  readonly label?: string;
}

export type PieceKind =
  | "backend"
  | "provider"
  | "required_providers"
  /** One requirement of a provider; its hole is the version. */
  | "requirement"
  | "variable"
  | "local"
  | "data"
  | "resource"
  | "module"
  | "nested"
  | "tags"
  /** An expression that could have a name; its holes are the beginnings of a template. */
  | "expression"
  /** A template that reads what only its surroundings know, and of which a beginning does not; its holes are these. */
  | "template"
  /** A text that means one thing wherever it stands; its name is the class. */
  | "literal"
  | "condition"
  /** A call of a module that is fetched; its holes are the version, and what a comment calls that. */
  | "source"
  | TerragruntPieceKind;

export type TerragruntPieceKind =
  | "include"
  | "dependency"
  | "unit-local"
  | "input"
  | "remote_state"
  /** A whole unit without its includes. */
  | "unit"
  | "unit-source"
  /** `extra_arguments` and hooks. */
  | "terraform-part"
  /** A `unit` or `stack` of a stack file. */
  | "stack-part";

export interface FileShapes {
  /** Pieces that are compared between modules as well. */
  readonly across: readonly Piece[];
  /** Pieces that are compared within their module only; many, and therefore not kept as objects. */
  readonly within: () => readonly Piece[];
  /** The whole text without white space at its ends; 0 for a file with nothing in it. */
  readonly content: number;
  /** Tokens, roughly. */
  readonly size: number;
  /** The whole file as its shape: equal where only literals differ. */
  readonly shape: number;
  readonly holes: readonly string[];
  /** How many objects of the state the file declares: resources and module calls. */
  readonly objects: number;
  /** True where the file declares nothing: requirements, provider configurations, moves. */
  readonly isSettings: boolean;
}

/** Expressions below this are not worth a name. */
const smallestExpression = 8;

/** The pieces of a configuration file. */
export function fileShapes(file: SourceFile): FileShapes {
  const pieces: Piece[] = [];
  const into: AddPiece = (kind, name, range, found, item, parent = 0, label) =>
    addPiece(pieces, kind, name, range, found, item, parent, label);
  const { items } = file.body;
  const parts = items.map((item, index) =>
    item.kind === "Block"
      ? combine(labels(item), [addBlock(item, index, file, into)], 0)
      : combine(item.name.name, [fingerprint(item.value)], 3),
  );
  const { shape, holes, size } = combine("file", parts, 0);
  const content = file.text.trim();
  const blocks = items.flatMap((item) => (item.kind === "Block" ? [item.type.name] : []));
  const objects = blocks.filter((type) => type === "resource" || type === "module").length;
  const isSettings = blocks.every((type) => settingsBlocks.has(type));
  return { ...apart(pieces), content: content === "" ? 0 : textHash(content), size, shape, holes, objects, isSettings };
}

/** Blocks that every module has to have for itself. */
const settingsBlocks = new Set(["terraform", "provider", "moved", "removed", "import", "variable", "output"]);

/** What detectors of the whole workspace look at; those of one module look at everything. */
const comparedAcross: ReadonlySet<PieceKind> = new Set([
  "backend",
  "provider",
  "required_providers",
  "requirement",
  "variable",
  "local",
  "data",
  "source",
]);

function apart(pieces: readonly Piece[]): Pick<FileShapes, "across" | "within"> {
  const within = pieces.filter(({ kind }) => !comparedAcross.has(kind));
  return { across: pieces.filter(({ kind }) => comparedAcross.has(kind)), within: () => within };
}

/** Takes a piece in. */
export type AddPiece = (
  kind: PieceKind,
  name: string,
  range: TextRange,
  found: Fingerprint,
  item: number,
  parent?: number,
  label?: string,
) => void;

/** Adds a piece to a list. */
export function addPiece(
  into: Piece[],
  kind: PieceKind,
  name: string,
  range: TextRange,
  found: Fingerprint,
  item: number,
  parent: number,
  label?: string,
): void {
  const { exact, shape, size, holes } = found;
  const piece = { kind, name, range, exact, shape, size, holes, item, parent };
  into.push(label === undefined ? piece : { ...piece, label });
}

/** Adds a block's pieces and gives the block's own fingerprint, its name aside. */
function addBlock(block: Block, item: number, file: SourceFile, add: AddPiece): Fingerprint {
  const { visit, flush } = expressions(block, item, file.text, add);
  if (block.type.name === "module") addSource(block, item, file, add);
  const found = addPieces(block, item, add, visit);
  flush();
  return found;
}

type VisitExpression = (
  expression: Expression,
  found: Fingerprint,
  parts: readonly Fingerprint[] | undefined,
  isWholeLocal?: boolean,
) => void;

function addPieces(block: Block, item: number, add: AddPiece, visit: VisitExpression): Fingerprint {
  const name = block.labels[0]?.value ?? "";
  const added = (kind: PieceKind, pieceName: string, found: Fingerprint): Fingerprint => {
    const isMade = kind === "resource" || kind === "module";
    add(kind, pieceName, block.range, found, item, 0, isMade ? block.labels.at(-1)?.value : undefined);
    return found;
  };
  switch (block.type.name) {
    case "terraform":
      addSettings(block, item, add);
      return blockFingerprint(block, 0);
    case "provider":
      add("provider", name, block.range, blockFingerprint(block, 1), item, 0, aliasOf(block));
      addLiterals(block, item, add);
      return blockFingerprint(block, 1);
    case "variable":
      return added("variable", name, blockFingerprint(block, 1));
    case "locals":
      return combine(
        "locals",
        block.body.items.flatMap((local) => {
          if (local.kind !== "Attribute") return [];
          const found = fingerprint(local.value, (expression, inner, parts) => {
            visit(expression, inner, parts, expression === local.value);
          });
          add("local", local.name.name, local.range, found, item);
          return [combine(`= ${local.name.name}`, [found], 3)];
        }),
        3,
      );
    case "data":
      addParts(block, item, add);
      return added("data", labels(block), blockFingerprint(block, 2, { visit }));
    case "resource":
      addParts(block, item, add);
      return isRepeated(block)
        ? blockFingerprint(block, 1, { visit })
        : added("resource", name, blockFingerprint(block, 1, { visit }));
    case "module":
      addParts(block, item, add);
      return isRepeated(block)
        ? blockFingerprint(block, 0, { visit })
        : added("module", moduleSource(block), blockFingerprint(block, 0, { visit }));
    default:
      return blockFingerprint(block, block.labels.length, block.type.name === "output" ? { visit } : {});
  }
}

/** True for a block with instances of its own already: more than there being one or none. */
function isRepeated(block: Block): boolean {
  if (argument(block.body, "for_each")) return true;
  return argument(block.body, "count") !== undefined && countCondition(block) === undefined;
}

function labels(block: Block): string {
  return block.labels.map((label) => label.value).join(".");
}

function addSettings(block: Block, item: number, add: AddPiece): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block") continue;
    if (child.type.name === "backend") {
      const type = child.labels[0]?.value ?? "";
      const places = placeArguments(type);
      const skip = (attribute: Attribute) => places.has(attribute.name.name);
      add("backend", type, child.range, blockFingerprint(child, 1, { skip }), item, 0, variablesIn(child));
    } else if (child.type.name === "required_providers") {
      add("required_providers", "", child.range, blockFingerprint(child, 0), item);
      for (const required of child.body.items) if (required.kind === "Attribute") addRequirement(required, item, add);
    }
  }
}

/** Literals that mean one thing wherever they stand, in a block of which nothing else is compared piece by piece. */
function addLiterals(block: Block, item: number, add: AddPiece): void {
  walk(block, (node) => {
    const expression = node.kind === "Attribute" ? node.value : undefined;
    const literal = expression && literalString(expression);
    const ofClass = literal === undefined ? undefined : literalClass(literal);
    if (expression && ofClass) add("literal", ofClass, expression.range, fingerprint(expression), item);
  });
}

function aliasOf(block: Block): string | undefined {
  const alias = argument(block.body, "alias");
  return alias && literalString(alias.value);
}

/** The names of the variables that a block reads, in the order of the text. */
function variablesIn(block: Block): string | undefined {
  const names: string[] = [];
  walk(block, (node) => {
    if (node.kind !== "ScopeTraversalExpr" || node.root.name !== "var") return;
    const [step] = node.steps;
    if (step?.kind === "AttrStep") names.push(step.name);
  });
  return names.length === 0 ? undefined : names.join(" ");
}

function addRequirement(required: Attribute, item: number, add: AddPiece): void {
  const { value } = required;
  if (value.kind !== "ObjectConsExpr") return;
  const of = (name: string): string | undefined => {
    const found = value.items.find((each) => each.name === name);
    return found && literalString(found.value);
  };
  const source = of("source");
  const version = of("version");
  if (source === undefined || version === undefined) return;
  const hash = textHash(source.toLowerCase());
  const found = { exact: hash, shape: hash, size: 12, holes: [`s:${version}`], refers: false, bound: free };
  add("requirement", source.toLowerCase(), required.range, found, item);
}

function moduleSource(block: Block): string {
  const source = argument(block.body, "source");
  return source ? (literalString(source.value) ?? "") : "";
}

function addSource(block: Block, item: number, file: SourceFile, add: AddPiece): void {
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  if (!source || text === undefined || isLocalSource(text)) return;
  const { base, ref } = sourceAndRef(text);
  const version = argument(block.body, "version");
  const pin = version ? (literalString(version.value) ?? "") : ref;
  const name = canonicalAddress(base);
  const hash = textHash(name);
  const holes = [`s:${pin}`, pinName(file, source) ?? ""];
  add(
    "source",
    name,
    source.value.range,
    { exact: hash, shape: hash, size: 6, holes, refers: false, bound: free },
    item,
  );
}

/** Nested blocks, tags and the condition of a resource or module call. */
function addParts(block: Block, item: number, add: AddPiece): void {
  const tags = argument(block.body, "tags");
  if (tags && isTagsMap(tags.value)) {
    const found = fingerprint(tags.value);
    const isHeld = argument(block.body, "count") ?? argument(block.body, "for_each");
    if (found.bound === free) add("tags", isHeld ? inRepeated : "tags", tags.value.range, found, item);
  }
  addCondition(block, item, add);
  addNested(block, item, block.range.start + 1, add);
}

function isTagsMap(value: Expression): boolean {
  return (
    (value.kind === "ObjectConsExpr" && value.items.length >= 2) ||
    (value.kind === "FunctionCallExpr" && value.name === "merge" && value.args.length >= 2)
  );
}

/** Blocks of the language that no `dynamic` can make. */
const languageBlocks = new Set(["lifecycle", "connection", "provisioner", "dynamic", "content", "_"]);

function addNested(block: Block, item: number, parent: number, add: AddPiece): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block" || languageBlocks.has(child.type.name)) continue;
    const found = blockFingerprint(child, child.labels.length);
    add("nested", child.type.name, child.range, found, item, parent);
    addNested(child, item, child.range.start + 1, add);
  }
}

/**
 * Notes every expression that is long enough to deserve a name, refers to something, and reads nothing that only its
 * block knows. Tags and conditions as a whole are pieces of their own.
 */
function expressions(
  block: Block,
  item: number,
  text: string,
  add: AddPiece,
): { readonly visit: VisitExpression; readonly flush: () => void } {
  const tags = argument(block.body, "tags")?.value;
  const ownTags = tags && isTagsMap(tags) ? tags : undefined;
  const condition = countCondition(block)?.expression;
  const count = condition && argument(block.body, "count")?.value;
  // A choice between something and nothing is read where it decides.
  const choice = argument(block.body, "for_each")?.value;
  const ownChoice = choice?.kind === "ConditionalExpr" ? choice : undefined;
  const own = new Set([ownTags, condition, count, ownChoice]);
  const repeated = argument(block.body, "count") ?? argument(block.body, "for_each");
  const nameOf = (expression: Expression): string =>
    repeated && !contains(repeated.range, expression.range) ? inRepeated : "";
  const noted: { readonly expression: Expression; readonly found: Fingerprint; name: string }[] = [];
  return {
    visit: (expression, found, parts, isWholeLocal = false) => {
      const literal = literalString(expression);
      const ofClass = literal === undefined ? undefined : literalClass(literal);
      if (ofClass) add("literal", isWholeLocal ? wholeLocal : ofClass, expression.range, found, item);
      // What a choice guards may have no value without it, as what stands in a block that may not be there.
      if (expression.kind === "ConditionalExpr") {
        const { then, else: otherwise } = expression;
        for (const one of noted) {
          const { range } = one.expression;
          if (!contains(then.range, range) && !contains(otherwise.range, range)) continue;
          if (one.name === "" && mayFail(one.expression)) one.name = guarded;
        }
      }
      if (expression.kind === "ObjectConsExpr") nameByEnvironment(expression, noted);
      if (expression.kind === "ForExpr") nameByLoop(expression, noted);
      if (found.size < smallestExpression || !found.refers) return;
      if (own.has(expression) || !isNameable(expression)) return;
      const holes = expression.kind === "TemplateExpr" && parts ? beginningsOf(text, expression, parts) : none;
      if (found.bound < free && holes.length === 0) return;
      const name = isWholeLocal && found.bound === free ? wholeLocal : nameOf(expression);
      noted.push({ expression, found: { ...found, holes }, name });
    },
    flush: () => {
      for (const { expression, found, name } of noted) {
        add(found.bound < free ? "template" : "expression", name, expression.range, found, item);
      }
    },
  };
}

const none: readonly string[] = [];
