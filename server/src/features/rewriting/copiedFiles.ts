// Files that stand in several folders as they are: someone copies them, and the next copy would undo a change.

import { nameOf } from "../../model/uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";

/** In this many other folders, a file with the same text is everybody's: fewer may well be a person's own copies. */
const fewestSame = 4;

/** True for a file that stands in many other folders under the same name and with the same text. */
export function isSameElsewhere(snapshot: WorkspaceSnapshot, uri: string): boolean {
  const all = filesByName(snapshot).get(nameOf(uri)) ?? [];
  const text = snapshot.entry(uri)?.text;
  if (text === undefined || all.length <= fewestSame) return false;
  return all.filter((each) => each.text === text).length > fewestSame;
}

/** A workspace's folders are asked about once for each of its files, so they are gone through once for all. */
const known = new WeakMap<WorkspaceSnapshot, ReadonlyMap<string, readonly FileEntry[]>>();

function filesByName(snapshot: WorkspaceSnapshot): ReadonlyMap<string, readonly FileEntry[]> {
  const found = known.get(snapshot);
  if (found) return found;
  const result = new Map<string, FileEntry[]>();
  for (const { files } of snapshot.directories.values()) {
    for (const entry of files.values()) {
      const others = result.get(entry.name);
      if (others) others.push(entry);
      else result.set(entry.name, [entry]);
    }
  }
  known.set(snapshot, result);
  return result;
}
