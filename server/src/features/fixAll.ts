// The fixes of many findings as one change: all safe ones of a file, or all of one rule.

import { type SourceChange, SourceChangeBuilder } from "../base/sourceChange.js";
import { areDisjoint, type TextEdit } from "../base/textEdit.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Diagnostic, Fix } from "./diagnostic.js";
import { type CheckOptions, checkFile } from "./diagnostics.js";
import { keepLayout } from "./rewriting/keptLayout.js";

/**
 * The first safe fix of each finding in a file, taken together. A fix whose edits would overlap those of an earlier one
 * or that needs file operations is left for the next time. Undefined where there is nothing to fix.
 */
export function safeFixes(snapshot: WorkspaceSnapshot, uri: string, options: CheckOptions): SourceChange | undefined {
  return fixesTogether(snapshot, checkFile(snapshot, uri, options), ({ fixes }) =>
    fixes.find((fix) => fix.safety === "safe"),
  );
}

/**
 * The fixes of one rule's findings in some files, for "fix all of this kind": for each finding its preferred fix, else
 * its first; where `title` is given, the one of that title. A person asked for them, so unsafe ones count as well.
 */
export function fixesOfRule(
  snapshot: WorkspaceSnapshot,
  uris: Iterable<string>,
  rule: string,
  options: CheckOptions,
  title?: string,
): SourceChange | undefined {
  const found = [...uris].flatMap((uri) => checkFile(snapshot, uri, options)).filter((each) => each.rule === rule);
  return fixesTogether(snapshot, found, ({ fixes }) =>
    title === undefined ? (fixes.find((fix) => fix.preferred) ?? fixes[0]) : fixes.find((fix) => fix.title === title),
  );
}

/** How many findings of a rule in some files have a fix that can be taken together with others. */
export function fixableOfRule(
  snapshot: WorkspaceSnapshot,
  uris: Iterable<string>,
  rule: string,
  options: CheckOptions,
): number {
  let count = 0;
  for (const uri of uris) {
    for (const found of checkFile(snapshot, uri, options)) {
      if (found.rule === rule && found.fixes.some(({ alone }) => !alone)) count++;
    }
  }
  return count;
}

/** The files of the module that a file belongs to, for "fix all in the module". */
export function filesOfModule(snapshot: WorkspaceSnapshot, uri: string): readonly string[] {
  const module = snapshot.moduleOf(uri);
  if (!module) return [uri];
  return [...module.files, ...module.overrides, ...snapshot.testsOf(module), ...module.values].map(
    ({ entry }) => entry.uri,
  );
}

/** The files of all modules, for "fix all in the workspace". */
export function filesOfWorkspace(snapshot: WorkspaceSnapshot): readonly string[] {
  const files = new Set<string>();
  for (const module of snapshot.modules()) {
    for (const { entry } of [...module.files, ...module.overrides, ...module.tests, ...module.values]) {
      files.add(entry.uri);
    }
  }
  return [...files];
}

/** One change of the fixes chosen; those that overlap earlier ones, or that make or move files, are left out. */
export function fixesTogether(
  snapshot: WorkspaceSnapshot,
  diagnostics: readonly Diagnostic[],
  choose: (diagnostic: Diagnostic) => Fix | undefined,
): SourceChange | undefined {
  const taken = new Map<string, readonly TextEdit[]>();
  for (const diagnostic of diagnostics) {
    const fix = choose(diagnostic);
    const change = fix?.alone ? undefined : fix?.change();
    if (!change || change.operations.length > 0) continue;
    const merged = [...change.edits].map(
      ([file, edits]) => [file, withoutRepeated([...(taken.get(file) ?? [])], edits)] as const,
    );
    if (merged.some(([, edits]) => !areDisjoint(edits))) continue;
    for (const [file, edits] of merged) taken.set(file, edits);
  }
  const builder = new SourceChangeBuilder();
  for (const [file, edits] of taken) for (const edit of edits) builder.replace(file, edit.range, edit.newText);
  return builder.isEmpty ? undefined : keepLayout(snapshot, builder.build());
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
