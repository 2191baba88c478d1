// Builds a file from the top-level nodes of its tree, one part for each, so that an edit costs the parts it touches.
//
// A part whose nodes are whole is lowered from them. Where nodes are damaged, the text up to the next item that is
// whole is a region of its own: HCL's rules say what is wrong in it (`diagnose`), and if more is wrong than a hole, it
// is parsed for a second time with the scanner's recovery rules, which go by indentation.

import type { LineIndex } from "../base/lineIndex.js";
import { range, type TextRange } from "../base/range.js";
import type { Attribute, BodyItem, Comment, SyntaxError as HclSyntaxError } from "./ast.js";
import { diagnose, redefined } from "./diagnose.js";
import { Lowering } from "./lower.js";
import { maxDepth } from "./lowerContext.js";
import { type FlatTree, Kind } from "./lowerKinds.js";
import { shiftItem, shiftRange } from "./shift.js";
import { type SwallowedBlock, swallowedBlocks } from "./swallowed.js";

/** A stretch of the file that is lowered and checked as one. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** True where its nodes are whole, so that an edit elsewhere leaves the part as it is. */
  readonly whole: boolean;
  readonly items: readonly BodyItem[];
  readonly comments: readonly Comment[];
  readonly errors: readonly HclSyntaxError[];
  /** Where HCL begins to read a part at whose end it is still inside of something, so that it takes in what follows. */
  readonly ranOutFrom?: number;
  /** The part as it was lowered, where an edit has moved it since: it is moved from there each time. */
  readonly origin?: Part;
}

/** A part that an edit has moved. Its comments are moved when they are first asked for. */
class MovedPart implements Part {
  readonly start: number;
  readonly end: number;
  readonly whole = true;
  readonly items: readonly BodyItem[];
  readonly errors: readonly HclSyntaxError[];
  readonly origin: Part;
  #comments: readonly Comment[] | undefined;

  constructor(origin: Part, delta: number, errors: readonly HclSyntaxError[]) {
    this.start = origin.start + delta;
    this.end = origin.end + delta;
    this.items = origin.items.map((item) => shiftItem(item, delta));
    this.errors = errors;
    this.origin = origin;
  }

  get comments(): readonly Comment[] {
    const delta = this.start - this.origin.start;
    this.#comments ??= this.origin.comments.map(({ kind, range }) => ({ kind, range: shiftRange(range, delta) }));
    return this.#comments;
  }
}

/** The tree's nodes at the level of a body's items, one at a time. Offsets are the text's. */
export interface TopCursor {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** Whether tree-sitter had to repair something in it, be it with a token that no cursor shows. */
  hasError(): boolean;
  /** The node and all in it. */
  flatten(): FlatTree;
  /** Moves to each child in turn, and back to the node. False where there are none. */
  eachChild(visit: () => void): boolean;
}

/** What parts are built with: the text, and the parser's ways to look something up or parse a piece again. */
export interface PartSource {
  readonly text: string;
  readonly lineIndex: LineIndex;
  /** Whether tree-sitter had to repair anything at all. */
  readonly hasError: boolean;
  /** The part of the file before the last edit that this node would give again, if there is one. */
  reuse(start: number, end: number): Part | undefined;
  /** Parses a piece of the text with the recovery rules; gives the nodes of its root as one flat tree. */
  recover(start: number, end: number): FlatTree;
}

/** How much is wrong with a node. */
enum Damage {
  None = 0,
  /** Holes only: a value, a name or a body is missing, a string is not closed. The tree is right around them. */
  Holes = 1,
  Broken = 2,
}

function damageOf(flat: FlatTree): Damage {
  const { data, count } = flat;
  let damage = Damage.None;
  for (let at = 0; at < count; at++) {
    const kind = data[at * 4] as Kind;
    if (kind > Kind.MissingBody && kind !== Kind.MissingExpression) continue;
    if (kind === Kind.Error || kind === Kind.MissingToken) return Damage.Broken;
    if (kind === Kind.Unterminated && !closesString(flat, at)) return Damage.Broken;
    if (kind !== Kind.Other) damage = Damage.Holes;
  }
  return damage;
}

/** Whether an `unterminated` node stands for a quote: it is the last child of a string then. */
function closesString(flat: FlatTree, node: number): boolean {
  for (let at = node - 1; at >= 0; at--) {
    if (flat.next(at) <= node) continue;
    return flat.kind(at) === Kind.QuotedTemplate || flat.kind(at) === Kind.QuotedLabel;
  }
  return false;
}

