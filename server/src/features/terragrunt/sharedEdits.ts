// Edits that several refactors of shared Terragrunt configuration are made of.

import type { TextRange } from "../../base/range.js";
import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Attribute, Block, ObjectItem, SourceFile } from "../../syntax/ast.js";
import { addFirst } from "../rewriting/argumentEdits.js";
import {
  appendBehind,
  appendToFile,
  deeper,
  indentationAt,
  lineStart,
  newLineOf,
  nextLine,
  removeItems,
  surroundings,
  wholeBlock,
  withLineBreaks,
} from "../rewriting/blockEdits.js";
import { addAligned, alignedText, type Entry, type Line } from "./alignedLines.js";
import { inputsIn, localIn, written } from "./sharing.js";

/** Adds local values to a file: to its first `locals` block, else in a new one behind the includes, or at its top. */
export function addLocalsTo(
  change: SourceChangeBuilder,
  file: SourceFile,
  added: readonly Entry[],
  where: "behind includes" | "top" = "behind includes",
): void {
  const [first, ...others] = added;
  if (!first) return;
  const block = file.body.items.find((item) => item.kind === "Block" && item.type.name === "locals");
  const written = block?.kind === "Block" ? linesOf(block) : [];
  if (block?.kind === "Block" && written.length > 0 && isSpread(file, block)) {
    addAligned(change, file, written, added);
    return;
  }
  const newLine = newLineOf(file.text);
  const lines = withLineBreaksOf(file, alignedText(added, "  ", "\n"));
  if (block?.kind !== "Block" && where === "top") {
    change.insert(file.uri, 0, `locals {${newLine}${lines}${newLine}}${newLine}${newLine}`);
    return;
  }
  if (block?.kind !== "Block") {
    const edit = newLocals(file, `locals {${newLine}${lines}${newLine}}`);
    change.replace(file.uri, edit.range, edit.newText);
    return;
  }
  const rest = others.map(({ name, value }) => `${newLine}  ${name} = ${value}`);
  const edits = addFirst(file, block, { name: first.name, value: first.value + rest.join("") });
  for (const { range, newText } of edits) change.replace(file.uri, range, newText);
}

function newLocals(file: SourceFile, added: string) {
  const include = file.body.items.findLast((item) => item.kind === "Block" && item.type.name === "include");
  return include?.kind === "Block" ? appendBehind(file, include, added) : appendToFile(file, added);
}

function linesOf(block: Block): readonly Line[] {
  return block.body.items.flatMap((item) =>
    item.kind === "Attribute"
      ? [
          {
            range: item.range,
            nameEnd: item.name.range.end,
            nameWidth: item.name.name.length,
            equals: item.equals.start,
          },
        ]
      : [],
  );
}

function isSpread(file: SourceFile, block: Block): boolean {
  const lineOf = (offset: number) => file.lineIndex.position(offset).line;
  return lineOf(block.range.start) !== lineOf(block.range.end);
}

/** Puts a block at a file's end, with line breaks as the file has them. */
export function appendTop(change: SourceChangeBuilder, file: SourceFile, text: string): void {
  const edit = appendToFile(file, withLineBreaksOf(file, text));
  change.replace(file.uri, edit.range, edit.newText);
}

function withLineBreaksOf(file: SourceFile, text: string): string {
  return withLineBreaks(text, newLineOf(file.text));
}

/** Adds entries to a file's `inputs`; false where these are no object that can be added to. */
export function addInputsTo(change: SourceChangeBuilder, file: SourceFile, added: readonly Entry[]): boolean {
  const inputs = inputsIn(file);
  if (!inputs) {
    const isThere = file.body.items.some((item) => item.kind === "Attribute" && item.name.name === "inputs");
    if (isThere) return false;
    appendTop(change, file, `inputs = {\n${alignedText(added, "  ", "\n")}\n}`);
    return true;
  }
  const { value } = inputs.attribute;
  const newLine = newLineOf(file.text);
  const last = inputs.items.at(-1);
  if (last) {
    const isOwnLine = lineStart(file.text, last.range.start) !== lineStart(file.text, value.range.start);
    if (isOwnLine)
      addAligned(
        change,
        file,
        inputs.items.map((item) => lineOfEntry(file, item)),
        added,
      );
    else change.insert(file.uri, last.range.end, added.map((entry) => `, ${entry.name} = ${entry.value}`).join(""));
    return true;
  }
  const outer = indentationAt(file.text, inputs.attribute.range.start);
  const lines = withLineBreaksOf(file, alignedText(added, deeper(outer), "\n"));
  change.replace(file.uri, value.range, `{${newLine}${lines}${newLine}${outer}}`);
  return true;
}

function lineOfEntry(file: SourceFile, { range, key, separator, value }: ObjectItem): Line {
  // Between a key and its value there is white space and one separator.
  const equals = separator === "=" ? file.text.lastIndexOf("=", value.range.start - 1) : -1;
  return {
    range,
    nameEnd: key.range.end,
    nameWidth: key.range.end - key.range.start,
    equals: equals < key.range.end ? undefined : equals,
  };
}

