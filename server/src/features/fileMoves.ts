// A module's folder, or a file that functions read, is renamed in the editor: the paths that lead there follow.

import { type SourceChange, SourceChangeBuilder } from "../base/sourceChange.js";
import { literalString } from "../model/access.js";
import { argument } from "../model/extract.js";
import type { Module } from "../model/module.js";
import { directoryOf, isWithin, relativePath, resolveUri } from "../model/uri.js";
import { isLocalSource, type WorkspaceSnapshot } from "../model/workspace.js";

/** A file or folder and its new place, as URIs. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** The edits of all local module sources that the moves would break; the files themselves are the editor's to move. */
export function followMoves(snapshot: WorkspaceSnapshot, moves: readonly FileMove[]): SourceChange {
  const change = new SourceChangeBuilder();
  for (const module of snapshot.modules()) followIn(snapshot, module, moves, change);
  return change.build();
}

function followIn(
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
    const caller = movedTo(callerBefore, moves);
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

/** Where a folder is after the moves of it or of a folder around it. */
function movedTo(directory: string, moves: readonly FileMove[]): string {
  const move = moves.find(({ from }) => isWithin(directory, from));
  return move ? move.to + directory.slice(move.from.length) : directory;
}
