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

/** A name with the text of its value, which may have several lines. */
export interface Entry {
  readonly name: string;
  readonly value: string;
}

/** Adds lines behind the last of some; of entries with several lines, the first is aligned. */
export function addAligned(
  change: SourceChangeBuilder,
  file: SourceFile,
  lines: readonly Line[],
  added: readonly Entry[],
): void {
  const last = lines.at(-1);
  if (!last || added.length === 0) return;
  const lineOf = (offset: number) => file.lineIndex.position(offset).line;
  const isSingle = ({ range, equals }: Line) => equals !== undefined && lineOf(range.start) === lineOf(range.end);
  const run: Line[] = [];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    const below = lines[i + 1];
    if (!isSingle(line) || (below && lineOf(below.range.start) !== lineOf(line.range.end) + 1)) break;
    run.unshift(line);
  }
  const isAligned = run.length > 0 && !isSpread(added[0]);
  const others = isAligned ? run.map(({ nameWidth }) => nameWidth) : [];
  const width = Math.max(...others, ...leading(added).map(({ name }) => name.length));
  for (const { nameEnd, nameWidth, equals } of isAligned ? run : []) {
    const padding = " ".repeat(width - nameWidth + 1);
    if (file.text.slice(nameEnd, equals) !== padding) {
      change.replace(file.uri, { start: nameEnd, end: equals ?? nameEnd }, padding);
    }
  }
  const end = nextLine(file.text, last.range.end);
  const newLine = newLineOf(file.text);
  const indentation = indentationAt(file.text, last.range.start);
  change.insert(file.uri, end, alignedText(added, indentation, newLine, width) + newLine);
}

/** Entries below each other, each single line's `=` in one column with those next to it; without a line break at the end. */
export function alignedText(added: readonly Entry[], indentation: string, newLine: string, atLeast = 0): string {
  const lines: string[] = [];
  for (let i = 0; i < added.length; ) {
    const run = leading(added.slice(i));
    const width = Math.max(i === 0 ? atLeast : 0, ...run.map(({ name }) => name.length));
    for (const { name, value } of run) lines.push(`${indentation}${name.padEnd(width)} = ${value}`);
    i += run.length;
  }
  return lines.join(newLine);
}

/** The first entry alone where it has several lines, else with those behind it that have one. */
function leading(added: readonly Entry[]): readonly Entry[] {
  const end = added.findIndex(isSpread);
  return added.slice(0, end < 0 ? added.length : Math.max(1, end));
}

function isSpread(entry: Entry | undefined): boolean {
  return entry?.value.includes("\n") ?? false;
}
