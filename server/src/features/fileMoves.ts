// A module's folder, or a file, is renamed in the editor: the module sources and the paths of functions follow.

import { type SourceChange, SourceChangeBuilder } from "../base/sourceChange.js";
import { literalString } from "../model/access.js";
import { argument } from "../model/extract.js";
import type { Module } from "../model/module.js";
import { isLocalSource } from "../model/moduleCalls.js";
import { directoryOf, isWithin, nameOf, relativePath, resolveUri } from "../model/uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../model/workspace.js";
import { pathsRead } from "./documentLinks.js";

/** A file or folder and its new place, as URIs. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** The edits of all local paths that the moves would break; the files themselves are the editor's to move. */
export function followMoves(snapshot: WorkspaceSnapshot, moves: readonly FileMove[]): SourceChange {
  const change = new SourceChangeBuilder();
  for (const module of snapshot.modules()) {
    followSources(snapshot, module, moves, change);
    for (const { entry } of [...module.files, ...module.overrides]) followPaths(snapshot, entry, moves, change);
  }
  return change.build();
}

function followSources(
  snapshot: WorkspaceSnapshot,
  module: Module,
  moves: readonly FileMove[],
  change: SourceChangeBuilder,
): void {
  for (const { uri, fact } of module.declarationsOf("module")) {
    if (fact.source === undefined || !isLocalSource(fact.source)) continue;
    const callerBefore = directoryOf(uri);
    const [path = "", subdirectory] = fact.source.split("//");
    const calleeBefore = resolveUri(callerBefore, path);
    const caller = directoryOf(movedTo(uri, moves));
    const callee = movedTo(calleeBefore, moves);
    if (caller === callerBefore && callee === calleeBefore) continue;
    const source = relativePath(caller, callee) + (subdirectory === undefined ? "" : `//${subdirectory}`);
    if (resolveUri(caller, path) === callee) continue;
    const block = snapshot.file(uri)?.body.items[fact.item];
    const value = block?.kind === "Block" ? argument(block.body, "source")?.value : undefined;
    if (!value || literalString(value) === undefined) continue;
    change.replace(uri, { start: value.range.start + 1, end: value.range.end - 1 }, source);
  }
}

/** Paths that `file`, `templatefile` and their like read, in one file. */
function followPaths(
  snapshot: WorkspaceSnapshot,
  entry: FileEntry,
  moves: readonly FileMove[],
  change: SourceChangeBuilder,
): void {
  const ownMove = movedTo(entry.uri, moves);
  // A file that does not hold the name of what is moved cannot lead there, and need not be parsed.
  if (ownMove === entry.uri && !moves.some(({ from }) => entry.text.includes(nameOf(from)))) return;
  const file = snapshot.file(entry.uri);
  for (const { path, written, isBelowModule } of file ? pathsRead(file) : []) {
    const before = resolveUri(entry.directory, path);
    const after = movedTo(before, moves);
    const from = directoryOf(ownMove);
    if (resolveUri(from, path) === after) continue;
    const relative = relativePath(from, after);
    const text = isBelowModule ? `/${relative.startsWith("./") ? relative.slice(2) : relative}` : relative;
    change.replace(entry.uri, written, text);
  }
}

/** Where a file or folder is after the moves of it or of a folder around it. */
function movedTo(uri: string, moves: readonly FileMove[]): string {
  const move = moves.find(({ from }) => isWithin(uri, from));
  return move ? move.to + uri.slice(move.from.length) : uri;
}
