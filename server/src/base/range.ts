/**
 * A half-open range of UTF-16 code units, `start` inclusive and `end` exclusive, 0-based from the file's start.
 * Lines and columns appear only in `lsp/` and in printed output.
 */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Builds a range; `end` is raised to `start` where it would lie before it. */
export function range(start: number, end: number): TextRange {
  return { start, end: Math.max(start, end) };
}

/** True where `offset` stands inside or at either edge of the range, as a cursor does. */
export function touches(r: TextRange, offset: number): boolean {
  return r.start <= offset && offset <= r.end;
}

/** True where `inner` lies within `outer`, edges included. */
export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True where the two share a code unit, or one is empty and touches the other. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end
    ? true
    : a.start === a.end
      ? touches(b, a.start)
      : b.start === b.end && touches(a, b.start);
}

/** The smallest range around both. */
export function cover(a: TextRange, b: TextRange): TextRange {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The text a range names; offsets past the end are clipped. */
export function slice(text: string, r: TextRange): string {
  return text.slice(r.start, r.end);
}
