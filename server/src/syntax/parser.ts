// The only owner of web-tree-sitter: loads the grammar, parses texts, and hands out typed trees.

import { Language, Parser, type Tree, type TreeCursor } from "web-tree-sitter";
import { LineIndex } from "../base/lineIndex.js";
import type { Body, BodyItem, Comment, SyntaxError as HclSyntaxError, SourceFile } from "./ast.js";
import { FlatTree, Kind, kindOfNodeType } from "./lowerKinds.js";
import { buildParts, errorsOf, type Part, type PartSource, swallowedIn, type TopCursor } from "./parts.js";
import { scan } from "./scan.js";
import type { SwallowedBlock } from "./swallowed.js";
import type { Token } from "./tokens.js";

/** One change of a text: `start` and `oldEnd` are offsets before it, `newEnd` is one after it. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** A file that is being edited: its tree is kept so that a change costs little. Dispose it when the file closes. */
export interface OpenSyntax {
  readonly file: SourceFile;
  /**
   * The file after `edits`, which were made one after the other and lead to `newText`. Top-level items before the first
   * edit keep their identity. No edits, or ones that can not lead to `newText`, cost a full parse.
   */
  edit(version: number, newText: string, edits: readonly TextChange[]): SourceFile;
  dispose(): void;
}

export interface HclParser {
  /** Parses a text once; no tree is kept. */
  parse(uri: string, version: number, text: string): SourceFile;
  /** Parses a text that will be edited. */
  open(uri: string, version: number, text: string): OpenSyntax;
  /** HCL's own tokens of any text, up to and with `EOF`. */
  tokens(text: string): Token[];
}

/** Asks the scanner for its recovery rules (`RECOVERY_CHARACTER` in scanner.c). */
const recoveryMark = "\ufdd0";

/** Starts the parser from the bytes of web-tree-sitter's runtime and of our grammar. Once for each process is enough. */
export async function loadParser(runtimeWasm: Uint8Array, grammarWasm: Uint8Array): Promise<HclParser> {
  await Parser.init({ wasmBinary: runtimeWasm });
  const language = await Language.load(grammarWasm);
  return new TreeSitterParser(language);
}

/** A parsed text and what it was built from. */
interface Parsed {
  readonly file: SourceFile;
  readonly parts: readonly Part[];
}

/** A file whose comments and swallowed blocks are looked for when they are first asked for. */
class ParsedFile implements SourceFile {
  #comments: readonly Comment[] | undefined;
  #swallowed: readonly SwallowedBlock[] | undefined;

  constructor(
    readonly uri: string,
    readonly version: number,
    readonly text: string,
    readonly lineIndex: LineIndex,
    readonly body: Body,
    readonly errors: readonly HclSyntaxError[],
    private readonly parts: readonly Part[],
  ) {}

  get comments(): readonly Comment[] {
    this.#comments ??= this.parts.flatMap((part) => part.comments);
    return this.#comments;
  }

  swallowed(): readonly SwallowedBlock[] {
    this.#swallowed ??= swallowedIn(this.text, this.parts);
    return this.#swallowed;
  }

  withItems(items: readonly BodyItem[]): SourceFile {
    const { uri, version, text, lineIndex, body, errors, parts } = this;
    return new ParsedFile(uri, version, text, lineIndex, { ...body, items }, errors, parts);
  }
}

class TreeSitterParser implements HclParser {
  readonly #parser = new Parser();
  readonly #flattener: Flattener;

  constructor(language: Language) {
    this.#parser.setLanguage(language);
    const kinds = new Uint8Array(65536);
    kinds[65535] = Kind.Error;
    for (let id = 0; id < language.nodeTypeCount; id++) {
      const name = language.nodeTypeForId(id);
      if (name === null) continue;
      const key = language.nodeTypeIsNamed(id) ? name : ` ${name}`;
      kinds[id] = kindOfNodeType.get(key) ?? Kind.Other;
    }
    this.#flattener = new Flattener(kinds);
  }

  parse(uri: string, version: number, text: string): SourceFile {
    const tree = this.tree(text, null);
    try {
      return this.lower(uri, version, text, tree, () => undefined).file;
    } finally {
      tree.delete();
    }
  }

  open(uri: string, version: number, text: string): OpenSyntax {
    return new OpenFile(this, uri, version, text);
  }

  tokens(text: string): Token[] {
    return scan(text);
  }

  tree(text: string, old: Tree | null): Tree {
    const tree = this.#parser.parse(text, old);
    if (tree === null) throw new Error("the parser was cancelled");
    return tree;
  }

  lower(uri: string, version: number, text: string, tree: Tree, reuse: PartSource["reuse"]): Parsed {
    const lineIndex = new LineIndex(text);
    const cursor = tree.walk();
    try {
      const recover = (start: number, end: number) => this.#recover(text, start, end);
      const { hasError } = tree.rootNode;
      const parts = buildParts({ text, lineIndex, hasError, reuse, recover }, this.#flattener.top(cursor));
      const items = parts.flatMap((part) => part.items);
      const body: Body = { kind: "Body", range: { start: 0, end: text.length }, items };
      const file = new ParsedFile(uri, version, text, lineIndex, body, errorsOf(parts, lineIndex), parts);
      return { file, parts };
    } finally {
      cursor.delete();
    }
  }

  #recover(text: string, start: number, end: number): FlatTree {
    const tree = this.tree(recoveryMark + text.slice(start, end), null);
    const cursor = tree.walk();
    try {
      return this.#flattener.flattenChildren(cursor, start - recoveryMark.length);
    } finally {
      cursor.delete();
      tree.delete();
    }
  }
}

