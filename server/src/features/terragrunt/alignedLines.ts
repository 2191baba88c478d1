// Writes `name = value` behind others of its kind, with the `=` of those directly above in one column, as `fmt` has it.

import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { SourceFile } from "../../syntax/ast.js";
import { indentationAt, newLineOf, nextLine } from "../rewriting/blockEdits.js";

/** What stands on one line: the name's end, the `=`, and the whole. */
export interface Line {
  readonly range: { readonly start: number; readonly end: number };
  readonly nameEnd: number;
  readonly nameWidth: number;
  /** Where the `=` stands; undefined for an item that is written in another way. */
  readonly equals: number | undefined;
}

/** Adds a line behind the last of some; `entry` may have several lines, of which the first is aligned. */
export function addAligned(
  change: SourceChangeBuilder,
  file: SourceFile,
  lines: readonly Line[],
  name: string,
  value: string,
): void {
  const last = lines.at(-1);
  if (!last) return;
  const lineOf = (offset: number) => file.lineIndex.position(offset).line;
  const isSingle = ({ range, equals }: Line) => equals !== undefined && lineOf(range.start) === lineOf(range.end);
  const run: Line[] = [];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    const below = lines[i + 1];
    if (!isSingle(line) || (below && lineOf(below.range.start) !== lineOf(line.range.end) + 1)) break;
    run.unshift(line);
  }
  const isAligned = run.length > 0 && !value.includes("\n");
  const width = isAligned ? Math.max(name.length, ...run.map(({ nameWidth }) => nameWidth)) : name.length;
  for (const { nameEnd, nameWidth, equals } of isAligned ? run : []) {
    const padding = " ".repeat(width - nameWidth + 1);
    if (file.text.slice(nameEnd, equals) !== padding) {
      change.replace(file.uri, { start: nameEnd, end: equals ?? nameEnd }, padding);
    }
  }
  const end = nextLine(file.text, last.range.end);
  const indentation = indentationAt(file.text, last.range.start);
  change.insert(file.uri, end, `${indentation}${name.padEnd(width)} = ${value}${newLineOf(file.text)}`);
}
