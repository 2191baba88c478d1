// The text of a module that several modules share, and what is left in each of them.

import { slice, type TextRange } from "../../../base/range.js";
import type { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import {
  alignedGroup,
  appendBehind,
  column,
  isBlank,
  lineStart,
  newLineOf,
  nextLine,
  surroundings,
  wholeLines,
  withLineBreaks,
} from "../../rewriting/blockEdits.js";
import { grouped } from "../suggestion.js";
import type { Sharer } from "./sharedDeclarations.js";

/** The new module's declarations as the first module writes them: local values, then data sources. */
export function mainText({ declared }: Sharer, own: ReadonlyMap<string, readonly TextEdit[]>): string {
  const going = new Set(declared.map(({ attribute, block }) => attribute ?? block));
  const blocks = [...new Map(declared.map((one) => [one.block, one])).values()];
  const sorted = [...blocks.filter(({ attribute }) => attribute), ...blocks.filter(({ attribute }) => !attribute)];
  const texts = sorted.map(({ file, block, attribute }) => {
    const staying = attribute
      ? block.body.items.filter((item): item is Attribute => item.kind === "Attribute" && !going.has(item))
      : [];
    const { start, end } = staying.length === 0 ? withComments(file, block) : block.range;
    const edits = [...(own.get(file.uri) ?? []), ...withoutAttributes(file, block, new Set(staying))].filter(
      ({ range }) => start <= range.start && range.end <= end,
    );
    const shifted = edits.map(({ range, newText }) => ({
      range: { start: range.start - start, end: range.end - start },
      newText,
    }));
    return applyEdits(slice(file.text, { start, end }), shifted);
  });
  return withLineBreaks(`${texts.join("\n\n")}\n`, "\n");
}

/** A block with the comments above it. */
function withComments(file: SourceFile, block: Block): TextRange {
  return { start: surroundings(file, block).lines?.start ?? block.range.start, end: block.range.end };
}

/** Takes the declarations out of a module, and puts a text, the call, in the place of the first; an empty one puts none. */
export function takeOut(change: SourceChangeBuilder, { declared }: Sharer, text: string): void {
  const going = new Set(declared.map(({ attribute, block }) => attribute ?? block));
  const files = grouped(declared, ({ file }) => file.uri);
  const host = files.reduce((most, one) => (one.length > most.length ? one : most), files[0] ?? []);
  for (const inFile of files) {
    const file = inFile[0]?.file;
    if (!file) continue;
    const blocks = [...new Set(inFile.map(({ block }) => block))];
    const isGone = (block: Block): boolean =>
      going.has(block) || (!hasLooseComments(file, block, going) && staying(block, going).length === 0);
    const isHost = text !== "" && inFile === host;
    const covered = blocks.filter(isGone).map((block) => surroundings(file, block).lines ?? block.range);
    if (!isHost && file.body.items.length === covered.length && !hasCommentsBeside(file, covered)) {
      change.operation({ kind: "delete", uri: file.uri });
      continue;
    }
    const place = isHost ? (blocks.find(isGone) ?? blocks[0]) : undefined;
    const gone = blocks.filter((block) => block !== place && isGone(block));
    for (const range of emptied(file, gone)) change.remove(file.uri, range);
    if (place && isGone(place)) {
      change.replace(file.uri, withComments(file, place), withLineBreaks(text, newLineOf(file.text)));
    }
    for (const block of blocks.filter((each) => !isGone(each))) {
      const attributes = inFile.flatMap((one) => (one.block === block && one.attribute ? [one.attribute] : []));
      for (const edit of withoutAttributes(file, block, new Set(attributes))) {
        change.replace(file.uri, edit.range, edit.newText);
      }
      const added = block === place ? appendBehind(file, block, withLineBreaks(text, newLineOf(file.text))) : undefined;
      if (added) change.replace(file.uri, added.range, added.newText);
    }
  }
}

/** The lines of blocks that go with the blank lines above them; at the start of a file with those below. */
function emptied(file: SourceFile, blocks: readonly Block[]): readonly TextRange[] {
  const { text } = file;
  return joined(blocks.map((block) => wholeLines(file, block))).map(({ start, end }) => {
    const behind = nextLine(text, end);
    return { start, end: start === 0 && isBlank(text.slice(end, behind)) ? behind : end };
  });
}

function staying(block: Block, going: ReadonlySet<Block | Attribute>): readonly unknown[] {
  return block.body.items.filter((item) => !going.has(item));
}

/** True where a comment within a block belongs to none of the arguments that go. */
function hasLooseComments(file: SourceFile, block: Block, going: ReadonlySet<Block | Attribute>): boolean {
  const covered = block.body.items.flatMap((item) =>
    going.has(item) ? [surroundings(file, item, block).lines ?? item.range] : [],
  );
  return file.comments.some(
    ({ range }) => block.range.start < range.start && range.end < block.range.end && !isCovered(range, covered),
  );
}

/** True where a file has comments that belong to none of its blocks. */
function hasCommentsBeside(file: SourceFile, covered: readonly TextRange[]): boolean {
  return file.comments.some(({ range }) => !isCovered(range, covered));
}

function isCovered(range: TextRange, covered: readonly TextRange[]): boolean {
  return covered.some(({ start, end }) => start <= range.start && range.end <= end);
}

/**
 * Takes several arguments with their comments out of a block, with blank lines that are left over, and aligns those that
 * have come together.
 */
function withoutAttributes(file: SourceFile, block: Block, gone: ReadonlySet<Attribute>): TextEdit[] {
  const { text } = file;
  const { openBrace, closeBrace } = block;
  if (gone.size === 0 || !openBrace || !closeBrace) return [];
  const taken = [...gone].map((item) => surroundings(file, item, block).lines ?? item.range);
  const removed: TextRange[] = [];
  let above: "brace" | "text" | "blank" = "brace";
  let isBehindGap = false;
  let blank: TextRange | undefined;
  const last = lineStart(text, closeBrace.start);
  for (let start = nextLine(text, openBrace.start); start < last; start = nextLine(text, start)) {
    const line = { start, end: nextLine(text, start) };
    if (isCovered(line, taken)) {
      removed.push(line);
      isBehindGap = true;
    } else if (!isBlank(slice(text, line))) {
      above = "text";
      isBehindGap = false;
    } else if (isBehindGap && above !== "text") removed.push(line);
    else {
      above = "blank";
      blank = line;
    }
  }
  if (isBehindGap && above === "blank" && blank) removed.push(blank);
  const edits = joined(removed).map((range) => ({ range, newText: "" }));
  return [...edits, ...realigned(file, block, gone, removed)];
}

function joined(lines: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const line of [...lines].sort((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (before?.end === line.start) result[result.length - 1] = { start: before.start, end: line.end };
    else result.push(line);
  }
  return result;
}

/** The white space before `=` in groups of lines that others are gone from. */
function realigned(
  file: SourceFile,
  block: Block,
  gone: ReadonlySet<Attribute>,
  removed: readonly TextRange[],
): TextEdit[] {
  const { text } = file;
  const isOneLine = ({ range }: Attribute): boolean => nextLine(text, range.start) === nextLine(text, range.end);
  const kept = block.body.items.filter((item): item is Attribute => item.kind === "Attribute" && !gone.has(item));
  const groups: Attribute[][] = [];
  for (const item of kept) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    let next = before ? nextLine(text, before.range.end) : -1;
    for (let gap = removed.find(({ start }) => start === next); gap; ) {
      next = gap.end;
      gap = removed.find(({ start }) => start === next);
    }
    const isNext = before && next === lineStart(text, item.range.start) && isOneLine(before) && isOneLine(item);
    if (group && isNext) group.push(item);
    else groups.push([item]);
  }
  return groups.flatMap((group) => {
    const former = group.map((item) => alignedGroup(file, block, item));
    const isTouched = former.some((all) => all.length !== group.length);
    const wasAligned = former.every((all) => all.every((one) => column(file, one) === column(file, all[0] ?? one)));
    if (!isTouched || !wasAligned) return [];
    const longest = Math.max(...group.map(({ name }) => name.name.length));
    return group.flatMap((item) => {
      const range = { start: item.name.range.end, end: item.equals.start };
      const newText = " ".repeat(longest - item.name.name.length + 1);
      return slice(text, range) === newText ? [] : [{ range, newText }];
    });
  });
}
