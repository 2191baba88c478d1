// The only owner of web-tree-sitter: loads the grammar, parses texts, and hands out typed trees.

import { Language, Parser, type Tree } from "web-tree-sitter";
import { LineIndex } from "../base/lineIndex.js";
import type { SourceFile } from "./ast.js";
import { Lowering } from "./lower.js";
import { collectErrors } from "./lowerErrors.js";
import { FlatTree, Kind, kindOfNodeType } from "./lowerKinds.js";
import { scan } from "./scan.js";
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
  /** The file after `edits`, which were made one after the other and lead to `newText`. */
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

/** Starts the parser from the bytes of web-tree-sitter's runtime and of our grammar. Once for each process is enough. */
export async function loadParser(runtimeWasm: Uint8Array, grammarWasm: Uint8Array): Promise<HclParser> {
  await Parser.init({ wasmBinary: runtimeWasm });
  const language = await Language.load(grammarWasm);
  return new TreeSitterParser(language);
}

class TreeSitterParser implements HclParser {
  readonly #parser = new Parser();
  readonly #kinds: Uint8Array;

  constructor(language: Language) {
    this.#parser.setLanguage(language);
    this.#kinds = new Uint8Array(65536);
    this.#kinds[65535] = Kind.Error;
    for (let id = 0; id < language.nodeTypeCount; id++) {
      const name = language.nodeTypeForId(id);
      if (name === null) continue;
      const key = language.nodeTypeIsNamed(id) ? name : ` ${name}`;
      this.#kinds[id] = kindOfNodeType.get(key) ?? Kind.Other;
    }
  }

  parse(uri: string, version: number, text: string): SourceFile {
    const tree = this.tree(text, null);
    try {
      return this.lower(uri, version, text, tree);
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

  lower(uri: string, version: number, text: string, tree: Tree): SourceFile {
    const flat = flatten(tree, this.#kinds);
    const lineIndex = new LineIndex(text);
    const lowering = new Lowering(flat, text);
    const items = lowering.items(1, flat.next(0));
    const { errors, comments } = collectErrors(flat, text, lineIndex);
    const body = { kind: "Body", range: { start: 0, end: text.length }, items } as const;
    return { uri, version, text, lineIndex, body, errors, comments };
  }
}

class OpenFile implements OpenSyntax {
  readonly #parser: TreeSitterParser;
  #tree: Tree;
  file: SourceFile;

  constructor(parser: TreeSitterParser, uri: string, version: number, text: string) {
    this.#parser = parser;
    this.#tree = parser.tree(text, null);
    this.file = parser.lower(uri, version, text, this.#tree);
  }

  edit(version: number, newText: string, edits: readonly TextChange[]): SourceFile {
    for (const edit of edits) this.#tree.edit(treeEdit(edit));
    const old = this.#tree;
    // Without edits the whole text is new, and nothing of the old tree is known to hold.
    this.#tree = this.#parser.tree(newText, edits.length > 0 ? old : null);
    old.delete();
    this.file = this.#parser.lower(this.file.uri, version, newText, this.#tree);
    return this.file;
  }

  dispose(): void {
    this.#tree.delete();
  }
}

/** Our scanner and grammar never look at rows and columns, so that only offsets matter. */
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

function flatten(tree: Tree, kinds: Uint8Array): FlatTree {
  let data = new Int32Array(4096);
  let count = 0;
  const open: number[] = [];
  const cursor = tree.walk();
  try {
    for (;;) {
      if ((count + 1) * 4 > data.length) {
        const larger = new Int32Array(data.length * 2);
        larger.set(data);
        data = larger;
      }
      const at = count * 4;
      const kind = kinds[cursor.nodeTypeId] as Kind;
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      data[at] = start === end && cursor.nodeIsMissing ? Kind.MissingToken : kind;
      data[at + 1] = start;
      data[at + 2] = end;
      data[at + 3] = count + 1;
      count++;
      if (cursor.gotoFirstChild()) {
        open.push(count - 1);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return new FlatTree(data, count);
        data[(open.pop() as number) * 4 + 3] = count;
      }
    }
  } finally {
    cursor.delete();
  }
}