/** Takes entries out of a file's `inputs`, which go with their last one. */
export function removeInputs(
  change: SourceChangeBuilder,
  file: SourceFile,
  inputs: { readonly attribute: Attribute; readonly items: readonly ObjectItem[] },
  removed: readonly ObjectItem[],
): void {
  if (inputs.items.length === removed.length) {
    const lines = surroundings(file, inputs.attribute).lines ?? inputs.attribute.range;
    change.remove(file.uri, withBlankLine(file, lines));
    return;
  }
  const { text } = file;
  const opening = lineStart(text, inputs.attribute.value.range.start);
  const isAlone = ({ range }: ObjectItem): boolean => {
    const start = lineStart(text, range.start);
    const behind = text.slice(range.end, nextLine(text, range.end)).trim();
    return text.slice(start, range.start).trim() === "" && (behind === "" || behind === ",") && opening !== start;
  };
  if (removed.every(isAlone)) {
    for (const range of linesTogether(file, removed)) change.remove(file.uri, withBlankAtEdge(file, inputs, range));
    return;
  }
  const isRemoved = new Set(removed);
  for (let i = 0; i < inputs.items.length; i++) {
    if (!isRemoved.has(inputs.items[i] as ObjectItem)) continue;
    const from = i;
    while (i + 1 < inputs.items.length && isRemoved.has(inputs.items[i + 1] as ObjectItem)) i++;
    const [before, first, last, after] = [from - 1, from, i, i + 1].map((at) => inputs.items[at]?.range);
    if (first && after) change.remove(file.uri, { start: first.start, end: after.start });
    else if (before && last) change.remove(file.uri, { start: before.end, end: last.end });
  }
}

/** The lines of entries with the comments above them, those that follow each other together. */
function linesTogether(file: SourceFile, items: readonly ObjectItem[]): readonly TextRange[] {
  const found: { start: number; end: number }[] = [];
  for (const { range } of items) {
    const start = leadingComments(file, lineStart(file.text, range.start));
    const end = nextLine(file.text, range.end);
    const last = found.at(-1);
    if (last?.end === start) last.end = end;
    else found.push({ start, end });
  }
  return found;
}

/** Lines of an object with the blank line that would be left at its start or end. */
function withBlankAtEdge(
  { text }: SourceFile,
  { items }: { readonly items: readonly ObjectItem[] },
  { start, end }: TextRange,
): TextRange {
  const isBlank = (from: number, to: number) => from < to && text.slice(from, to).trim() === "";
  const [first, last] = [items[0]?.range, items.at(-1)?.range];
  if (first && first.start >= start && first.end <= end && isBlank(end, nextLine(text, end))) {
    return { start, end: nextLine(text, end) };
  }
  const above = lineStart(text, start - 1);
  return last && last.start >= start && last.end <= end && isBlank(above, start)
    ? { start: above, end }
    : { start, end };
}

/** Takes an entry that stands on lines of its own out of an object, with the comments above it. */
export function removeEntry(change: SourceChangeBuilder, file: SourceFile, item: ObjectItem): void {
  const start = leadingComments(file, lineStart(file.text, item.range.start));
  change.remove(file.uri, { start, end: nextLine(file.text, item.range.end) });
}

/** Where the comment lines directly above a line begin. */
function leadingComments(file: SourceFile, line: number): number {
  let start = line;
  for (;;) {
    const above = lineStart(file.text, Math.max(0, start - 1));
    const isComment = file.comments.some(
      ({ range }) => range.start >= above && range.end <= start && file.text.slice(above, range.start).trim() === "",
    );
    if (start === 0 || !isComment) return start;
    start = above;
  }
}

/** The range with the blank line behind it, or above it at a file's end. */
function withBlankLine(file: SourceFile, range: { readonly start: number; readonly end: number }) {
  const { text } = file;
  const end = nextLine(text, range.end);
  if (text.slice(range.end, end).trim() === "" && range.end < text.length && range.start > 0) {
    return { start: range.start, end };
  }
  let { start } = range;
  while (range.end >= text.length && start > 0 && lineStart(text, start - 1) < start) {
    const above = lineStart(text, start - 1);
    if (text.slice(above, start).trim() !== "") break;
    start = above;
  }
  return { start, end: range.end };
}

/** Takes a local value out, and its block with the last one. */
export function removeLocalFrom(change: SourceChangeBuilder, file: SourceFile, names: readonly string[]): void {
  const blocks = new Map<Block, Attribute[]>();
  for (const name of names) {
    const found = localIn(file, name);
    if (!found) continue;
    const list = blocks.get(found.block);
    if (list) list.push(found.attribute);
    else blocks.set(found.block, [found.attribute]);
  }
  for (const [block, attributes] of blocks) {
    if (attributes.length === block.body.items.length) {
      change.remove(file.uri, wholeBlock(file, block));
      continue;
    }
    const inOrder = block.body.items.filter((item) => attributes.some((attribute) => attribute === item));
    for (const edit of removeItems(file, block, inOrder)) change.replace(file.uri, edit.range, edit.newText);
  }
}

/** Sets `expose = true` in an `include` block, and keeps its `=` in a column. */
export function exposeInclude(change: SourceChangeBuilder, file: SourceFile, include: Block): void {
  const attributes = include.body.items.filter((item): item is Attribute => item.kind === "Attribute");
  const known = attributes.find(({ name }) => name.name === "expose");
  if (known) {
    if (written(file, known.value) !== "true") change.replace(file.uri, known.value.range, "true");
    return;
  }
  if (attributes.length > 0 && isSpread(file, include)) {
    addAligned(change, file, linesOf(include), [{ name: "expose", value: "true" }]);
    return;
  }
  for (const edit of addFirst(file, include, { name: "expose", value: "true" })) {
    change.replace(file.uri, edit.range, edit.newText);
  }
}
