// Edits of a block's body that keep its indentation, comments, alignment and line endings: what belongs to an item, taking
// it out, and texts put behind a block. `argumentEdits.ts` writes arguments.

import { slice, type TextRange } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../syntax/ast.js";

/** The line break that a text uses; `\n` where it has none. */
export function newLineOf(text: string): string {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

/**
 * A text with the line breaks of the file that it goes to. The line breaks of a heredoc are its value, so a text with one
 * stays as it is where they would become others.
 */
export function withLineBreaks(text: string, newLine: string): string {
  if (text.includes("<<") && text.includes("\r\n") !== (newLine === "\r\n")) return text;
  return text.split("\r\n").join("\n").split("\n").join(newLine);
}

/** The white space that starts the line of an offset. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return text.slice(start, end);
}

/** One level of indentation deeper, in the manner of the given one. */
export function deeper(indentation: string): string {
  return indentation.includes("\t") ? `${indentation}\t` : `${indentation}  `;
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Behind the line break that ends the line of an offset; the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at + 1;
}

/** True for a text of white space alone. */
export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** What surrounds an item and belongs to it: comment lines right above it, and a comment behind it on its last line. */
export interface Surroundings {
  readonly leading: readonly string[];
  readonly trailing: string | undefined;
  /** The item's lines with those comments and the last line break, where nothing else stands on them. */
  readonly lines: TextRange | undefined;
}

/**
 * The comments of an item and the lines it fills. Comments at the top of a block speak of the block, so they do not go
 * with its first item; pass the item's `block` to tell.
 */
export function surroundings(file: SourceFile, item: BodyItem, block?: Block): Surroundings {
  const { text } = file;
  const own = lineStart(text, item.range.start);
  const behind = file.comments.find(
    (comment) =>
      comment.range.start >= item.range.end &&
      isBlank(text.slice(item.range.end, comment.range.start)) &&
      !text.slice(item.range.end, comment.range.start).includes("\n"),
  );
  const lastOffset = behind?.range.end ?? item.range.end;
  const end = nextLine(text, lastOffset);
  const standsAlone = isBlank(text.slice(own, item.range.start)) && isBlank(text.slice(lastOffset, end));
  const leading: string[] = [];
  let start = own;
  const isAtTop =
    block !== undefined && !["lifecycle", "locals"].includes(block.type.name) && block.body.items[0] === item;
  for (; !isAtTop; ) {
    const above = file.comments.find(
      (comment) =>
        comment.range.end < start &&
        nextLine(text, comment.range.end) === start &&
        isBlank(text.slice(lineStart(text, comment.range.start), comment.range.start)),
    );
    if (!above) break;
    leading.unshift(slice(text, above.range));
    start = lineStart(text, above.range.start);
  }
  return {
    leading,
    trailing: behind && slice(text, behind.range),
    lines: standsAlone ? { start, end } : undefined,
  };
}

/** The lines of a top-level block with its comments and the blank line above, to be taken out as a whole. */
export function wholeLines(file: SourceFile, block: Block): TextRange {
  const lines = surroundings(file, block).lines ?? block.range;
  const above = lineStart(file.text, lines.start - 1);
  return {
    start: lines.start > 0 && isBlank(file.text.slice(above, lines.start)) ? above : lines.start,
    end: lines.end,
  };
}

/**
 * Takes an item with its comments out of its block, with the blank line that would be left over, and moves the
 * neighbours' `=` where the item alone had pushed them out.
 */
export function removeItem(file: SourceFile, block: Block, item: BodyItem): TextEdit[] {
  return removeItems(file, block, [item]);
}

/** Takes some items, in the order of the text, out of their block, as `removeItem` takes out one. */
export function removeItems(file: SourceFile, block: Block, items: readonly BodyItem[]): TextEdit[] {
  const { text } = file;
  const { openBrace, closeBrace } = block;
  const lines = items.flatMap((item) => surroundings(file, item, block).lines ?? []);
  if (lines.length < items.length || !openBrace || !closeBrace) {
    return items.map(({ range }) => ({ range, newText: "" }));
  }
  const removed: TextRange[] = [];
  for (let i = 0; i < lines.length; i++) {
    let { start = 0, end = 0 } = lines[i] ?? {};
    // Lines that follow each other go together.
    while (lines[i + 1]?.start === end) end = lines[++i]?.end ?? end;
    const before = text.slice(lineStart(text, Math.max(0, start - 1)), start);
    const opens = start <= nextLine(text, openBrace.start);
    const after = text.slice(end, nextLine(text, end));
    const closes = end >= lineStart(text, closeBrace.start);
    if ((opens || isBlank(before)) && isBlank(after) && end < closeBrace.start && !closes) {
      end = nextLine(text, end);
    } else if (closes && !opens && isBlank(before)) {
      start = lineStart(text, start - 1);
    }
    removed.push({ start: Math.max(start, removed.at(-1)?.end ?? 0), end });
  }
  return [...removed.map((range) => ({ range, newText: "" })), ...realignWithout(file, block, items)];
}

/**
 * The edits that take an argument out of a block, with its comments left in its place, each on a line of its own: they
 * may say more than the argument did. The first of the edits is the one that takes out its lines.
 */
export function leavingComments(file: SourceFile, block: Block, item: BodyItem, removal: TextEdit[]): TextEdit[] {
  const [lines, ...others] = removal;
  const { leading, trailing } = surroundings(file, item, block);
  const comments = [...leading, ...(trailing === undefined ? [] : [trailing])];
  if (!lines || comments.length === 0 || !slice(file.text, lines.range).endsWith("\n")) return removal;
  const newLine = newLineOf(file.text);
  const indentation = deeper(indentationAt(file.text, block.range.start));
  const written = comments.map((comment) => indentation + comment.trimEnd() + newLine).join("");
  const { start, end } = lines.range;
  // A blank line that sets the argument apart does the same for what is left of it.
  const above = isBlank(file.text.slice(start, nextLine(file.text, start))) ? newLine : "";
  const below = above === "" && isBlank(file.text.slice(lineStart(file.text, end - 1), end)) ? newLine : "";
  return [{ range: lines.range, newText: above + written + below }, ...others];
}

/**
 * The range to remove so that a top-level block goes with its comments and one of the blank lines around it: the one
 * behind it, at the end of a file the one above.
 */
export function wholeBlock(file: SourceFile, block: Block): TextRange {
  const { text } = file;
  const { start, end } = surroundings(file, block).lines ?? block.range;
  const behind = nextLine(text, end);
  if (end < text.length) return { start, end: isBlank(text.slice(end, behind)) ? behind : end };
  const above = lineStart(text, Math.max(0, start - 1));
  return { start: isBlank(text.slice(above, start)) ? above : start, end };
}

/** The attributes on consecutive lines around one, each on a single line: those that are aligned together. */
export function alignedGroup(file: SourceFile, block: Block, attribute: Attribute): readonly Attribute[] {
  const line = (item: BodyItem, end: "start" | "end") => file.lineIndex.position(item.range[end]).line;
  const isSingle = (item: BodyItem | undefined): item is Attribute =>
    item?.kind === "Attribute" && line(item, "start") === line(item, "end");
  const at = block.body.items.indexOf(attribute);
  const group: Attribute[] = [attribute];
  const items = block.body.items;
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i];
    if (!isSingle(item) || line(item, "end") !== line(group[0] as Attribute, "start") - 1) break;
    group.unshift(item);
  }
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i];
    if (!isSingle(item) || line(item, "start") !== line(group[group.length - 1] as Attribute, "end") + 1) break;
    group.push(item);
  }
  return group;
}

