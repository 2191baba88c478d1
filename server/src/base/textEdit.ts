// Edits of one text.

import type { TextRange } from "./range.js";

/** Replaces the code units of `range` by `newText`. All edits of a list speak of the same, unedited text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
  /**
   * The same text with places to be filled in, in the syntax of LSP snippets. An editor that knows it goes through the
   * places; everywhere else `newText` counts.
   */
  readonly snippet?: string;
}

/** Edits in the order of their positions; those at one place keep the order they were given in. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.order - b.order)
    .map(({ edit }) => edit);
}

/** True where no two edits share a code unit. Insertions at one place do not overlap. */
export function areDisjoint(edits: readonly TextEdit[]): boolean {
  const sorted = sortEdits(edits);
  return sorted.every((edit, i) => i === 0 || (sorted[i - 1] as TextEdit).range.end <= edit.range.start);
}

/** The text after all edits; throws a RangeError where two of them overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  if (!areDisjoint(edits)) throw new RangeError("overlapping edits");
  let result = "";
  let at = 0;
  for (const edit of sortEdits(edits)) {
    result += text.slice(at, edit.range.start) + edit.newText;
    at = edit.range.end;
  }
  return result + text.slice(at);
}
