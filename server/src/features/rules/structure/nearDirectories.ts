// Directories that a mistyped local source may have meant.

import { editDistance } from "../../../model/builtins/suggest.js";
import type { Module } from "../../../model/module.js";
import { directoryOf, nameOf, resolveUri } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";

/** How many letters may differ. */
const farthest = 3;

/** Sources like the given one that lead to a module beside the missing directory; the most similar first. */
export function nearDirectories(snapshot: WorkspaceSnapshot, module: Module, source: string): readonly string[] {
  const wanted = resolveUri(module.directory, source);
  const parent = directoryOf(wanted);
  const cut = source.lastIndexOf("/");
  if (cut < 0) return [];
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const directory of snapshot.directories.keys()) {
    if (directoryOf(directory) !== parent || directory === module.directory) continue;
    const name = nameOf(directory);
    const distance = editDistance(nameOf(wanted), name, farthest);
    if (distance < farthest) found.push({ name, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 2)
    .map(({ name }) => `${source.slice(0, cut)}/${name}`);
}
