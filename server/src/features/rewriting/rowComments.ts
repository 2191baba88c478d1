// Comments of blocks that become rows of a table: what speaks of one block goes to its row, what speaks of all stays.

import { slice, type TextRange } from "../../base/range.js";
import type { Attribute, Block, BodyItem, Comment, SourceFile } from "../../syntax/ast.js";
import { isBlank, lineStart, newLineOf, nextLine, surroundings } from "./blockEdits.js";

/** A comment that stands behind an argument, and that argument's name. */
export interface RowComment {
  readonly text: string;
  readonly argument: string;
}

/** Where the comments of blocks go that become rows. */
export interface RowComments {
  /** In the order of the blocks, as lines without indentation. */
  readonly rows: readonly (readonly string[])[];
  /** For each block: the comment that stands behind one of its values, where there is one only. */
  readonly behind: readonly (RowComment | undefined)[];
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

/** What a table says itself. */
export interface SaidByTable {
  /** The texts of a row: its key and its values. */
  readonly row: (row: number) => readonly string[];
  /** True where the first block's text in a range differs from row to row. */
  readonly differs: (range: TextRange) => boolean;
  /** True where the first block's body stays. */
  readonly keepsBody: boolean;
}

/**
 * The comments of blocks that become rows of a table, in the body `among`. Those that most blocks have stay with the
 * first, where its body stays; else they go to the rows as well. A comment that stands alone between two blocks is the
 * next one's. What a row says itself need not be said again.
 */
export function rowCommentsOf(
  file: SourceFile,
  among: Surrounded,
  blocks: readonly Block[],
  { row: textsOf, differs, keepsBody }: SaidByTable,
): RowComments {
  const saysRow = (row: number, words: string): boolean => textsOf(row).some((one) => commentWords(one) === words);
  const text = (comment: Comment): string => slice(file.text, comment.range);
  const inside = blocks.map(({ range }) =>
    file.comments.filter((comment) => range.start <= comment.range.start && comment.range.end <= range.end),
  );
  const isShared = (comment: Comment): boolean => {
    const having = inside.filter((all) => all.some((other) => text(other) === text(comment))).length;
    if (!keepsBody || having === blocks.length) return keepsBody;
    const inFirst = inside[0]?.find((other) => text(other) === text(comment));
    const before = inFirst && blocks[0] && argumentBefore(file, blocks[0], inFirst);
    return before !== undefined && !differs(before.range) && having * 2 > blocks.length;
  };
  const isForTools = (line: string): boolean => keepsBody && directives.some((word) => line.includes(word));
  const own = inside.map((all) => all.filter((comment) => !isShared(comment)));
  const standing = blocks.map((block) => standingAbove(file, among, block));
  const firstStanding = headingOf(file, among, blocks[0], standing.slice(1));
  // A comment above the first block alone may speak of them all.
  const isTold = (comment: Comment): boolean => !isForTools(text(comment));
  const others = standing.slice(1).map((all) => all.filter(isTold));
  const isBanner = (all: readonly Comment[]): boolean =>
    all.length > 1 && all.some((comment) => isDrawing(text(comment)));
  const labels = blocks.map((block) => commentWords(block.labels.at(-1)?.value ?? "").split(" "));
  const isOfFirst = (word: string): boolean =>
    [word, word.endsWith("s") ? word.slice(0, -1) : `${word}s`].some(
      (form) =>
        (labels[0]?.includes(form) && !labels.every((all) => all.includes(form))) ||
        (saysRow(0, form) && blocks.every((_, i) => i === 0 || !saysRow(i, form))),
    );
  const isOfOther = (word: string): boolean =>
    labels.some((_, i) => i > 0 && (saysRow(i, word) || isOfAlone(i, labels, saysRow)(word)));
  /** True where another has a comment, and this one begins like it or has a word that is not of all rows. */
  const speaksOfFirst = (lines: readonly string[]): boolean => {
    const words = lines.flatMap((line) => commentWords(line).split(" "));
    const beginnings = others.flatMap((all) => commentWords(all.map(text).join(" ")).split(" ", 1));
    if (beginnings.every((word) => word === "")) {
      return lines.length === 1 && words.some(isOfAlone(0, labels, saysRow)) && !words.some(isOfOther);
    }
    return words.some(isOfFirst) || beginnings.includes(words[0] ?? "");
  };
  const isAbove =
    firstStanding.length > 0 &&
    (others.every((all) => all.length > 0) ||
      (isBanner(firstStanding) && others.some(isBanner)) ||
      firstStanding.map(text).every((line) => saysRow(0, commentWords(line))) ||
      (isRightAbove(file, firstStanding, blocks[0]) && speaksOfFirst(firstStanding.map(text))));
  const above = blocks.map((_, i) => (i > 0 ? (standing[i] ?? []) : isAbove ? firstStanding : []));
  const first = new Set(above[0]?.map(text));
  const isEverywhere = (line: string): boolean =>
    isAbove && first.has(line) && above.every((all) => all.some((other) => text(other) === line));
  const heading = new Set<string>();
  const inBody = new Set<string>();
  const behind = blocks.map((block, i) => {
    const found = (own[i] ?? []).flatMap((comment) => {
      const line = text(comment);
      const before = isForTools(line) ? undefined : argumentBefore(file, block, comment);
      const isSaid = plainComment(line).every((plain) => saysRow(i, commentWords(plain)));
      return before && !line.includes("\n") && !isSaid ? [{ comment, text: line, argument: before.name.name }] : [];
    });
    return found.length === 1 ? found[0] : undefined;
  });
  const all = blocks.map((block, i) => {
    const lines: string[] = [];
    for (const line of (above[i] ?? []).map(text)) {
      if (isEverywhere(line) || isForTools(line)) heading.add(line);
      else lines.push(line);
    }
    for (const comment of own[i] ?? []) {
      const line = text(comment);
      if (isForTools(line)) {
        if (i > 0 && !inside[0]?.some((other) => text(other) === line)) inBody.add(line);
      } else if (comment !== behind[i]?.comment) lines.push(line);
    }
    const { trailing } = surroundings(file, block);
    if (i > 0 && trailing !== undefined) lines.push(trailing);
    return lines.flatMap(plainComment).filter((line) => !saysRow(i, commentWords(line)));
  });
  const rows = keepsBody ? withoutRepetition(all, textsOf, blocks) : all;
  const [start] = firstStanding;
  return {
    rows,
    behind,
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

/** True for words of which one row alone is: its label has them, or it says them itself. */
function isOfAlone(
  row: number,
  labels: readonly (readonly string[])[],
  saysRow: (row: number, words: string) => boolean,
): (word: string) => boolean {
  const isElsewhere = (is: (i: number) => boolean): boolean => labels.some((_, i) => i !== row && is(i));
  return (word) =>
    (labels[row]?.includes(word) && !isElsewhere((i) => labels[i]?.includes(word) === true)) ||
    (saysRow(row, word) && !isElsewhere((i) => saysRow(i, word)));
}

/** The argument behind which a comment stands, on its last line; undefined for comments on lines of their own. */
function argumentBefore(file: SourceFile, block: Block, comment: Comment): Attribute | undefined {
  const line = lineStart(file.text, comment.range.start);
  for (const item of block.body.items) {
    if (item.kind === "Block") {
      const found = argumentBefore(file, item, comment);
      if (found) return found;
    } else if (item.range.end <= comment.range.start && item.range.end > line) return item;
  }
  return undefined;
}

/** Words that say nothing by themselves. */
const fillers: ReadonlySet<string> = new Set(["a", "an", "the", "for", "of", "to", "on", "in", "and", "from", "with"]);

/** How many words all comments may share that nothing else says, for a comment to be left out that says no more. */
const mostUnsaid = 3;

/**
 * The lines of rows without those that an earlier row has already, and without those that say no more than the row, the
 * blocks' names and the comments of the other rows do.
 */
function withoutRepetition(
  all: readonly (readonly string[])[],
  textsOf: SaidByTable["row"],
  blocks: readonly Block[],
): readonly (readonly string[])[] {
  const told = all.map((lines, i) => {
    const isKnown = all.slice(0, i).some((earlier) => earlier.join("\n") === lines.join("\n"));
    return isKnown ? [] : lines;
  });
  const wordsOf = (texts: readonly string[]): string[] =>
    texts.flatMap((one) => commentWords(one).split(" ")).map(stemOf);
  const commented = told.filter((lines) => lines.length > 0).map((lines) => wordsOf(lines));
  // Comments of fewer rows are headings of what follows them.
  if (commented.length < 2 || all.filter((lines) => lines.length > 0).length * 2 <= all.length) return told;
  const shared = new Set(commented[0]?.filter((word) => commented.every((words) => words.includes(word))));
  const named = new Set(blocks.flatMap(({ labels }) => wordsOf(labels.map(({ value }) => value))));
  const unsaid = [...shared].filter((word) => !named.has(word) && !fillers.has(word));
  if (unsaid.length > mostUnsaid) return told;
  return told.map((lines, i) => {
    const own = new Set(wordsOf([...textsOf(i), ...(blocks[i]?.labels.map(({ value }) => value) ?? [])]));
    const isSaid = wordsOf(lines).every((word) => shared.has(word) || own.has(word) || fillers.has(word));
    return isSaid ? [] : lines;
  });
}

/** A word without the ending of a plural. */
function stemOf(word: string): string {
  return word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word;
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
