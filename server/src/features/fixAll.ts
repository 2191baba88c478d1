// The safe fixes of a file as one change, for `source.fixAll`.

import { type SourceChange, SourceChangeBuilder } from "../base/sourceChange.js";
import { areDisjoint, type TextEdit } from "../base/textEdit.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { type CheckOptions, checkFile } from "./diagnostics.js";

/**
 * The first safe fix of each finding in a file, taken together. A fix whose edits would overlap those of an earlier one
 * or that needs file operations is left for the next time. Undefined where there is nothing to fix.
 */
export function safeFixes(snapshot: WorkspaceSnapshot, uri: string, options: CheckOptions): SourceChange | undefined {
  const taken = new Map<string, readonly TextEdit[]>();
  for (const diagnostic of checkFile(snapshot, uri, options)) {
    const change = diagnostic.fixes.find((fix) => fix.safety === "safe")?.change();
    if (!change || change.operations.length > 0) continue;
    const merged = [...change.edits].map(
      ([file, edits]) => [file, withoutRepeated([...(taken.get(file) ?? [])], edits)] as const,
    );
    if (merged.some(([, edits]) => !areDisjoint(edits))) continue;
    for (const [file, edits] of merged) taken.set(file, edits);
  }
  const builder = new SourceChangeBuilder();
  for (const [file, edits] of taken) for (const edit of edits) builder.replace(file, edit.range, edit.newText);
  return builder.isEmpty ? undefined : builder.build();
}

/** Two findings may ask for the very same edit, such as one removal; it is made once. */
function withoutRepeated(taken: TextEdit[], edits: readonly TextEdit[]): TextEdit[] {
  for (const edit of edits) {
    const isKnown = taken.some(
      ({ range, newText }) =>
        range.start === edit.range.start && range.end === edit.range.end && newText === edit.newText,
    );
    if (!isKnown) taken.push(edit);
  }
  return taken;
}
