// Comments of blocks that become rows of a table: what speaks of one block goes to its row, what speaks of all stays.

import { slice, type TextRange } from "../../base/range.js";
import type { Block, BodyItem, Comment, SourceFile } from "../../syntax/ast.js";
import { isBlank, lineStart, newLineOf, nextLine, surroundings } from "./blockEdits.js";

/** Where the comments of blocks go that become rows. */
export interface RowComments {
  /** In the order of the blocks, as lines without indentation. */
  readonly rows: readonly (readonly string[])[];
  /** Comments within the first block that go to its row. */
  readonly within: readonly Comment[];
  /** Lines above the first block that go with the lines to its row; what stands there instead is `heading`. */
  readonly above: TextRange | undefined;
  /** Comments that stand above every block, and those for tools: they are put above the first. */
  readonly heading: readonly string[];
  /** Comments for tools from within the other blocks: they are put into the body. */
  readonly inBody: readonly string[];
  /** For each block but the first: what goes with it, and what is left of that. */
  readonly gone: readonly { readonly range: TextRange; readonly newText: string }[];
}

/** What linters and scanners read in comments. It speaks to the block that it stands in or above, wherever that goes. */
const directives = ["checkov:skip", "tfsec:ignore", "trivy:ignore", "tflint-ignore", "kics-scan", "nosemgrep"];

/** The items that blocks stand among, and where the space above the first of them starts. */
export interface Surrounded {
  readonly items: readonly BodyItem[];
  readonly start: number;
}

/**
 * The comments of blocks that become rows of a table, in the body `among`. Those that all blocks have stay with the
 * first, where its body stays; else they go to the rows as well. A comment that stands alone between two blocks is the
 * next one's. `saysRow` tells whether a row says a text itself: then it need not be said again.
 */
export function rowCommentsOf(
  file: SourceFile,
  among: Surrounded,
  blocks: readonly Block[],
  saysRow: (row: number, words: string) => boolean,
  keepsBody = true,
): RowComments {
  const text = (comment: Comment): string => slice(file.text, comment.range);
  const inside = blocks.map(({ range }) =>
    file.comments.filter((comment) => range.start <= comment.range.start && comment.range.end <= range.end),
  );
  const isShared = (comment: Comment): boolean =>
    keepsBody && inside.every((all) => all.some((other) => text(other) === text(comment)));
  const isForTools = (line: string): boolean => keepsBody && directives.some((word) => line.includes(word));
  const own = inside.map((all) => all.filter((comment) => !isShared(comment)));
  const standing = blocks.map((block) => standingAbove(file, among, block));
  const firstStanding = headingOf(file, among, blocks[0], standing.slice(1));
  // A comment above the first block alone may speak of them all.
  const others = standing.slice(1);
  const isBanner = (all: readonly Comment[]): boolean =>
    all.length > 1 && all.some((comment) => isDrawing(text(comment)));
  const labels = blocks.map((block) => commentWords(block.labels.at(-1)?.value ?? "").split(" "));
  const isOfFirst = (word: string): boolean =>
    [word, word.endsWith("s") ? word.slice(0, -1) : `${word}s`].some(
      (form) =>
        (labels[0]?.includes(form) && !labels.every((all) => all.includes(form))) ||
        (saysRow(0, form) && blocks.every((_, i) => i === 0 || !saysRow(i, form))),
    );
  /** True where another has a comment, and this one begins like it or has a word that is not of all rows. */
  const speaksOfFirst = (lines: readonly string[]): boolean => {
    const words = lines.flatMap((line) => commentWords(line).split(" "));
    const beginnings = others.flatMap((all) => commentWords(all.map(text).join(" ")).split(" ", 1));
    return beginnings.some((word) => word !== "") && (words.some(isOfFirst) || beginnings.includes(words[0] ?? ""));
  };
  const isAbove =
    firstStanding.length > 0 &&
    (others.every((all) => all.length > 0) ||
      (isBanner(firstStanding) && others.some(isBanner)) ||
      (isRightAbove(file, firstStanding, blocks[0]) && speaksOfFirst(firstStanding.map(text))));
  const above = blocks.map((_, i) => (i > 0 ? (standing[i] ?? []) : isAbove ? firstStanding : []));
  const first = new Set(above[0]?.map(text));
  const isEverywhere = (line: string): boolean =>
    isAbove && first.has(line) && above.every((all) => all.some((other) => text(other) === line));
  const heading = new Set<string>();
  const inBody = new Set<string>();
  const rows = blocks.map((block, i) => {
    const lines: string[] = [];
    for (const line of (above[i] ?? []).map(text)) {
      if (isEverywhere(line) || isForTools(line)) heading.add(line);
      else lines.push(line);
    }
    for (const line of (own[i] ?? []).map(text)) {
      if (!isForTools(line)) lines.push(line);
      else if (i > 0 && !inside[0]?.some((comment) => text(comment) === line)) inBody.add(line);
    }
    const { trailing } = surroundings(file, block);
    if (i > 0 && trailing !== undefined) lines.push(trailing);
    return lines.flatMap(plainComment).filter((line) => !saysRow(i, commentWords(line)));
  });
  const [start] = firstStanding;
  return {
    rows,
    within: (own[0] ?? []).filter((comment) => !isForTools(text(comment))),
    above:
      isAbove && start && blocks[0]
        ? { start: lineStart(file.text, start.range.start), end: lineStart(file.text, blocks[0].range.start) }
        : undefined,
    heading: isAbove ? [...heading] : [...heading].filter((line) => !standing[0]?.some((one) => text(one) === line)),
    inBody: [...inBody],
    gone: blocks.slice(1).map((block, i) => goneWith(file, among, block, standing[i + 1] ?? [])),
  };
}