class PartBuilder {
  readonly #source: PartSource;
  readonly #cursor: TopCursor;
  readonly parts: Part[] = [];
  /** Where the last item that was whole began, until a line break has been seen behind it. */
  #unended: number | undefined;
  #lastEnd = 0;
  /** The region that is open: where it starts and ends so far, and its nodes while they suffice. */
  #region: { start: number; end: number; column: number; flats: FlatTree[] | undefined } | undefined;

  constructor(source: PartSource, cursor: TopCursor) {
    this.#source = source;
    this.#cursor = cursor;
  }

  /** From a cursor at the tree's root. */
  build(): Part[] {
    this.#cursor.eachChild(() => this.#addNode());
    this.#closeRegion(this.#source.text.length);
    return this.parts;
  }

  #column(offset: number): number {
    return this.#source.lineIndex.position(offset).column;
  }

  /** Two items on one line are a region of their own: the repair, a missing line break, is in neither of them. */
  #checkLineBreak(kind: Kind, nodeStart: number, nodeEnd: number): void {
    if (this.#source.text.slice(this.#lastEnd, nodeStart).includes("\n")) this.#unended = undefined;
    this.#lastEnd = nodeEnd;
    const start = this.#unended;
    if (start === undefined || this.#region !== undefined || kind === Kind.Comment) return;
    while (this.parts.length > 0 && (this.parts.at(-1) as Part).start >= start) this.parts.pop();
    this.#region = { start, end: nodeStart, column: this.#column(start), flats: undefined };
    this.#unended = undefined;
  }

  #push(part: Part, isItem: boolean): void {
    this.#closeRegion(part.start);
    this.parts.push(part);
    if (isItem) this.#unended = part.start;
  }

  /** Takes the node the cursor is at. */
  #addNode(): void {
    const cursor = this.#cursor;
    const { kind, start, end } = cursor;
    const isItem = isItemKind(kind);
    if (kind === Kind.Error && cursor.eachChild(() => this.#addNode())) {
      if (this.#region !== undefined) this.#region.end = Math.max(this.#region.end, end);
      return;
    }
    // The end of a block whose items have been taken out.
    if (kind === Kind.Unterminated && this.#region === undefined) return;
    if (this.#source.hasError) this.#checkLineBreak(kind, start, end);
    const standsAlone = this.#region === undefined || (isItem && this.#endsRegion(start));
    const reused = standsAlone ? this.#source.reuse(start, end) : undefined;
    if (reused !== undefined) {
      this.#push(this.#moved(reused, start), isItem);
      return;
    }
    const flat = cursor.flatten();
    const damage = isItem || kind === Kind.Comment ? this.#damage(flat) : Damage.Broken;
    if (standsAlone && damage === Damage.None) this.#push(this.#wholePart(start, end, flat), isItem);
    else this.#addToRegion(kind, start, end, flat, damage);
  }

  /** Whether an item, if it is whole, ends the region: it begins a line, no further in than the region does. */
  #endsRegion(start: number): boolean {
    const region = this.#region;
    if (region === undefined) return false;
    const column = this.#column(start);
    if (column > region.column) return false;
    for (let at = start - column; at < start; at++) if (!isBlank(this.#source.text[at])) return false;
    return true;
  }

  #damage(flat: FlatTree): Damage {
    const damage = damageOf(flat);
    return damage !== Damage.Broken && this.#source.hasError && this.#cursor.hasError() ? Damage.Broken : damage;
  }

  #addToRegion(kind: Kind, start: number, end: number, flat: FlatTree, damage: Damage): void {
    this.#region ??= { start, end, column: this.#column(start), flats: [] };
    if (damage === Damage.Broken) {
      this.#region.flats = undefined;
      // A block that was never closed holds all items below it; those that are whole stand on their own.
      if (kind === Kind.Block && flat.child(0, Kind.CloseBrace) === undefined) this.#splitAtWholeItems(start, end);
    } else {
      this.#region.flats?.push(flat);
    }
    if (this.#region !== undefined) this.#region.end = Math.max(this.#region.end, end);
  }

  #splitAtWholeItems(start: number, end: number): void {
    this.#lastEnd = start;
    this.#cursor.eachChild(() => {
      const { kind } = this.#cursor;
      // What stands before the first such item is the region itself.
      if (this.#region === undefined || isItemKind(kind) || kind === Kind.Error) this.#addNode();
    });
    this.#lastEnd = end;
  }

  #lineOf = (offset: number): number => this.#source.lineIndex.position(offset).line + 1;

  #closeRegion(next: number): void {
    const region = this.#region;
    if (region === undefined) return;
    this.#region = undefined;
    const { text } = this.#source;
    // What stands between two nodes may be what is wrong.
    const from = this.parts.at(-1)?.end ?? 0;
    const { errors, ranOut } = diagnose(text, from, next, this.#lineOf);
    const flats = region.flats ?? [this.#source.recover(region.start, next)];
    const items: BodyItem[] = [];
    const comments: Comment[] = [];
    for (const flat of flats) {
      const lowering = new Lowering(flat, text);
      items.push(...lowering.items(0, flat.count));
      collectComments(flat, text, comments);
      if (lowering.tooDeep !== undefined && errors.length === 0) errors.push(tooDeep(lowering.tooDeep));
    }
    const ranOutFrom = ranOut && next < text.length ? { ranOutFrom: from } : {};
    this.parts.push({ start: region.start, end: next, whole: false, items, comments, errors, ...ranOutFrom });
  }

  #wholePart(start: number, end: number, flat: FlatTree): Part {
    const { text } = this.#source;
    const lowering = new Lowering(flat, text);
    const items = lowering.items(0, flat.count);
    const comments: Comment[] = [];
    collectComments(flat, text, comments);
    const errors = lowering.suspect ? diagnose(text, start, end, this.#lineOf).errors : [];
    if (lowering.tooDeep !== undefined && errors.length === 0) errors.push(tooDeep(lowering.tooDeep));
    return { start, end, whole: true, items, comments, errors };
  }

  /** A part of the file before an edit, where the edit has put it. */
  #moved(part: Part, start: number): Part {
    if (part.start === start && part.errors.length === 0) return part;
    const origin = part.origin ?? part;
    const delta = start - origin.start;
    // Messages name lines, so that they are made anew.
    const errors =
      origin.errors.length === 0
        ? origin.errors
        : diagnose(this.#source.text, start, origin.end + delta, this.#lineOf).errors;
    if (delta === 0) return { ...origin, errors };
    return new MovedPart(origin, delta, errors);
  }
}

function isItemKind(kind: Kind): boolean {
  return kind === Kind.Attribute || kind === Kind.Block;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function tooDeep(where: TextRange): HclSyntaxError {
  return {
    id: "nesting-too-deep",
    summary: "Nesting too deep",
    message: `this is nested more than ${maxDepth} levels deep; move a part of it into a local value`,
    range: where,
  };
}

function collectComments(flat: FlatTree, text: string, comments: Comment[]): void {
  const { data, count } = flat;
  for (let at = 0; at < count; at++) {
    if (data[at * 4] !== Kind.Comment) continue;
    const start = flat.start(at);
    let end = flat.end(at);
    // A comment that has its line to itself holds the line break, as HCL's own token does.
    if (text[end - 1] === "\n") end -= text[end - 2] === "\r" ? 2 : 1;
    comments.push({ kind: text.startsWith("/*", start) ? "block" : "line", range: range(start, end) });
  }
}

/** The parts of a file, in the order of the text. */
export function buildParts(source: PartSource, cursor: TopCursor): Part[] {
  return new PartBuilder(source, cursor).build();
}

/** The blocks of a file that HCL takes to be in another one; empty where no part leaves anything open. */
export function swallowedIn(text: string, parts: readonly Part[]): readonly SwallowedBlock[] {
  const from = parts.find((part) => part.ranOutFrom !== undefined)?.ranOutFrom;
  if (from === undefined) return [];
  const starts = new Set(parts.flatMap((part) => part.items.map((item) => item.range.start)));
  return swallowedBlocks(text, from, (offset) => starts.has(offset));
}

/** All errors of a file: those of its parts, and names set twice in different parts. Line by line, in HCL's order on each. */
export function errorsOf(parts: readonly Part[], lineIndex: LineIndex): HclSyntaxError[] {
  const errors: HclSyntaxError[] = [];
  const names = new Map<string, { attribute: Attribute; part: Part }>();
  for (const part of parts) {
    errors.push(...part.errors);
    for (const item of part.items) {
      if (item.kind !== "Attribute") continue;
      const first = names.get(item.name.name);
      if (first === undefined) names.set(item.name.name, { attribute: item, part });
      else if (first.part !== part) {
        const line = lineIndex.position(first.attribute.name.range.start).line + 1;
        errors.push(redefined(item.name.name, item.name.range, first.attribute.name.range, line));
      }
    }
  }
  const lineOf = ({ range: where }: HclSyntaxError): number => lineIndex.position(where.start).line;
  return errors.sort((a, b) => lineOf(a) - lineOf(b));
}
