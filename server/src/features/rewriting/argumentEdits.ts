// Writes arguments into a block, in the manner of its other lines: as the first, as the last, in the order of their names,
// into `lifecycle`, and with places for the person to fill in.

import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import { nestedBlock } from "../../model/extract.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../syntax/ast.js";
import {
  alignedGroup,
  column,
  deeper,
  indentationAt,
  isBlank,
  lineStart,
  newLineOf,
  nextLine,
  surroundings,
} from "./blockEdits.js";

/** An argument to be written: its name, its value's text, and comments that go with it. */
export interface NewArgument {
  readonly name: string;
  readonly value: string;
  readonly leading?: readonly string[];
  readonly trailing?: string | undefined;
}

/** The first item with a later name than `name`, where there are at least two and their names are in order. */
export function laterName<T>(items: readonly T[], nameOf: (item: T) => string, name: string): T | undefined {
  const names = items.map(nameOf);
  const isInOrder = names.length > 1 && names.every((one, i) => i === 0 || (names[i - 1] ?? "") < one);
  return isInOrder ? items[names.findIndex((one) => one > name)] : undefined;
}

/**
 * The edits that write an argument into a block on several lines, aligned with those right above it, which move where
 * the new name is longer: as the last one, or where it belongs among names in order.
 */
export function addAligned(file: SourceFile, block: Block, argument: NewArgument): TextEdit[] {
  const { text } = file;
  if (!block.closeBrace) return [];
  const attributes = block.body.items.filter((item): item is Attribute => item.kind === "Attribute");
  const later =
    attributes.length === block.body.items.length
      ? laterName(attributes, (item) => item.name.name, argument.name)
      : undefined;
  const place = later && surroundings(file, later);
  const next = place?.lines && place.leading.length === 0 ? later : undefined;
  const at = next && place?.lines ? place.lines.start : lineStart(text, block.closeBrace.start);
  const indentation = deeper(indentationAt(text, block.range.start));
  const leaning = leaningArgument(file, block);
  if (leaning) {
    return aroundLeaning(file, block, leaning, "", argumentLines(argument, indentation, 0, newLineOf(text)));
  }
  const last = next ?? block.body.items[block.body.items.length - 1];
  const isAbove =
    next !== undefined ||
    (last?.kind === "Attribute" && nextLine(text, surroundings(file, last).lines?.end ?? last.range.end) > at);
  const isSingle = last !== undefined && !slice(text, last.range).includes("\n") && !argument.value.includes("\n");
  const group = last?.kind === "Attribute" && isAbove && isSingle ? alignedGroup(file, block, last) : [];
  const [first] = group;
  const isAligned = first !== undefined && group.every((item) => column(file, item) === column(file, first));
  const longest = Math.max(0, ...group.map((item) => item.name.name.length));
  const added = argumentLines(argument, indentation, isAligned ? longest : 0, newLineOf(text));
  const width = argument.name.length;
  const moved = isAligned && width > longest ? group : [];
  return [
    ...moved.map((item) => ({
      range: { start: item.name.range.end, end: item.equals.start },
      newText: " ".repeat(width - item.name.name.length + 1),
    })),
    { range: { start: at, end: at }, newText: added },
  ];
}

function argumentLines(argument: NewArgument, indentation: string, padding: number, newLine: string): string {
  const name = argument.name.padEnd(padding);
  const value = argument.trailing === undefined ? argument.value : `${argument.value} ${argument.trailing}`;
  return [...(argument.leading ?? []), `${name} = ${value}`].map((line) => indentation + line + newLine).join("");
}

/**
 * Writes an argument first into a block's `lifecycle` block, which is made where there is none: behind the block's
 * other content, and before `depends_on` where that stands last. `leaving` is an item that the same change removes.
 */
