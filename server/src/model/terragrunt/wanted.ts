// Which folders must be read before something can be said of a unit or stack, while the index is not there yet.

import { directoryOf } from "../uri.js";
import type { DirectoryEntry, WorkspaceSnapshot } from "../workspace.js";
import type { FileView } from "./fileView.js";
import type { Unit } from "./unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "./workspace.js";

/** True for a directory that holds a file of Terragrunt's. */
export function holdsTerragrunt(directory: DirectoryEntry | undefined): boolean {
  for (const entry of directory?.files.values() ?? []) {
    if (entry.type?.kind.startsWith("terragrunt") === true) return true;
  }
  return false;
}

/**
 * The directories that are named by what lies in a directory, as far as that is known: of includes, of files that are
 * read, of dependencies with their modules, of sources. More may be named once those are read.
 */
export function wantedDirectories(snapshot: WorkspaceSnapshot, directory: string): readonly string[] {
  const workspace = terragruntWorkspace(snapshot);
  const found = new Set<string>();
  const unit = workspace.unit(directory);
  if (unit) addWanted(unit, found);
  for (const target of unit?.dependencies ?? []) {
    if (target.directory === undefined) continue;
    found.add(target.directory);
    const other = workspace.unit(target.directory);
    if (other) addWanted(other, found);
  }
  addComponents(workspace, directory, found);
  found.delete(directory);
  return [...found];
}

function addWanted(unit: Unit, found: Set<string>): void {
  const views: FileView[] = [unit.view];
  for (const { path, label } of unit.includes) {
    if (path.kind === "path") found.add(directoryOf(path.uri));
    const view = unit.view.includeView(label);
    if (view) views.push(view);
  }
  for (const view of views) {
    for (const call of view.facts.calls) {
      const [fact] = call.args;
      if (call.name !== "read_terragrunt_config" || fact === undefined) continue;
      const path = view.callPath(fact, view.context.directory);
      if (path.kind === "path") found.add(directoryOf(path.uri));
    }
  }
  if (unit.source.uri !== undefined) found.add(unit.source.uri);
}

function addComponents(workspace: TerragruntWorkspace, directory: string, found: Set<string>): void {
  const uri = `${directory}/terragrunt.stack.hcl`;
  if (!workspace.snapshot.entry(uri)) return;
  for (const { source } of workspace.components(uri)) if (source.kind === "path") found.add(source.uri);
}