/** The column of an attribute's `=`. */
export function column(file: SourceFile, attribute: Attribute): number {
  return file.lineIndex.position(attribute.equals.start).column;
}

function realignWithout(file: SourceFile, block: Block, removed: readonly BodyItem[]): TextEdit[] {
  const groups = new Map<Attribute | undefined, readonly Attribute[]>();
  for (const item of removed) {
    const group = item.kind === "Attribute" ? alignedGroup(file, block, item) : [];
    groups.set(group[0], group);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    const rest = all.filter((item) => !removed.includes(item));
    const isAligned = first && all.every((item) => column(file, item) === column(file, first));
    if (rest.length === 0 || !isAligned) return [];
    const longest = longestName(rest);
    if (longest >= longestName(all)) return [];
    return rest.map((item) => ({
      range: { start: item.name.range.end, end: item.equals.start },
      newText: " ".repeat(longest - item.name.name.length + 1),
    }));
  });
}

function longestName(attributes: readonly Attribute[]): number {
  return Math.max(...attributes.map(({ name }) => name.name.length));
}

/** A text of several lines moved one level deeper; its first line stays where it is put, and so do a heredoc's lines. */
export function indentFurther(text: string, by: string): string {
  if (text.includes("<<")) return text;
  const [first = "", ...lines] = text.split("\n");
  return [first, ...lines.map((line) => (isBlank(line) ? line : by + line))].join("\n");
}

/** The edits that put a block of text behind a top-level block, with a blank line between. */
export function appendBehind(file: SourceFile, block: Block, added: string): TextEdit {
  const newLine = newLineOf(file.text);
  const end = surroundings(file, block).lines?.end ?? block.range.end;
  const needsBreak = end > 0 && file.text[end - 1] !== "\n";
  const text = withLineBreaks(added, newLine);
  return { range: { start: end, end }, newText: `${needsBreak ? newLine : ""}${newLine}${text}${newLine}` };
}

/** The edit that puts a block of text at a file's end, with a blank line before it. */
export function appendToFile(file: SourceFile, added: string): TextEdit {
  const { text } = file;
  const newLine = newLineOf(text);
  let end = text.length;
  const isEmpty = isBlank(text);
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  const separator = isEmpty ? "" : newLine + newLine;
  return {
    range: { start: isEmpty ? 0 : end, end: text.length },
    newText: `${separator}${withLineBreaks(added, newLine)}${newLine}`,
  };
}

/** Takes an argument out of a nested block, and the block with it where nothing else is in it. */
export function removeNestedArgument(file: SourceFile, block: Block, nested: Block, argument: Attribute): TextEdit[] {
  const hasComments = file.comments.some(
    (comment) => nested.range.start < comment.range.start && comment.range.end < nested.range.end,
  );
  const isOnly = nested.body.items.length === 1;
  if (isOnly && (!hasComments || isAllOf(file, nested, argument))) return removeItem(file, block, nested);
  const isOneLine = file.lineIndex.position(nested.range.start).line === file.lineIndex.position(nested.range.end).line;
  return isOneLine ? removeItem(file, block, nested) : removeItem(file, nested, argument);
}

/** True where every comment within a block goes with one of its items. */
function isAllOf(file: SourceFile, block: Block, item: BodyItem): boolean {
  const lines = surroundings(file, item).lines;
  return file.comments.every(
    (comment) =>
      comment.range.end <= block.range.start ||
      block.range.end <= comment.range.start ||
      (lines !== undefined && lines.start <= comment.range.start && comment.range.end <= lines.end),
  );
}
