// Edits of suggestions that write like blocks of one file as a table: made, measured, and told only where the table is
// much shorter than the blocks.

import { LineIndex } from "../../../base/lineIndex.js";
import { slice, type TextRange } from "../../../base/range.js";
import type { FileRange, SourceChange } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { Attribute, Block, Body, SourceFile } from "../../../syntax/ast.js";
import { scan } from "../../../syntax/scan.js";
import { pathAt } from "../../../syntax/visit.js";
import type { Refactor } from "../../refactors/refactor.js";
import { fitsOthers } from "../../refactors/siblingNames.js";
import { repeatedOtherwise, siblingsToForEachOf } from "../../refactors/siblingsToForEach.js";
import { differencesOf } from "../../rewriting/antiUnify.js";
import { nextLine } from "../../rewriting/blockEdits.js";
import { manyBlocks } from "../detectors/withinModule.js";
import { byRefactor, type EditContext, type EditOutcome, span } from "./edit.js";

/** one block with `for_each`. */
export function toForEach(ctx: EditContext): EditOutcome {
  const starts = new Set(ctx.suggestion.sites.map(({ range }) => range.start));
  return asTable(
    ctx,
    siblingsToForEachOf(({ range }) => starts.has(range.start)),
  );
}

/** one `dynamic` block. */
export function toDynamic(ctx: EditContext): EditOutcome {
  return asTable(ctx, "blocks-to-dynamic");
}

/** Why a table is not worth it: a suggestion that is refused so is not told at all. */
export const notShorter = "The blocks have little in common, so that a table of them would not be much shorter.";

/** How much may be left of the lines and of the text, on average, and of each. */
const mostLeft = 0.66;
const mostOfEach = 0.8;

/** Places elsewhere that change for each line that is saved. */
const mostChanges = 2;

/** Blocks that a person would have to change first are told where this much is saved, and calls to be named apart for more. */
const worthAHand = 100;
const worthAName = 250;

function asTable(ctx: EditContext, refactor: string | Refactor): EditOutcome {
  const whole = span(ctx.suggestion);
  const file = whole && ctx.snapshot.file(whole.uri);
  if (!whole || !file) return { refused: "The blocks stand in several files." };
  // The rows of a long list of nested blocks say no more than their values, as a list does.
  const isLongList = refactor === "blocks-to-dynamic" && ctx.suggestion.sites.length >= manyBlocks;
  if (isLongList) return byRefactor(ctx, refactor, whole.uri, whole.range);
  if (!saysSomethingOnce(ctx, file)) return { refused: notShorter };
  const outcome = byRefactor(ctx, refactor, whole.uri, whole.range);
  if ("refused" in outcome) {
    const least = fitsOthers(outcome.refused) ? worthAName : worthAHand;
    const isSmall = outcome.refused === repeatedOtherwise || ctx.suggestion.score < least;
    return isSmall ? { refused: notShorter } : outcome;
  }
  // Where the moves go does not count: they are there for one change of the state.
  const options = { ...ctx.options, refactor: { ...ctx.options.refactor, movedBlocks: "file" as const } };
  const isPlain = ctx.options.refactor.movedBlocks === "file";
  const measured = isPlain ? outcome : byRefactor({ ...ctx, options }, refactor, whole.uri, whole.range);
  const change = "refused" in measured ? undefined : measured.build();
  return change && isShorter(ctx, file, whole, change) ? outcome : { refused: notShorter };
}

/** True where the table has much less to read than its blocks, and what names them changes little. */
function isShorter({ suggestion }: EditContext, file: SourceFile, whole: FileRange, change: SourceChange): boolean {
  const around = { start: whole.range.start, end: nextLine(file.text, whole.range.end) };
  const isInside = (uri: string, { range }: TextEdit): boolean =>
    uri === whole.uri && around.start <= range.start && range.end <= around.end;
  const inside = (change.edits.get(whole.uri) ?? []).filter((edit) => isInside(whole.uri, edit));
  const before = slice(file.text, around);
  const after = applyEdits(
    before,
    inside.map(({ range, newText }) => ({ range: within(range, around), newText })),
  );
  // What stands between the blocks stays.
  const was = sizeOf(suggestion.sites.map(({ range }) => slice(file.text, range)).join("\n"));
  const [all, rest] = [sizeOf(before), sizeOf(after)];
  const left = { lines: rest.lines - all.lines + was.lines, text: rest.text - all.text + was.text };
  const references = [...change.edits].flatMap(([uri, edits]) =>
    edits.filter((edit) => !isInside(uri, edit) && edit.range.start < edit.range.end),
  );
  const longer = references.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
  const [lines, text] = [left.lines / was.lines, left.text / was.text];
  return (
    (lines + text + Math.max(0, longer) / was.text) / 2 <= mostLeft &&
    Math.max(lines, text) <= mostOfEach &&
    references.length <= (was.lines - left.lines) * mostChanges
  );
}

function within({ start, end }: TextRange, around: TextRange): TextRange {
  return { start: start - around.start, end: end - around.start };
}

/** The lines that have anything but comments on them, and how much stands there without white space. */
function sizeOf(text: string): { readonly lines: number; readonly text: number } {
  const tokens = scan(text).filter(({ type }) => !["Comment", "Newline", "EOF"].includes(type));
  const starts = new LineIndex(text);
  const lines = new Set(tokens.map(({ start }) => starts.position(start).line));
  return { lines: lines.size, text: tokens.reduce((sum, { start, end }) => sum + end - start, 0) };
}

/** Arguments that say nothing of what a block is. */
const metaArguments: ReadonlySet<string> = new Set(["count", "for_each", "depends_on", "provider", "providers"]);

/** True where at least one argument is the same in all blocks; a table of blocks in which all differ says nothing once. */
function saysSomethingOnce({ suggestion }: EditContext, file: SourceFile): boolean {
  const blocks = suggestion.sites.flatMap(({ range }) =>
    pathAt(file, range.start).filter(
      (node): node is Block => node.kind === "Block" && node.range.start === range.start,
    ),
  );
  const [first] = blocks;
  const differences = differencesOf(
    blocks.map(() => file.text),
    blocks,
  );
  if (!first || !differences) return true;
  const own = argumentsIn(first.body).filter(({ name }) => !metaArguments.has(name.name));
  // A text that differs in a part is a text that differs; a call or an object has more to say.
  const differs = ({ value }: Attribute): boolean =>
    differences.some(
      ({ place: { range } }) =>
        value.range.start <= range.start &&
        range.end <= value.range.end &&
        (value.kind === "TemplateExpr" || (range.start === value.range.start && range.end === value.range.end)),
    );
  return own.length < 2 || !own.every(differs);
}

function argumentsIn(body: Body): readonly Attribute[] {
  return body.items.flatMap((item) => {
    if (item.kind === "Attribute") return [item];
    return item.type.name === "lifecycle" ? [] : argumentsIn(item.body);
  });
}
