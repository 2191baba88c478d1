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

/**
 * The edits that do what `first` and then `second` do; those of `second` speak of the text after `first`. Edits that do
 * not touch one another stay apart.
 */
export function followedBy(text: string, first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const between = applyEdits(text, first);
  let growth = 0;
  const parts = sortEdits(first).map((edit) => {
    const start = edit.range.start + growth;
    growth += edit.newText.length - (edit.range.end - edit.range.start);
    return { edit, isFirst: true, start, end: start + edit.newText.length };
  });
  const others = sortEdits(second).map((edit) => ({ edit, isFirst: false, ...edit.range }));
  const all = [...parts, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: TextEdit[] = [];
  growth = 0;
  for (let i = 0; i < all.length; ) {
    const { start } = all[i] as (typeof all)[number];
    let end = start;
    const touching: (typeof all)[number][] = [];
    for (; i < all.length && (all[i] as (typeof all)[number]).start <= end; i++) {
      touching.push(all[i] as (typeof all)[number]);
      end = Math.max(end, (all[i] as (typeof all)[number]).end);
    }
    const own = touching.filter(({ isFirst }) => isFirst).map(({ edit }) => edit);
    const grown = own.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
    if (own.length === touching.length) {
      result.push(...own);
    } else {
      const inner = touching.filter(({ isFirst }) => !isFirst).map(({ edit }) => shifted(edit, -start));
      const newText = applyEdits(between.slice(start, end), inner);
      result.push({ range: { start: start - growth, end: end - growth - grown }, newText });
    }
    growth += grown;
  }
  return result;
}

function shifted({ range, newText }: TextEdit, by: number): TextEdit {
  return { range: { start: range.start + by, end: range.end + by }, newText };
}
