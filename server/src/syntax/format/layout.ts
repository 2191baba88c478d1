// The whitespace pass: how many spaces stand before each token. It never adds, drops or moves a token.
import { graphemeCount } from "./columns.js";
import { bracketChange, endsLine, type FormatToken } from "./formatToken.js";
import { hasSpaceBetween } from "./spacing.js";

/**
 * A line in three cells, as `tofu fmt` sees it: what leads up to `=`, the assignment from `=` on, and a comment at
 * its end. Each cell is a stretch of the token list; the comment is at most one token.
 */
interface Line {
  readonly start: number;
  /** Where the assignment starts; equal to `end` where the line has none. */
  assign: number;
  /** Where the comment starts, or the line ends. */
  end: number;
  readonly comment: FormatToken | undefined;
}

/**
 * Sets `spaces` of every token in place, by the rules of hclwrite's `Format`. `originalSpaces` is what stands between
 * the last token and the end of the file, which is kept. The Newline at `ignoredBlank`, alone on its line, is treated as
 * if its line were not there, so that a line about to be typed does not part the lines around it.
 */
export function layOut(tokens: readonly FormatToken[], originalSpaces: number, ignoredBlank?: FormatToken): void {
  const lines = splitLines(tokens, ignoredBlank);
  indent(tokens, lines);
  for (const line of lines) {
    spaceCell(tokens, line.start, line.assign);
    spaceCell(tokens, line.assign, line.end);
    const equals = line.assign < line.end ? tokens[line.assign] : undefined;
    if (equals) equals.spaces = 1;
  }
  align(tokens, lines);
  const last = tokens.at(-1);
  // The end of the file belongs to no line: `tofu fmt` keeps as many spaces as there were bytes.
  if (last?.type === "EOF") last.spaces = originalSpaces;
}

function splitLines(tokens: readonly FormatToken[], ignoredBlank: FormatToken | undefined): Line[] {
  const lines: Line[] = [];
  let start = 0;
  const finish = (end: number): void => {
    if (end > start && !(end === start + 1 && tokens[start] === ignoredBlank)) lines.push(lineOf(tokens, start, end));
    start = end;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as FormatToken;
    if (token.type === "EOF") finish(i);
    else if (endsLine(token)) finish(i + 1);
  }
  if (tokens.at(-1)?.type !== "EOF") finish(tokens.length);
  return lines;
}

function lineOf(tokens: readonly FormatToken[], start: number, lineEnd: number): Line {
  const last = tokens[lineEnd - 1];
  const comment = lineEnd - start > 1 && last?.type === "Comment" ? last : undefined;
  const end = comment ? lineEnd - 1 : lineEnd;
  for (let i = start + 1; i < end; i++) {
    if (tokens[i]?.type !== "Equal") continue;
    // A value that goes on over the next lines is not aligned with its neighbours.
    return { start, assign: netChange(tokens, i, end) === 0 ? i : end, end, comment };
  }
  return { start, assign: end, end, comment };
}

function netChange(tokens: readonly FormatToken[], start: number, end: number): number {
  let net = 0;
  for (let i = start; i < end; i++) net += bracketChange(tokens[i] as FormatToken);
  return net;
}

/** Each line that opens more than it closes indents what follows by one level, however many brackets it opens. */
function indent(tokens: readonly FormatToken[], lines: readonly Line[]): void {
  const levels: number[] = [];
  for (const line of lines) {
    const first = tokens[line.start] as FormatToken;
    if (first.type === "Newline") {
      first.spaces = 0;
      continue;
    }
    let net = netChange(tokens, line.assign, line.end);
    for (let i = line.start; i < line.assign; i++) {
      const token = tokens[i] as FormatToken;
      net += bracketChange(token);
      if (token.type === "OHeredoc") break;
    }
    for (let closed = -net; closed > 0 && levels.length > 0; ) {
      const top = levels.pop() as number;
      if (top > closed) levels.push(top - closed);
      closed -= top;
    }
    first.spaces = 2 * levels.length;
    if (net > 0) levels.push(net);
  }
}

function spaceCell(tokens: readonly FormatToken[], start: number, end: number): void {
  for (let i = start; i + 1 < end; i++) {
    const after = tokens[i + 1] as FormatToken;
    const before = i > start ? tokens[i - 1] : undefined;
    after.spaces = hasSpaceBetween(before, tokens[i] as FormatToken, after) ? 1 : 0;
  }
}

/** Aligns the `=` and the comments of neighbouring lines that have them; a line without one ends the run. */
function align(tokens: readonly FormatToken[], lines: readonly Line[]): void {
  const leads: number[] = [];
  forEachRun(lines, hasAssign, (run) => {
    let widest = 0;
    leads.length = 0;
    for (const line of run) {
      const width = columns(tokens, line.start, line.assign);
      leads.push(width);
      widest = Math.max(widest, width);
    }
    run.forEach((line, i) => {
      (tokens[line.assign] as FormatToken).spaces = widest - (leads[i] as number) + 1;
    });
  });
  forEachRun(lines, hasComment, (run) => {
    const widths = run.map((line) => columns(tokens, line.start, line.end));
    let widest = 0;
    for (const width of widths) widest = Math.max(widest, width);
    run.forEach((line, i) => {
      (line.comment as FormatToken).spaces = widest - (widths[i] as number) + 1;
    });
  });
}

function hasAssign(line: Line): boolean {
  return line.assign < line.end;
}

function hasComment(line: Line): boolean {
  return line.comment !== undefined;
}

function forEachRun(
  lines: readonly Line[],
  belongs: (line: Line) => boolean,
  use: (run: readonly Line[]) => void,
): void {
  let start = 0;
  for (let i = 0; i <= lines.length; i++) {
    const line = lines[i];
    if (line !== undefined && belongs(line)) continue;
    if (i > start) use(lines.slice(start, i));
    start = i + 1;
  }
}

function columns(tokens: readonly FormatToken[], start: number, end: number): number {
  let width = 0;
  for (let i = start; i < end; i++) {
    const token = tokens[i] as FormatToken;
    width += token.spaces + graphemeCount(token.text);
  }
  return width;
}
