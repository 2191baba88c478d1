// Offsets and lines of one text.

import type { TextRange } from "./range.js";

/** A 0-based line and a 0-based column in UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/**
 * Converts between offsets and lines of one text.
 * A line ends after `\n`, `\r\n` or a lone `\r`, as in the Language Server Protocol.
 */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    if (!text.includes("\r")) {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
      return;
    }
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  /** How many lines there are; a text that ends in a line break has an empty last line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The line and column of an offset; one out of bounds is clipped to the text. */
  position(offset: number): LineColumn {
    const at = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: at - (this.#starts[low] ?? 0) };
  }

  /** The offset of a position; a column past its line's end is clipped to the next line's start. */
  offset(position: LineColumn): number {
    if (position.line < 0) return 0;
    const start = this.#starts[position.line];
    if (start === undefined) return this.length;
    const next = this.#starts[position.line + 1] ?? this.length;
    return Math.max(start, Math.min(start + position.column, next));
  }

  /** The range of a 0-based line with its line break; empty at the end of the text past the last line. */
  line(line: number): TextRange {
    const start = this.#starts[line] ?? this.length;
    return { start, end: this.#starts[line + 1] ?? this.length };
  }
}
