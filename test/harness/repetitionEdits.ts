// The edits of suggestions, as cases use them: found by detector, applied to the case's files.

import { expect } from "vitest";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { availableEdit } from "../../server/src/features/similarity/availableEdit.js";
import { findRepetition } from "../../server/src/features/similarity/findRepetition.js";
import { toldOf } from "../../server/src/features/similarity/needs.js";
import { isOwnCode } from "../../server/src/features/similarity/ownCode.js";
import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "./parser.js";
import { runUnits } from "./terragruntPlan.js";
import { casePath, filesAfter, snapshotOf, targetEvidence } from "./workspace.js";

export type RepetitionEdit =
  | { readonly kind: "none" }
  | { readonly kind: "report-only"; readonly reason: string }
  | { readonly kind: "available"; readonly title: string; readonly after: ReadonlyMap<string, string> };

/** The edit of the first suggestion of a detector, with the files after it. */
export async function repetitionEdit(
  snapshot: WorkspaceSnapshot,
  options: ReadonlyMap<string, string>,
): Promise<RepetitionEdit> {
  const wanted = (uri: string): boolean => isOwnCode(casePath(uri));
  const found = await findRepetition(snapshot, { wanted }, neverCancelled);
  const check = { ...defaultCheckOptions, evidence: targetEvidence(options.get("target")) };
  const suggestion = found.find(
    (each) =>
      each.detector === options.get("detector") &&
      (each.needs === "enabled") === (options.get("needs") === "enabled") &&
      toldOf(snapshot, each, () => check).length > 0,
  );
  if (!suggestion) return { kind: "none" };
  const edit = availableEdit(snapshot, suggestion, { ...check, refactor: { movedBlocks: "file" } });
  if (edit.kind === "report-only") return edit;
  const change = edit.build();
  if (!change) return { kind: "report-only", reason: "The edit gives nothing." };
  const before = new Map<string, string>();
  for (const directory of snapshot.directories.values()) {
    for (const { uri, text } of directory.files.values()) before.set(casePath(uri), text);
  }
  const after = filesAfter(before, change);
  if (terragruntWorkspace(snapshot).isUsed) {
    const parser = await testParser();
    const parse = (text: string) => parser.parse("file:///piece.tf", 0, text).body;
    expect(runUnits(await snapshotOf(after), parse)).toEqual(runUnits(snapshot, parse));
  }
  return { kind: "available", title: edit.title, after };
}

/** The files that are not what they were, each under its path; deleted ones by their path alone. */
export function changedFiles(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const text = after.get(path);
    if (text === before.get(path)) continue;
    parts.push(text === undefined ? `--- ${path} is deleted` : `--- ${path}\n${text.trimEnd()}`);
  }
  return parts.join("\n\n");
}