/** Comments on lines of their own between a block and the item before it, without code that is commented out. */
function standingAbove(file: SourceFile, among: Surrounded, block: Block): readonly Comment[] {
  const own = lineStart(file.text, block.range.start);
  return paragraphs(
    file,
    file.comments.filter(({ range }) => range.start >= endBefore(file, among, block) && range.end <= own),
  )
    .filter((paragraph) => !isCode(file, paragraph))
    .flat();
}

/** Behind the lines of the item before a block, where its comments start. */
function endBefore(file: SourceFile, { items, start }: Surrounded, block: Block): number {
  const before = items[items.indexOf(block) - 1];
  return before ? nextLine(file.text, before.range.end) : start;
}

/**
 * The comments above the first block that speak of it: those right above it; else, where the others' comments stand apart
 * from their blocks as well, the nearest of as many lines.
 */
function headingOf(
  file: SourceFile,
  among: Surrounded,
  block: Block | undefined,
  others: readonly (readonly Comment[])[],
): readonly Comment[] {
  if (!block) return [];
  const nearest = paragraphs(file, standingAbove(file, among, block)).at(-1) ?? [];
  if (isRightAbove(file, nearest, block)) return nearest;
  return others.some((theirs) => theirs.length === nearest.length) ? nearest : [];
}

/** True where no blank line is between comments and the block below. */
function isRightAbove(file: SourceFile, comments: readonly Comment[], block: Block | undefined): boolean {
  const own = block ? lineStart(file.text, block.range.start) : file.text.length;
  return comments.some(({ range }) => nextLine(file.text, range.end) >= own);
}

/** Comments in groups without a blank line between. */
export function paragraphs(file: SourceFile, comments: readonly Comment[]): readonly (readonly Comment[])[] {
  const found: Comment[][] = [];
  let end = -1;
  for (const comment of comments) {
    if (lineStart(file.text, comment.range.start) === end) found.at(-1)?.push(comment);
    else found.push([comment]);
    end = nextLine(file.text, comment.range.end - 1);
  }
  return found;
}

/** True for code that was commented out: it has lines that give something a value or open a block. */
function isCode(file: SourceFile, paragraph: readonly Comment[]): boolean {
  const lines = paragraph.flatMap(({ range }) => slice(file.text, range).split("\n"));
  return lines.length > 2 && lines.some((line) => line.includes(" = ") || line.trimEnd().endsWith("{"));
}

/** The lines of a block with the comments that go to its row; other comments before it stay, as do lines between. */
function goneWith(
  file: SourceFile,
  among: Surrounded,
  block: Block,
  standing: readonly Comment[],
): RowComments["gone"][number] {
  const { text } = file;
  const lines = surroundings(file, block).lines ?? block.range;
  const start = Math.min(endBefore(file, among, block), lines.start);
  const left = paragraphs(
    file,
    file.comments.filter(({ range }) => range.start >= start && range.end <= lines.start && !isOneOf(range, standing)),
  );
  const kept = left.map((paragraph) => {
    const from = lineStart(text, paragraph[0]?.range.start ?? 0);
    return `${newLineOf(text)}${text.slice(from, nextLine(text, (paragraph.at(-1)?.range.end ?? 1) - 1))}`;
  });
  const isAlone = isBlank(text.slice(lineStart(text, block.range.start), block.range.start));
  return isAlone ? { range: { start, end: lines.end }, newText: kept.join("") } : { range: block.range, newText: "" };
}

function isOneOf(range: TextRange, comments: readonly Comment[]): boolean {
  return comments.some((comment) => comment.range.start === range.start);
}

/** A comment as it stands in a table: without lines and marks that only draw attention. */
function plainComment(comment: string): readonly string[] {
  if (!comment.startsWith("#")) return isDrawing(comment) ? [] : [comment];
  if (isDrawing(comment)) return [];
  let start = 0;
  while (comment[start] === "#") start++;
  let end = comment.length;
  while (end > 0 && (comment[end - 1] === "#" || comment[end - 1] === " ")) end--;
  return [start > 1 ? `# ${comment.slice(start, end).trim()}` : comment.trimEnd()];
}

/** True for a comment without a letter or a digit. */
function isDrawing(comment: string): boolean {
  return commentWords(comment) === "";
}

/** The words of a text in lower case with a space between, without punctuation. */
export function commentWords(text: string): string {
  let words = "";
  for (const char of text.toLowerCase()) {
    const isWord = char !== char.toUpperCase() || (char >= "0" && char <= "9");
    if (isWord) words += char;
    else if (!words.endsWith(" ")) words += " ";
  }
  return words.trim();
}

/** A comment with what has to go with it: its line where it has one of its own, else the space before it. */
export function lineOf({ text }: SourceFile, { start, end }: TextRange): TextRange {
  const from = lineStart(text, start);
  if (text.slice(from, start).trim() === "") return { start: from, end: nextLine(text, end) };
  let before = start;
  while (before > from && (text[before - 1] === " " || text[before - 1] === "\t")) before--;
  return { start: before, end };
}
