// Builds a real workspace from the files of a case.

import type { SourceChange } from "../../server/src/base/sourceChange.js";
import { applyEdits } from "../../server/src/base/textEdit.js";
import type { RuleLevel } from "../../server/src/features/diagnostic.js";
import type { CheckOptions } from "../../server/src/features/diagnostics.js";
import { rules } from "../../server/src/features/rules/registry.js";
import { Workspace, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "./parser.js";

const root = "file:///workspace";

/** The URI of a case's file. */
export function caseUri(path: string): string {
  return `${root}/${path}`;
}

/** The case's path of a URI. */
export function casePath(uri: string): string {
  return uri.startsWith(`${root}/`) ? uri.slice(root.length + 1) : uri;
}

/** A snapshot of files given by path, and of directories that are known to be missing. */
export async function snapshotOf(
  files: ReadonlyMap<string, string>,
  absent: readonly string[] = [],
): Promise<WorkspaceSnapshot> {
  const workspace = new Workspace(await testParser());
  const listed = listings([...files.keys()]);
  workspace.setSeen({
    isSeen: (uri) => uri.startsWith(`${root}/`),
    holds: () => false,
    list: (directory) => listed.find(({ uri }) => uri === directory)?.files,
  });
  return workspace.apply([
    ...[...files].map(([path, text]) => ({ kind: "loaded" as const, uri: caseUri(path), text })),
    ...absent.map((path) => ({ kind: "absent" as const, uri: caseUri(path) })),
    ...listed,
  ]);
}

/** What there is in each folder that a case's files are in. */
function listings(paths: readonly string[]) {
  const folders = new Set(paths.flatMap((path) => path.split("/").map((_, i, all) => all.slice(0, i).join("/"))));
  return [...folders].map((folder) => {
    const prefix = folder === "" ? "" : `${folder}/`;
    const files = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    return { kind: "listed" as const, uri: caseUri(folder).replace(/\/$/, ""), files, deep: true };
  });
}

/** The files after a change; a deleted file is gone, a renamed one stands under its new path. */
export function filesAfter(files: ReadonlyMap<string, string>, change: SourceChange): Map<string, string> {
  const result = new Map(files);
  for (const operation of change.operations) {
    const path = casePath(operation.uri);
    if (operation.kind === "create") {
      if (result.has(path)) throw new Error(`the change creates ${path}, which exists`);
      result.set(path, operation.content);
    } else if (operation.kind === "delete") {
      result.delete(path);
    } else {
      const text = result.get(path);
      result.delete(path);
      if (text !== undefined) result.set(casePath(operation.newUri), text);
    }
  }
  for (const [uri, edits] of change.edits) {
    const path = casePath(uri);
    const text = result.get(path);
    if (text === undefined) throw new Error(`the change edits ${path}, which does not exist`);
    result.set(path, applyEdits(text, edits));
  }
  return result;
}

/** Options under which only some rules run, at their own levels (hints at `hint` even where they are off by default). */
export function onlyRules(ids: ReadonlySet<string>, target: string | undefined): CheckOptions {
  const levels = new Map<string, RuleLevel>();
  for (const rule of rules) {
    if (!ids.has(rule.id)) levels.set(rule.id, "off");
    else if (rule.defaultLevel === "off") levels.set(rule.id, "hint");
  }
  return { levels, evidence: targetEvidence(target) };
}

/** The evidence of a case's option `target`. */
export function targetEvidence(target: string | undefined): CheckOptions["evidence"] {
  return () => (target === undefined ? [] : [{ kind: "target", value: target }]);
}
