// Comments of blocks that become rows of a table: what speaks of one block goes to its row.

import { slice, type TextRange } from "../../base/range.js";
import type { Block, Comment, SourceFile } from "../../syntax/ast.js";
import { lineStart, nextLine, surroundings } from "./blockEdits.js";

/** The comments that speak of one block: they go to its row. */
export interface RowComments {
  /** In the order of the blocks, as lines. */
  readonly rows: readonly (readonly string[])[];
  /** Comments within the first block that go to its row. */
  readonly within: readonly Comment[];
  /** Lines above the first block that go to its row. */
  readonly above: TextRange | undefined;
}

/**
 * The comments of blocks that become rows of a table. Those that all blocks have stay with the first, where its body
 * stays; else they go to the rows as well.
 */
export function rowCommentsOf(file: SourceFile, blocks: readonly Block[], keepsBody = true): RowComments {
  const text = (comment: Comment): string => slice(file.text, comment.range);
  const inside = blocks.map(({ range }) =>
    file.comments.filter((comment) => range.start <= comment.range.start && comment.range.end <= range.end),
  );
  const around = blocks.map((block) => surroundings(file, block));
  const isShared = (comment: Comment): boolean =>
    keepsBody && inside.every((all) => all.some((other) => text(other) === text(comment)));
  const own = inside.map((all) => all.filter((comment) => !isShared(comment)));
  // A comment above the first block alone may speak of them all.
  const isAbove = around.every(({ leading }) => leading.length > 0);
  const rows = blocks.map((_, i) => [
    ...(i > 0 || isAbove ? (around[i]?.leading ?? []) : []),
    ...(own[i] ?? []).map(text),
    ...(i > 0 && around[i]?.trailing !== undefined ? [around[i]?.trailing ?? ""] : []),
  ]);
  const [first] = blocks;
  const lines = around[0]?.lines;
  const above =
    isAbove && first && lines ? { start: lines.start, end: lineStart(file.text, first.range.start) } : undefined;
  return {
    rows,
    within: own[0] ?? [],
    above,
  };
}

/** A comment with what has to go with it: its line where it has one of its own, else the space before it. */
export function lineOf({ text }: SourceFile, { start, end }: TextRange): TextRange {
  const from = lineStart(text, start);
  if (text.slice(from, start).trim() === "") return { start: from, end: nextLine(text, end) };
  let before = start;
  while (before > from && (text[before - 1] === " " || text[before - 1] === "\t")) before--;
  return { start: before, end };
}
