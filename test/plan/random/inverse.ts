// Applies a refactor's inverse to what the refactor made.

import { contains, overlaps, slice, type TextRange } from "../../../server/src/base/range.js";
import { refactorsAt } from "../../../server/src/features/codeActions.js";
import type { Refactor } from "../../../server/src/features/refactors/refactor.js";
import { refactors } from "../../../server/src/features/refactors/registry.js";
import type { SourceFile } from "../../../server/src/syntax/ast.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { caseUri, filesAfter, snapshotOf } from "../../harness/workspace.js";
import type { Files } from "../judge/configuration.js";
import { selectionsFor, type TryOptions } from "./randomRefactor.js";

/** What the inverse gave, or why it gave nothing. */
export type Back = { readonly files: Files } | { readonly nothing: "no inverse" | "not offered" | "refused" };

/**
 * Applies the inverse of `refactor` where the refactor has changed `path`, at the block that `selection` was in. Of
 * several places the one is taken that gives the first bytes again, else one whose result `isExplained`, else the nearest.
 */
export async function back(
  refactor: Refactor,
  before: Files,
  after: Files,
  path: string,
  selection: TextRange,
  options: TryOptions,
  isExplained: (files: Files) => boolean,
): Promise<Back> {
  const inverse = refactors.find((each) => each.id === refactor.inverse);
  if (!inverse) return { nothing: "no inverse" };
  const snapshot = await snapshotOf(after);
  const first = (await snapshotOf(before)).file(caseUri(path));
  let nothing: "not offered" | "refused" = "not offered";
  let found: { readonly files: Files; readonly distance: number } | undefined;
  // Where the first began; a declaration may have gone into another file.
  const paths = [...after.keys()].sort((a, b) => Number(b === path) - Number(a === path));
  for (const where of paths) {
    if (where !== path && (found?.distance === 0 || !/local|variable|delete/.test(inverse.id))) break;
    const text = after.get(where) ?? "";
    const file = snapshot.file(caseUri(where));
    if (!file || text === before.get(where)) continue;
    const changed = changedRange(before.get(where) ?? "", text);
    const own = where === path && first ? sameBlock(first, file, selection) : undefined;
    // What repeats a block changes all over the module; all else begins within what is new.
    const isRepetition = ["count", "for_each", "enabled"].includes(String(inverse.tries));
    const isOwn = (range: TextRange): boolean =>
      isRepetition
        ? own !== undefined && contains(own, range)
        : overlaps(changed, topLevel(file, range)) && isNew(file, range, before, inverse);
    const isNarrow = inverse.tries === "expressions";
    for (const one of selectionsFor(inverse, file)) {
      if (!isOwn(one) || (isNarrow && !overlaps(changed, one))) continue;
      for (const offer of refactorsAt(snapshot, caseUri(where), one, options, [inverse])) {
        if ("disabled" in offer) {
          nothing = "refused";
          continue;
        }
        const change = offer.build();
        if (!change) continue;
        const files = edited(after, change, `${inverse.id} after ${refactor.id}`);
        if (same(files, before)) return { files };
        const distance = isExplained(files) ? 0 : distanceOf(before, files);
        if (!found || distance < found.distance) found = { files, distance };
      }
    }
  }
  return found ? { files: found.files } : { nothing };
}

/** The top-level item around a place: what is new may begin with the same letters as what stood there. */
function topLevel(file: SourceFile, range: TextRange): TextRange {
  return file.body.items.find((item) => contains(item.range, range))?.range ?? range;
}

/** Whether the block of a place is not the same as one before; a call to take apart must be new itself. */
function isNew(file: SourceFile, range: TextRange, before: Files, inverse: Refactor): boolean {
  const block = file.body.items.find((item) => contains(item.range, range));
  if (block?.kind !== "Block") return true;
  const text = slice(file.text, inverse.id === "inline-module" ? block.header : block.range);
  return ![...before.values()].some((one) => one.includes(text));
}

function edited(files: Files, change: Parameters<typeof filesAfter>[1], what: string): Files {
  try {
    return filesAfter(files, change);
  } catch (error) {
    const edits = [...change.edits].map(([uri, list]) => `${uri}: ${JSON.stringify(list)}`);
    throw new Error(
      `${what}: ${String(error)}\n${edits.join("\n")}\n${[...files].map((file) => file.join(":\n")).join("\n")}`,
    );
  }
}

/** How many lines two configurations do not share: of several places to go back, the nearest is meant. */
function distanceOf(a: Files, b: Files): number {
  const lines = (files: Files): string[] => [...files.values()].flatMap((text) => text.split("\n"));
  const counts = new Map<string, number>();
  for (const line of lines(a)) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of lines(b)) counts.set(line, (counts.get(line) ?? 0) - 1);
  return [...counts.values()].reduce((total, count) => total + Math.abs(count), 0);
}

function same(a: Files, b: Files): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

/** What of the second text is not the start or the end of the first. */
function changedRange(before: string, after: string): TextRange {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end: Math.max(start, after.length - end) };
}

/** The block with the header of the one that a selection is in. */
function sameBlock(before: SourceFile, after: SourceFile, selection: TextRange): TextRange | undefined {
  const block = before.body.items.find((item) => item.kind === "Block" && contains(item.range, selection));
  if (block?.kind !== "Block") return undefined;
  const header = slice(before.text, block.header);
  return after.body.items.find((item) => item.kind === "Block" && slice(after.text, item.header) === header)?.range;
}

/** The addresses of the blocks that a selection touches, with spaces between. */
export function addressAt(parser: HclParser, files: Files, path: string, { start, end }: TextRange): string {
  const file = parser.parse(path, 0, files.get(path) ?? "");
  const found = file.body.items.flatMap((block) => {
    if (block.kind !== "Block" || block.range.end < start || end < block.range.start) return [];
    const labels = block.labels.map(({ range }) => slice(file.text, range).replaceAll('"', ""));
    return [(block.type.name === "resource" ? labels : [block.type.name, ...labels]).join(".")];
  });
  return found.join(" ");
}
