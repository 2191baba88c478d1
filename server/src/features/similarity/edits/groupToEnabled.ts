// R-6, its second stage: `enabled` in the place of `count` for all blocks under one condition, in one edit.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { Block } from "../../../syntax/ast.js";
import { judgeCount } from "../../refactors/countToEnabled.js";
import { repetitionOf } from "../../refactors/repetitionTarget.js";
import type { EditContext, EditOutcome } from "./edit.js";

/**
 * Each block is judged by itself against the module as it is; what they say of each other is rewritten once, since a
 * reference is to one of them.
 */
export function toEnabled({ snapshot, suggestion, options }: EditContext): EditOutcome {
  const builds: (() => SourceChange)[] = [];
  for (const { uri, range } of suggestion.sites) {
    const file = snapshot.file(uri);
    const module = snapshot.moduleOf(uri);
    const block = file?.body.items.find(
      (item): item is Block => item.kind === "Block" && item.range.start <= range.start && range.end <= item.range.end,
    );
    const target = block && repetitionOf(block, "count");
    if (!file || !module || !target) return { refused: "The edit does not apply here." };
    const verdict = judgeCount(snapshot, module, file, target);
    if (verdict.kind === "refused") return { refused: `${target.key}: ${verdict.reason}` };
    if (verdict.kind === "assuming") return { refused: `It is not certain that ${verdict.assumption}.` };
    builds.push(() => verdict.build(options.refactor));
  }
  const [joined, problem] = joinedChange(builds.map((build) => build()));
  if (!joined) return { refused: problem };
  return {
    refactor: "group-to-enabled",
    title: `Use \`lifecycle.enabled\` instead of \`count\` in ${builds.length} blocks`,
    build: () => joined,
  };
}

/** Changes of one state as one; undefined with the reason where they cannot be made at once. */
function joinedChange(changes: readonly SourceChange[]): readonly [SourceChange | undefined, string] {
  const edits = new Map<string, TextEdit[]>();
  for (const change of changes) {
    if (change.operations.length > 0) return [undefined, "Its moves need a file of their own for each block."];
    for (const [uri, list] of change.edits) edits.set(uri, [...(edits.get(uri) ?? []), ...list]);
  }
  const result = new SourceChangeBuilder();
  for (const [uri, list] of edits) {
    const sorted = [...list].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    let last: TextEdit | undefined;
    for (const edit of sorted) {
      if (last && isSame(last, edit)) continue;
      if (last && edit.range.start < last.range.end) {
        return [undefined, "Two of the blocks are named in one expression that has to be written otherwise."];
      }
      result.replace(uri, edit.range, edit.newText);
      last = edit;
    }
  }
  return [result.confirm().build(), ""];
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end && a.newText === b.newText;
}
