// What must hold after every edit of every case, beyond the case's own expectation.

import type { SourceChange } from "../../server/src/base/sourceChange.js";
import { areDisjoint } from "../../server/src/base/textEdit.js";
import type { Diagnostic } from "../../server/src/features/diagnostic.js";
import { type CheckOptions, checkFile } from "../../server/src/features/diagnostics.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { casePath, filesAfter, snapshotOf } from "./workspace.js";

/** What is wrong with an edit; empty where nothing is. */
export async function editProblems(
  before: ReadonlyMap<string, string>,
  change: SourceChange,
  options: CheckOptions,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [uri, edits] of change.edits) {
    if (!areDisjoint(edits)) problems.push(`${casePath(uri)}: edits overlap`);
    for (const edit of edits) {
      if (edit.range.start > edit.range.end || edit.range.end > (before.get(casePath(uri))?.length ?? Infinity)) {
        problems.push(`${casePath(uri)}: an edit lies outside of the text`);
      }
    }
  }
  if (problems.length > 0) return problems;
  const old = await snapshotOf(before);
  const fresh = await snapshotOf(filesAfter(before, change));
  const knownErrors = counted(errorsOf(old, options));
  for (const [key, diagnostics] of counted(errorsOf(fresh, options))) {
    if (diagnostics.length > (knownErrors.get(key)?.length ?? 0)) problems.push(`a new error: ${key}`);
  }
  return problems;
}

/** Syntax errors and findings of the level `error` in all files. */
function errorsOf(snapshot: WorkspaceSnapshot, options: CheckOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const directory of snapshot.directories.values()) {
    for (const uri of directory.files.keys()) found.push(...checkFile(snapshot, uri, options));
  }
  return found.filter((diagnostic) => diagnostic.severity === "error");
}

function counted(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const result = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.rule}: ${diagnostic.message}`;
    result.set(key, [...(result.get(key) ?? []), diagnostic]);
  }
  return result;
}