export function addLifecycleArgument(
  file: SourceFile,
  block: Block,
  argument: NewArgument,
  leaving: BodyItem | undefined,
): TextEdit[] {
  const { text } = file;
  const newLine = newLineOf(text);
  const outer = indentationAt(text, block.range.start);
  const inner = deeper(outer);
  const existing = nestedBlock(block.body, "lifecycle");
  if (existing) return addFirst(file, existing, argument);
  const open = block.openBrace;
  const close = block.closeBrace;
  if (!open || !close) return [];
  const lifecycle = `${inner}lifecycle {${newLine}${argumentLines(argument, deeper(inner), 0, newLine)}${inner}}${newLine}`;
  const items = block.body.items.filter((item) => item !== leaving);
  if (file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line) {
    const kept = items.map((item) => inner + slice(text, item.range) + newLine).join("");
    const gap = kept === "" ? "" : newLine;
    return [{ range: { start: open.end, end: close.start }, newText: newLine + kept + gap + lifecycle + outer }];
  }
  const leaning = leaningArgument(file, block);
  if (leaning && leaning !== leaving) return aroundLeaning(file, block, leaning, "", newLine + lifecycle);
  const last = items[items.length - 1];
  if (last?.kind === "Attribute" && last.name.name === "depends_on") {
    const lines = surroundings(file, last).lines;
    if (lines) {
      const above = items[items.length - 2];
      const isAfterBlank = isBlank(text.slice(lineStart(text, Math.max(0, lines.start - 1)), lines.start));
      const gap = above && !isAfterBlank ? newLine : "";
      return [{ range: { start: lines.start, end: lines.start }, newText: gap + lifecycle + newLine }];
    }
  }
  const at = lineStart(text, close.start);
  if (!isBlank(text.slice(at, close.start))) {
    return [{ range: { start: close.start, end: close.start }, newText: newLine + lifecycle + outer }];
  }
  const above = text.slice(lineStart(text, at - 1), at);
  const leavingEnd = leaving && surroundings(file, leaving, block).lines?.end;
  const needsGap = items.length > 0 && (!isBlank(above) || leavingEnd === at);
  return [{ range: { start: at, end: at }, newText: (needsGap ? newLine : "") + lifecycle }];
}

/** Writes an argument as the first of a block, aligned with those that follow it. */
export function addFirst(file: SourceFile, block: Block, argument: NewArgument): TextEdit[] {
  const { text } = file;
  const newLine = newLineOf(text);
  const open = block.openBrace;
  const close = block.closeBrace;
  if (!open || !close) return [];
  const outer = indentationAt(text, block.range.start);
  const inner = deeper(outer);
  if (file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line) {
    // A block on one line has one attribute at most.
    const [only] = block.body.items;
    const isAttribute = only?.kind === "Attribute";
    const width = isAttribute ? Math.max(only.name.name.length, argument.name.length) : 0;
    const kept =
      only === undefined
        ? ""
        : isAttribute
          ? argumentLines({ name: only.name.name, value: slice(text, only.value.range) }, inner, width, newLine)
          : inner + slice(text, only.range) + newLine;
    const added = argumentLines(argument, inner, width, newLine);
    return [{ range: { start: open.end, end: close.start }, newText: newLine + added + kept + outer }];
  }
  const leaning = leaningArgument(file, block);
  if (leaning) return aroundLeaning(file, block, leaning, argumentLines(argument, inner, 0, newLine), "");
  const at = nextLine(text, open.end);
  const first = block.body.items[0];
  const position = first && file.lineIndex.position(first.range.start);
  let padding = 0;
  if (first?.kind === "Attribute" && position?.line === file.lineIndex.position(at).line) {
    const isSingleLine = file.lineIndex.position(first.range.end).line === position.line;
    if (isSingleLine && argument.value.indexOf("\n") < 0) padding = column(file, first) - position.column - 1;
  }
  return [{ range: { start: at, end: at }, newText: argumentLines(argument, inner, padding, newLine) }];
}

/** Writes an argument as the last of a block's arguments; nothing for a block that is not closed. */
export function addLast(file: SourceFile, block: Block, argument: NewArgument): TextEdit[] {
  const { text } = file;
  const close = block.closeBrace;
  if (!block.openBrace || !close) return [];
  const newLine = newLineOf(text);
  const outer = indentationAt(text, block.range.start);
  const leaning = leaningArgument(file, block);
  if (leaning) return aroundLeaning(file, block, leaning, "", argumentLines(argument, deeper(outer), 0, newLine));
  const last = block.body.items.filter((item) => item.kind === "Attribute").at(-1);
  if (!last || !isBlank(text.slice(lineStart(text, close.start), close.start))) {
    return addFirst(file, block, argument);
  }
  const isSingle = file.lineIndex.position(last.range.start).line === file.lineIndex.position(last.range.end).line;
  const start = file.lineIndex.position(last.range.start).column;
  const padding = last.kind === "Attribute" && isSingle ? column(file, last) - start - 1 : 0;
  const end = surroundings(file, last).lines?.end ?? nextLine(text, last.range.end);
  return [{ range: { start: end, end }, newText: argumentLines(argument, deeper(outer), padding, newLine) }];
}

/** What stands for a placeholder while the text around it is laid out: no text of HCL holds it. */
const placeMark = "\u0001";

/**
 * Writes arguments as the first of a block, to be filled in by the person: with tab stops where the editor has them,
 * with the given values where it has not.
 */
