// Files of data that Terragrunt configuration reads: YAML and JSON, which are no configuration themselves.
//
// They are not searched for: only those that configuration names are read.

import { fileTypeOf } from "../builtins/fileKinds.js";
import { directoryOf, isWithin, nameOf } from "../uri.js";
import type { WorkspaceSnapshot } from "../workspace.js";
import type { TerragruntCallFact } from "./facts.js";
import { uriAt } from "./paths.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "./workspace.js";

/** Endings of files of data. */
export const dataEndings: readonly string[] = ["yaml", "yml", "json"];

/** True for the name of a file of data that is nothing else. */
export function isDataName(name: string): boolean {
  return dataEndings.some((ending) => name.endsWith(`.${ending}`)) && fileTypeOf(name) === undefined;
}

/** The files of data that may be there for all units of a workspace, in its folders. Most of them will not be there. */
export function wantedDataFiles(snapshot: WorkspaceSnapshot, folders: readonly string[]): readonly string[] {
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.isUsed) return [];
  const found = new Set<string>();
  const names = new Set<string>();
  for (const { files } of snapshot.directories.values()) {
    for (const uri of files.keys()) {
      for (const call of snapshot.facts(uri)?.terragrunt?.calls ?? []) collect(call, directoryOf(uri), names, found);
    }
  }
  addAbove(workspace.unitDirectories, names, folders, found);
  return [...found];
}

/** The files of data that may be there for one unit. */
export function wantedDataOf(
  workspace: TerragruntWorkspace,
  directory: string,
  folders: readonly string[],
): readonly string[] {
  const unit = workspace.unit(directory);
  if (!unit) return [];
  const found = new Set<string>();
  const names = new Set<string>();
  for (const view of [unit.view, ...unit.includes.flatMap(({ label }) => unit.view.includeView(label) ?? [])]) {
    for (const call of view.facts.calls) collect(call, view.directory, names, found);
  }
  addAbove([directory], names, folders, found);
  return [...found];
}

/** Notes the name that a call looks for above units, or the file that it reads beside its own. */
function collect({ name, args }: TerragruntCallFact, directory: string, names: Set<string>, found: Set<string>): void {
  const [path] = args;
  if (typeof path !== "string" || !isDataName(nameOf(uriAt(directory, path)))) return;
  if (name === "find_in_parent_folders") names.add(path);
  else if (name === "file" && !path.startsWith("/")) found.add(uriAt(directory, path));
}

function addAbove(
  directories: Iterable<string>,
  names: ReadonlySet<string>,
  folders: readonly string[],
  found: Set<string>,
): void {
  if (names.size === 0) return;
  const seen = new Set<string>();
  for (const directory of directories) {
    const folder = folders.find((candidate) => isWithin(directory, candidate));
    if (folder === undefined || directory === folder) continue;
    for (let at = directoryOf(directory); !seen.has(at) && isWithin(at, folder); at = directoryOf(at)) {
      seen.add(at);
      for (const name of names) found.add(uriAt(at, name));
    }
  }
}
