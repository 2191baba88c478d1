// Writes the keys of an object otherwise, and keeps the signs behind them below one another.

import { slice } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { ObjectConsExpr, ObjectItem } from "../../../syntax/ast.js";
import type { ExpressionContext, Replacement } from "../expressionRefactor.js";

/** The object with each key as `rename` gives it; a key of which it gives nothing stays. Undefined where all stay. */
export function renamedKeys(
  { file }: ExpressionContext,
  object: ObjectConsExpr,
  rename: (item: ObjectItem) => string | undefined,
): Replacement | undefined {
  const { text, lineIndex } = file;
  const line = (offset: number): number => lineIndex.position(offset).line;
  const edits: TextEdit[] = [];
  const replace = (start: number, end: number, newText: string): void => {
    const { start: from } = object.range;
    edits.push({ range: { start: start - from, end: end - from }, newText });
  };
  let group: ObjectItem[] = [];
  const finish = (): void => {
    const names = group.map((item) => rename(item) ?? slice(text, item.key.range));
    const width = Math.max(0, ...names.map((name) => name.length));
    const signs = group.map((item) => text.indexOf(item.separator, item.key.range.end));
    const columns = new Set(group.map((item, i) => (signs[i] as number) - item.key.range.start));
    for (const [i, item] of group.entries()) {
      const name = names[i] as string;
      const isAligned = group.length > 1 && columns.size === 1;
      const end = isAligned ? (signs[i] as number) : item.key.range.end;
      replace(item.key.range.start, end, isAligned ? name.padEnd(width + 1) : name);
    }
    group = [];
  };
  for (const item of object.items) {
    const last = group[group.length - 1];
    // The formatter aligns items on lines of their own, each behind the other.
    const isNext =
      last && line(last.range.end) === line(last.range.start) && line(item.range.start) === line(last.range.end) + 1;
    if (!isNext) finish();
    group.push(item);
  }
  finish();
  if (object.items.every((item) => rename(item) === undefined)) return undefined;
  return { newText: applyEdits(slice(text, object.range), edits) };
}
