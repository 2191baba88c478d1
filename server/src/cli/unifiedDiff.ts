// A unified diff of one text and its edits, as `diff -u` prints it.
import { LineIndex } from "../base/lineIndex.js";
import { applyEdits, sortEdits, type TextEdit } from "../base/textEdit.js";

/** Whole lines of the old text, from `start` up to `end`, and those that replace them. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

const contextLines = 3;

/** The diff of `path` with three lines of context; empty where there are no edits. The edits must be disjoint. */
export function unifiedDiff(path: string, text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return "";
  const old = linesOf(text);
  const hunks: Change[][] = [];
  for (const change of changesOf(text, old, edits)) {
    const hunk = hunks.at(-1);
    const before = hunk?.at(-1);
    if (hunk && before && change.start - before.end <= 2 * contextLines) hunk.push(change);
    else hunks.push([change]);
  }
  let shift = 0;
  let out = `--- old/${path}\n+++ new/${path}\n`;
  for (const hunk of hunks) {
    const from = Math.max(0, (hunk[0] as Change).start - contextLines);
    const to = Math.min(old.length, (hunk.at(-1) as Change).end + contextLines);
    const body: string[] = [];
    let at = from;
    let grown = 0;
    for (const change of hunk) {
      for (; at < change.start; at++) body.push(` ${old[at]}`);
      for (; at < change.end; at++) body.push(`-${old[at]}`);
      body.push(...change.lines.map((line) => `+${line}`));
      grown += change.lines.length - (change.end - change.start);
    }
    for (; at < to; at++) body.push(` ${old[at]}`);
    out += `@@ -${span(from, to - from)} +${span(from + shift, to - from + grown)} @@\n`;
    for (const line of body) out += line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`;
    shift += grown;
  }
  return out;
}

function span(start: number, length: number): string {
  return `${length === 0 ? start : start + 1}${length === 1 ? "" : `,${length}`}`;
}

/** The lines of a text, each with its line break; none after the last break. */
function linesOf(text: string): string[] {
  const index = new LineIndex(text);
  const lines: string[] = [];
  for (let i = 0; i < index.lineCount; i++) lines.push(text.slice(index.line(i).start, index.line(i).end));
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** The edits as replacements of whole lines; those that share a line become one. */
function changesOf(text: string, old: readonly string[], edits: readonly TextEdit[]): Change[] {
  const index = new LineIndex(text);
  const groups: { first: number; last: number; edits: TextEdit[] }[] = [];
  for (const edit of sortEdits(edits)) {
    const first = index.position(edit.range.start).line;
    const last = index.position(edit.range.end).line;
    const group = groups.at(-1);
    if (group && first <= group.last) {
      group.edits.push(edit);
      group.last = Math.max(group.last, last);
    } else {
      groups.push({ first, last, edits: [edit] });
    }
  }
  return groups.map(({ first, last, edits: inside }) => {
    const { start } = index.line(first);
    const shifted = inside.map(({ range, newText }) => ({
      range: { start: range.start - start, end: range.end - start },
      newText,
    }));
    const replaced = linesOf(applyEdits(text.slice(start, index.line(last).end), shifted));
    return withoutEqualEnds(old, { start: first, end: Math.min(last + 1, old.length), lines: replaced });
  });
}

/** An edit up to a line's start touches that line without changing it. */
function withoutEqualEnds(old: readonly string[], change: Change): Change {
  let { start, end } = change;
  let [from, to] = [0, change.lines.length];
  while (start < end && from < to && old[start] === change.lines[from]) [start, from] = [start + 1, from + 1];
  while (end > start && to > from && old[end - 1] === change.lines[to - 1]) [end, to] = [end - 1, to - 1];
  return { start, end, lines: change.lines.slice(from, to) };
}
