// Keeps what an edit touches as the formatter has it: where the lines around it were formatted, so they are after it.
//
// Whoever makes an edit writes names and values; how far its neighbours' `=` and comments move, and how deep a value of
// several lines stands in its new place, is the formatter's business alone.

import { slice, type TextRange } from "../../base/range.js";
import type { SourceChange } from "../../base/sourceChange.js";
import { applyEdits, areDisjoint, followedBy, sortEdits, type TextEdit } from "../../base/textEdit.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { SourceFile } from "../../syntax/ast.js";
import { formatEdits, formatStyleOf } from "../../syntax/format/format.js";
import { scan } from "../../syntax/scan.js";
import { isBlank } from "./blockEdits.js";

/**
 * A change with the white space that the formatter would mend after it, in those stretches of lines that it touches and
 * that were formatted before. A stretch goes to the next blank line, since the formatter aligns nothing across one.
 * Text of several lines keeps its own layout where any stretch that the change touches was not formatted: it may come
 * from there. Files with syntax errors, and edits with places to fill in, stay as they are. Undefined gives undefined.
 */
export function keepLayout<Change extends SourceChange | undefined>(
  snapshot: WorkspaceSnapshot,
  change: Change,
): Change | SourceChange {
  if (!change) return change;
  const made = new Set(change.operations.map((operation) => operation.uri));
  const touched = [...change.edits].flatMap(([uri, edits]) => {
    const file = made.has(uri) || formatStyleOf(uri) === undefined ? undefined : snapshot.file(uri);
    return file ? [{ uri, file, stretches: touchedStretches(file, edits) }] : [];
  });
  const isFormatted = touched.every(({ stretches }) => stretches.every((stretch) => stretch.isFormatted));
  const edits = new Map(change.edits);
  let { rename } = change;
  for (const { uri, file, stretches } of touched) {
    const kept = stretches.filter(
      (stretch) =>
        stretch.isFormatted && (isFormatted || stretch.edits.every(({ newText }) => !newText.includes("\n"))),
    );
    const own = change.edits.get(uri) ?? [];
    const mended = mendedWithin(file, own, kept);
    if (mended.length === 0) continue;
    edits.set(uri, followedBy(file.text, own, mended));
    const { offset } = rename ?? { offset: 0 };
    const above = mended.filter(({ range }) => range.end <= offset);
    if (rename?.uri === uri) rename = { uri, offset: offset + growth(above) };
  }
  return { ...change, edits, ...(rename ? { rename } : {}) };
}

/** Lines that edits touch, with those around them up to the next blank lines. */
interface Stretch {
  readonly range: TextRange;
  readonly edits: readonly TextEdit[];
  readonly isFormatted: boolean;
}

/** The stretches that edits touch, in order and disjoint; none where the file cannot be formatted. */
function touchedStretches(file: SourceFile, edits: readonly TextEdit[]): readonly Stretch[] {
  if (file.errors.length > 0 || edits.some(({ snippet }) => snippet !== undefined) || !areDisjoint(edits)) return [];
  const found: { range: TextRange; edits: TextEdit[] }[] = [];
  for (const edit of sortEdits(edits)) {
    const range = stretchAround(file, edit.range);
    const last = found.at(-1);
    if (last && range.start <= last.range.end) {
      last.range = { start: last.range.start, end: Math.max(last.range.end, range.end) };
      last.edits.push(edit);
    } else {
      found.push({ range, edits: [edit] });
    }
  }
  const open = whiteSpaceEdits(file.text);
  return found.map((stretch) => ({
    ...stretch,
    isFormatted: !open.some(({ range }) => range.start <= stretch.range.end && stretch.range.start <= range.end),
  }));
}

/** The lines of a range and the two beside it, and all around them up to the next blank lines. */
function stretchAround({ text, lineIndex }: SourceFile, range: TextRange): TextRange {
  const isBlankLine = (line: number): boolean => isBlank(slice(text, lineIndex.line(line)));
  const last = lineIndex.lineCount - 1;
  let from = Math.max(0, lineIndex.position(range.start).line - 1);
  let to = Math.min(last, lineIndex.position(range.end).line + 1);
  while (from > 0 && isBlankLine(from)) from--;
  while (from > 0 && !isBlankLine(from - 1)) from--;
  while (to < last && isBlankLine(to)) to++;
  while (to < last && !isBlankLine(to + 1)) to++;
  return { start: lineIndex.line(from).start, end: lineIndex.line(to).end };
}

/** What the formatter would still mend after the edits within some stretches; places are in the text after the edits. */
function mendedWithin(file: SourceFile, edits: readonly TextEdit[], stretches: readonly Stretch[]): TextEdit[] {
  if (stretches.length === 0) return [];
  const after = stretches.map(({ range, edits: own }) => {
    const start = range.start + growth(edits.filter((edit) => edit.range.start < range.start));
    return { start, end: start + (range.end - range.start) + growth(own) };
  });
  return whiteSpaceEdits(applyEdits(file.text, edits)).filter(({ range }) =>
    after.some(({ start, end }) => start <= range.start && range.end <= end),
  );
}

/** How much longer edits make a text. */
function growth(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
}

/** The formatter's edits of white space alone: what else it rewrites has nothing to do with an edit elsewhere. */
function whiteSpaceEdits(text: string): readonly TextEdit[] {
  return formatEdits(text, scan(text), { style: "hcl" });
}
