// The digest of a file: its shapes as one text, so that they cross threads, outlive the process and take little room.
//
// It has three parts with tabs between them: what is compared between modules, what is compared within one, and what
// comments silence. Each is JSON, and read when it is first asked for.

import type { SourceFile } from "../../syntax/ast.js";
import { type FileShapes, fileShapes, type Piece, type PieceKind } from "./fileShapes.js";
import { isGeneratedText } from "./ownCode.js";
import { type Silence, silencesOf } from "./silences.js";

const kinds: readonly PieceKind[] = [
  "backend",
  "provider",
  "required_providers",
  "requirement",
  "variable",
  "local",
  "data",
  "resource",
  "module",
  "nested",
  "tags",
  "expression",
  "condition",
  "source",
  "literal",
  "template",
];

/** A piece without its names: kind, name, start, end, exact, shape, size, item, parent, label, and the holes. */
type Row = readonly [number, string, number, number, number, number, number, number, number, string, ...string[]];

/** A file's shapes with what comments silence in it. */
export interface SearchedShapes extends FileShapes {
  readonly silences: readonly Silence[];
}

/** A file's shapes as a text without line breaks; empty for code that a tool writes. */
export function digestOf(file: SourceFile): string {
  if (isGeneratedText(file.text)) return "";
  const { across, within, ...whole } = fileShapes(file);
  const { content, size, shape, holes, objects, isSettings } = whole;
  return `${JSON.stringify([content, size, shape, holes, objects, isSettings, across.map(rowOf)])}\t${JSON.stringify(within().map(rowOf))}\t${JSON.stringify(silencesOf(file))}`;
}

/** The shapes that a digest holds; undefined for code that a tool writes. */
export function readDigest(digest: string): SearchedShapes | undefined {
  const tab = digest.indexOf("\t");
  const last = digest.lastIndexOf("\t");
  if (tab < 0) return undefined;
  const [content, size, shape, holes, objects, isSettings, across] = JSON.parse(digest.slice(0, tab)) as [
    number,
    number,
    number,
    string[],
    number,
    boolean,
    Row[],
  ];
  return {
    content,
    size,
    shape,
    holes,
    objects,
    isSettings,
    across: across.map(pieceOf),
    within: () => (JSON.parse(digest.slice(tab + 1, last)) as Row[]).map(pieceOf),
    silences: JSON.parse(digest.slice(last + 1)) as Silence[],
  };
}

function rowOf(piece: Piece): Row {
  const { kind, name, range, exact, shape, size, item, parent, label = "", holes } = piece;
  return [kinds.indexOf(kind), name, range.start, range.end, exact, shape, size, item, parent, label, ...holes];
}

function pieceOf(row: Row): Piece {
  const [kind, name, start, end, exact, shape, size, item, parent, label, ...holes] = row;
  const piece = {
    kind: kinds[kind] as PieceKind,
    name,
    range: { start, end },
    exact,
    shape,
    size,
    item,
    parent,
    holes,
  };
  return label === "" ? piece : { ...piece, label };
}
