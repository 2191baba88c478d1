// The lines in which two texts differ, as edits: what a diff of a file with many changes is made of.
import { LineIndex } from "../base/lineIndex.js";
import type { TextEdit } from "../base/textEdit.js";

/** Tables of lines beyond this size are not made; the whole stretch between equal ends counts as changed then. */
const largestTable = 4_000_000;

/** Edits of whole lines that make `after` of `before`, as few lines as can be; none where the texts are equal. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const offsets = [0];
  for (const line of old) offsets.push((offsets.at(-1) ?? 0) + line.length);
  const edits: TextEdit[] = [];
  for (const { from, to, lines } of stretches(old.slice(start, old.length - end), now.slice(start, now.length - end))) {
    const range = { start: offsets[start + from] ?? 0, end: offsets[start + to] ?? before.length };
    edits.push({ range, newText: lines.join("") });
  }
  return edits;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** The stretches of lines to replace, by the longest common subsequence of the two lists. */
function stretches(old: readonly string[], now: readonly string[]): readonly Stretch[] {
  if (old.length === 0 && now.length === 0) return [];
  if (old.length * now.length > largestTable) return [{ from: 0, to: old.length, lines: now }];
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      table[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const [from, first] = [i, j];
    while ((i < old.length || j < now.length) && !(i < old.length && j < now.length && old[i] === now[j])) {
      if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) i++;
      else j++;
    }
    found.push({ from, to: i, lines: now.slice(first, j) });
  }
  return found;
}

/** The lines of a text, each with its line break. */
function linesOf(text: string): string[] {
  const index = new LineIndex(text);
  const lines: string[] = [];
  for (let i = 0; i < index.lineCount; i++) {
    const { start } = index.line(i);
    const next = i + 1 < index.lineCount ? index.line(i + 1).start : text.length;
    if (next > start) lines.push(text.slice(start, next));
  }
  return lines;
}