export function addPlaceholders(file: SourceFile, block: Block, args: readonly NewArgument[]): TextEdit[] {
  const [first, ...others] = args;
  if (!first) return [];
  const marked = (index: number): string => `${placeMark}${index}${placeMark}`;
  const width = Math.max(...args.map(({ name }) => name.length));
  const [edit] = addFirst(file, block, {
    name: others.length > 0 ? first.name.padEnd(width) : first.name,
    value: marked(0),
  });
  if (!edit) return [];
  const lineEnd = edit.newText.indexOf("\n", edit.newText.indexOf(placeMark)) + 1;
  const inner = deeper(indentationAt(file.text, block.range.start));
  const added = others.map(({ name }, i) =>
    argumentLines({ name, value: marked(i + 1) }, inner, width, newLineOf(file.text)),
  );
  const text = edit.newText.slice(0, lineEnd) + added.join("") + edit.newText.slice(lineEnd);
  const newText = args.reduce((result, { value }, i) => result.replace(marked(i), () => value), text);
  // Editors indent the lines of a snippet as the line it starts in, which is right only for one that is not indented.
  const isIndented = indentationAt(file.text, block.range.start) !== "" && edit.range.end > edit.range.start;
  if (isIndented) return [{ range: edit.range, newText }];
  const snippet = args.reduce(
    (result, { value }, i) => result.replace(marked(i), () => `\${${i + 1}:${escapeSnippet(value)}}`),
    escapeSnippet(text),
  );
  return [{ range: edit.range, newText, snippet }];
}

/** A text in which nothing has a meaning to a snippet. */
function escapeSnippet(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("$", "\\$").replaceAll("}", "\\}");
}

/**
 * Writes a meta-argument as the first of a block, with a blank line behind it. Blocks on one line are spread.
 * `leaving` is an item that the same change removes.
 */
export function addMetaArgument(file: SourceFile, block: Block, argument: NewArgument, leaving?: BodyItem): TextEdit[] {
  const { text } = file;
  const newLine = newLineOf(text);
  const open = block.openBrace;
  const close = block.closeBrace;
  if (!open || !close) return [];
  const outer = indentationAt(text, block.range.start);
  const inner = deeper(outer);
  const added = argumentLines(argument, inner, 0, newLine);
  if (file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line) {
    const kept = block.body.items.map((item) => inner + slice(text, item.range) + newLine).join("");
    return [
      { range: { start: open.end, end: close.start }, newText: newLine + added + (kept && newLine) + kept + outer },
    ];
  }
  const leaning = leaningArgument(file, block);
  if (leaning && leaning !== leaving) return aroundLeaning(file, block, leaning, added + newLine, "");
  const top = nextLine(text, open.end);
  const at = behindTopComments(file, block, top);
  const isLast = at === lineStart(text, close.start) || block.body.items.every((item) => item === leaving);
  // A comment that a blank line sets apart keeps that line below the argument.
  return [{ range: { start: at, end: at }, newText: isLast || at > top ? added : added + newLine }];
}

/** Behind the comment lines at the top of a block, where a blank line follows them; else the top itself. */
function behindTopComments(file: SourceFile, block: Block, top: number): number {
  const { text } = file;
  let at = top;
  for (;;) {
    const comment = file.comments.find(
      ({ range }) => range.start >= at && isBlank(text.slice(at, range.start)) && lineStart(text, range.start) === at,
    );
    if (!comment || comment.range.end > block.range.end) break;
    at = nextLine(text, comment.range.end);
  }
  return at > top && isBlank(text.slice(at, nextLine(text, at))) ? at : top;
}

/** The only argument of a block that begins it on the line of its brace and goes over several lines. */
function leaningArgument(file: SourceFile, block: Block): BodyItem | undefined {
  const { openBrace: open, closeBrace: close } = block;
  const [only] = block.body.items;
  if (!open || !close || !only) return undefined;
  const line = (offset: number): number => file.lineIndex.position(offset).line;
  return line(only.range.start) === line(open.start) && line(close.start) !== line(open.start) ? only : undefined;
}

/** Gives such an argument lines of its own, with texts, whole lines, above and below it. */
function aroundLeaning(file: SourceFile, block: Block, item: BodyItem, above: string, below: string): TextEdit[] {
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, block.range.start);
  const start = block.openBrace?.end ?? item.range.start;
  const end = block.closeBrace?.start ?? item.range.end;
  return [
    { range: { start, end: item.range.start }, newText: newLine + above + deeper(outer) },
    { range: { start: item.range.end, end }, newText: newLine + below + outer },
  ];
}
