// What the search for repetition finds, and the contract of a detector.

import type { FileRange } from "../../base/sourceChange.js";
import type { Piece } from "./fileShapes.js";

/** A piece with its file. */
export interface LocatedPiece extends FileRange {
  readonly directory: string;
  readonly piece: Piece;
}

/** A place of a suggestion. */
export interface Site extends FileRange {
  /** What tells this place from the others, such as its version. */
  readonly note?: string;
}

/** Pieces that say the same, in whatever sense the detector has. */
export interface Suggestion {
  /** The detector's id, as in the research it comes from: A, B, D2, F, … */
  readonly detector: string;
  /** The pattern whose edit would write it once: R-1, M-2, T-6, … */
  readonly pattern: string;
  readonly title: string;
  /**
   * Tells the repetition from others of its detector, and of its folder for detectors of one module. It stays the same
   * as long as what is repeated does, so that a baseline can name it.
   */
  readonly key: string;
  /** Tokens saved less the cost of the abstraction; suggestions are sorted by it. */
  readonly score: number;
  readonly tokensSaved: number;
  readonly sites: readonly Site[];
  /** Another suggestion that is about all these places and more: its edit takes them along. */
  readonly within?: Suggestion;
  /** What else the same places share, of another kind: the edit takes it along. */
  readonly along?: readonly FileRange[];
  /**
   * What this needs to be worth a word: that the module's product knows `enabled`; that its edit can be made, since a
   * person would not take the trouble; that its module has calls; or that the edit, if it can be made, leaves much less to read. Absent where it is
   * worth one in any case.
   */
  readonly needs?: "enabled" | "edit" | "calls" | "shorter";
}

/** One file as a whole. */
export interface ComparedFile {
  readonly uri: string;
  readonly directory: string;
  /** The hash of its text, 0 where it has none. */
  readonly content: number;
  /** Tokens, roughly. */
  readonly size: number;
  readonly shape: number;
  readonly holes: readonly string[];
  /** Resources and module calls in it. */
  readonly objects: number;
  /** True where it declares nothing. */
  readonly isSettings: boolean;
  /** True for a module's configuration, false for Terragrunt's. */
  readonly isConfiguration: boolean;
}

/** The pieces that a detector compares: those of one module, or those of all that are compared between modules. */
export interface Pieces {
  readonly files: readonly ComparedFile[];
  readonly all: readonly LocatedPiece[];
  /** The pieces of each module directory, in the order of files and text. */
  readonly byDirectory: ReadonlyMap<string, readonly LocatedPiece[]>;
}

export interface Detector {
  readonly id: string;
  readonly pattern: string;
  /**
   * A detector of scope `module` is given one module at a time and must look at nothing else: what it finds is kept
   * while the module's files are unchanged. One of scope `workspace` is given what `fileShapes.ts` compares across.
   */
  readonly scope: "module" | "workspace";
  /** One sentence for the settings and the docs. */
  readonly summary: string;
  find(pieces: Pieces): readonly Suggestion[];
}

/** Groups by a key; groups keep the order of their first members. */
export function grouped<Item>(items: Iterable<Item>, key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const found = groups.get(name);
    if (found) found.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

/** In how many folders the pieces stand. */
export function directoriesOf(pieces: readonly { readonly directory: string }[]): number {
  return new Set(pieces.map(({ directory }) => directory)).size;
}

/**
 * The columns in which rows of holes differ, equal columns taken together: what an abstraction of the rows would need
 * as parameters. All rows have the same length.
 */
export function varyingColumns(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [first = []] = rows;
  const columns = new Map<string, readonly string[]>();
  for (let i = 0; i < first.length; i++) {
    const column = rows.map((row) => row[i] ?? "");
    if (column.every((value) => value === column[0])) continue;
    columns.set(column.join("\n"), column);
  }
  return [...columns.values()];
}

/** Below this the abstraction costs the reader more than it saves. */
export const lowestScore = 60;

/**
 * Tokens that `n` copies of `size` tokens with `columns` parameters save, less what the abstraction costs; `kept` tokens
 * stay at the places as they are.
 */
export function savings(
  n: number,
  size: number,
  columns: number,
  moved: boolean,
  kept = 0,
): { score: number; tokensSaved: number } {
  const tokensSaved = (n - 1) * size - kept;
  const cost = n * columns * 3 + 10 + (moved ? 9 * n : 0);
  return { score: tokensSaved - cost, tokensSaved };
}

/** The files and ranges of pieces: files in their order, within each from its start to its end. */
export function sitesOf(pieces: readonly LocatedPiece[]): FileRange[] {
  return grouped(pieces, ({ uri }) => uri).flatMap((inFile) =>
    inFile.map(({ uri, range }) => ({ uri, range })).sort((a, b) => a.range.start - b.range.start),
  );
}

/** The part of the paths that all folders share, without a slash at its end. */
export function commonDirectory(directories: readonly string[]): string {
  const [first = "", ...others] = directories;
  let steps = first.split("/");
  for (const other of others) {
    const theirs = other.split("/");
    let shared = 0;
    while (shared < steps.length && shared < theirs.length && steps[shared] === theirs[shared]) shared++;
    steps = steps.slice(0, shared);
  }
  return steps.join("/");
}

/** A folder and those above it, the highest first, by their URIs; the first are parts of the scheme and authority. */
export function foldersAbove(directory: string): string[] {
  const steps = directory.split("/");
  return steps.map((_, i) => steps.slice(0, i + 1).join("/"));
}

/**
 * Runs of pieces that stand next to each other in one file, nothing but comments between them, or `passed` items, which
 * are named by file and number.
 */
export function runs(group: readonly LocatedPiece[], passed: ReadonlySet<string> = new Set()): LocatedPiece[][] {
  const result: LocatedPiece[][] = [];
  for (const each of group) {
    const last = result[result.length - 1];
    const before = last?.[last.length - 1];
    let next = before?.uri === each.uri ? before.piece.item + 1 : each.piece.item;
    while (next < each.piece.item && passed.has(`${each.uri} ${next}`)) next++;
    if (last && before?.uri === each.uri && next === each.piece.item) last.push(each);
    else result.push([each]);
  }
  return result;
}
