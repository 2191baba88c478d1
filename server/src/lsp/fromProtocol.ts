// Converts the protocol's positions into offsets, and reads what clients send back to us.

import type { Position, Range } from "vscode-languageserver";
import type { LineIndex } from "../base/lineIndex.js";
import { range, type TextRange } from "../base/range.js";

export function toOffset(lines: LineIndex, { line, character }: Position): number {
  return lines.offset({ line, column: character });
}

/** A range whose ends may be swapped; positions outside of the text are clipped to it. */
export function toTextRange(lines: LineIndex, { start, end }: Range): TextRange {
  const a = toOffset(lines, start);
  const b = toOffset(lines, end);
  return a <= b ? range(a, b) : range(b, a);
}

/** A field of a value that came over the wire; undefined where the value is no object or lacks it. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