class NodeView implements TopCursor {
  constructor(
    private readonly cursor: TreeCursor,
    private readonly kinds: Uint8Array,
    readonly flatten: () => FlatTree,
  ) {}

  get kind(): Kind {
    const { cursor } = this;
    const missing = cursor.startIndex === cursor.endIndex && cursor.nodeIsMissing;
    return missing ? Kind.MissingToken : (this.kinds[cursor.nodeTypeId] as Kind);
  }

  get start(): number {
    return this.cursor.startIndex;
  }

  get end(): number {
    return this.cursor.endIndex;
  }

  hasError(): boolean {
    return this.cursor.currentNode.hasError;
  }

  eachChild(visit: () => void): boolean {
    const { cursor } = this;
    if (!cursor.gotoFirstChild()) return false;
    do visit();
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return true;
  }
}

/** Reads trees into flat form. */
class Flattener {
  readonly #kinds: Uint8Array;

  constructor(kinds: Uint8Array) {
    this.#kinds = kinds;
  }

  /** A view of the node a cursor is at, whichever that is. */
  top(cursor: TreeCursor): TopCursor {
    return new NodeView(cursor, this.#kinds, () => this.#flatten(cursor, 0));
  }

  /** The children of the cursor's node, one behind the other. */
  flattenChildren(cursor: TreeCursor, base: number): FlatTree {
    const whole = this.#flatten(cursor, base);
    const data = whole.data.subarray(4, whole.count * 4);
    for (let at = 3; at < data.length; at += 4) data[at] = (data[at] as number) - 1;
    return new FlatTree(data, whole.count - 1);
  }

  #flatten(cursor: TreeCursor, base: number): FlatTree {
    let data = new Int32Array(1024);
    let count = 0;
    const open: number[] = [];
    for (;;) {
      if ((count + 1) * 4 > data.length) {
        const larger = new Int32Array(data.length * 2);
        larger.set(data);
        data = larger;
      }
      const at = count * 4;
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      data[at] = start === end && cursor.nodeIsMissing ? Kind.MissingToken : (this.#kinds[cursor.nodeTypeId] as Kind);
      data[at + 1] = start + base;
      data[at + 2] = end + base;
      data[at + 3] = count + 1;
      count++;
      if (cursor.gotoFirstChild()) {
        open.push(count - 1);
        continue;
      }
      for (;;) {
        if (open.length === 0) return new FlatTree(data, count);
        if (cursor.gotoNextSibling()) break;
        cursor.gotoParent();
        data[(open.pop() as number) * 4 + 3] = count;
      }
    }
  }
}

class OpenFile implements OpenSyntax {
  readonly #parser: TreeSitterParser;
  #tree: Tree;
  #parsed: Parsed;

  constructor(parser: TreeSitterParser, uri: string, version: number, text: string) {
    this.#parser = parser;
    this.#tree = parser.tree(text, null);
    this.#parsed = parser.lower(uri, version, text, this.#tree, () => undefined);
  }

  get file(): SourceFile {
    return this.#parsed.file;
  }

  edit(version: number, newText: string, edits: readonly TextChange[]): SourceFile {
    const { file, parts } = this.#parsed;
    const hull = hullOf(edits);
    if (hull === undefined || file.text.length + hull.newEnd - hull.oldEnd !== newText.length) {
      return this.#restart(version, newText);
    }
    const old = this.#tree;
    for (const edit of edits) old.edit(treeEdit(edit));
    this.#tree = this.#parser.tree(newText, old);
    old.delete();

    const byStart = new Map<number, Part>();
    for (const part of parts) if (part.whole) byStart.set(part.start, part);
    const delta = hull.newEnd - hull.oldEnd;
    const reuse = (start: number, end: number): Part | undefined => {
      // A node where a whole one was, over the same text, is the same: nothing around an item changes how it is read.
      if (start <= hull.newEnd && hull.start <= end) return undefined;
      const part = byStart.get(start < hull.start ? start : start - delta);
      return part !== undefined && part.end - part.start === end - start ? part : undefined;
    };
    this.#parsed = this.#parser.lower(file.uri, version, newText, this.#tree, reuse);
    return this.#parsed.file;
  }

  #restart(version: number, text: string): SourceFile {
    this.#tree.delete();
    this.#tree = this.#parser.tree(text, null);
    this.#parsed = this.#parser.lower(this.file.uri, version, text, this.#tree, () => undefined);
    return this.#parsed.file;
  }

  dispose(): void {
    this.#tree.delete();
  }
}

/** One change that covers all of several made one after the other. */
function hullOf(edits: readonly TextChange[]): TextChange | undefined {
  let hull: TextChange | undefined;
  for (const edit of edits) {
    if (hull === undefined) {
      hull = edit;
      continue;
    }
    const end: number = Math.max(hull.newEnd, edit.oldEnd);
    hull = {
      start: Math.min(hull.start, edit.start),
      oldEnd: hull.oldEnd + end - hull.newEnd,
      newEnd: end + edit.newEnd - edit.oldEnd,
    };
  }
  return hull;
}

/** Our scanner goes by rows and columns nowhere but in recovery parses, which are never incremental. */
function treeEdit(edit: TextChange): Parameters<Tree["edit"]>[0] {
  return {
    startIndex: edit.start,
    oldEndIndex: edit.oldEnd,
    newEndIndex: edit.newEnd,
    startPosition: { row: 0, column: edit.start },
    oldEndPosition: { row: 0, column: edit.oldEnd },
    newEndPosition: { row: 0, column: edit.newEnd },
  } as Parameters<Tree["edit"]>[0];
}
