// Files of data that Terragrunt configuration reads: YAML, JSON, templates, which are no configuration themselves.
//
// They are not searched for: only those that configuration names are read. What a unit names is found by evaluating it,
// for all units at once only as far as the facts of its files tell.

import { fileTypeOf } from "../builtins/fileKinds.js";
import { directoryOf, isWithin, nameOf } from "../uri.js";
import type { WorkspaceSnapshot } from "../workspace.js";
import type { FileView } from "./fileView.js";
import { uriAt } from "./paths.js";
import type { Unit } from "./unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "./workspace.js";

/** Endings of files of data. */
export const dataEndings: readonly string[] = ["yaml", "yml", "json"];

/** Units that are evaluated for a file which they include; more of them rarely name more. */
const mostContexts = 5;

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
  const computed = new Set<string>();
  for (const { files } of snapshot.directories.values()) {
    for (const uri of files.keys()) {
      for (const { name, args } of snapshot.facts(uri)?.terragrunt?.calls ?? []) {
        const [path] = args;
        if (name !== "find_in_parent_folders" && name !== "file") continue;
        if (typeof path !== "string") {
          if (name === "file" && path !== undefined && path !== null) computed.add(uri);
        } else if (isDataName(nameOf(uriAt(directoryOf(uri), path)))) {
          if (name === "find_in_parent_folders") names.add(path);
          else if (!path.startsWith("/")) found.add(uriAt(directoryOf(uri), path));
        }
      }
    }
  }
  addAbove(workspace.unitDirectories, names, folders, found);
  for (const uri of computed) {
    for (const view of viewsOf(workspace, uri)) addComputed(view, folders, found);
  }
  return [...found];
}

/** All evaluations of a file: by itself where it is a unit, else by those that include it. */
function* viewsOf(workspace: TerragruntWorkspace, uri: string): Iterable<FileView> {
  const own = workspace.unitOf(uri);
  if (own) yield own.view;
  for (const directory of workspace.includedBy(uri)) {
    const view = workspace.unit(directory)?.viewOf(uri);
    if (view) yield view;
  }
}

/** Files that `file` is given by a path which follows from where files lie. */
function addComputed(view: FileView, folders: readonly string[], found: Set<string>): void {
  for (const { name, args } of view.facts.calls) {
    const [path] = args;
    if (name !== "file" || path === undefined || path === null || typeof path === "string") continue;
    const resolved = view.callPath(path, view.directory);
    if (resolved.kind === "path" && isReadable(view.host.reading.snapshot, resolved.uri, folders)) {
      found.add(resolved.uri);
    }
  }
}

/**
 * The files of data that are asked for when the units of a directory are evaluated, or those that include a file of it.
 * Once they are read, more may be asked for.
 */
export function wantedDataOf(
  workspace: TerragruntWorkspace,
  directory: string,
  folders: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  for (const unit of unitsAround(workspace, directory)) {
    evaluateAll(unit);
    for (const uri of unit.reading.sought) if (isReadable(workspace.snapshot, uri, folders)) found.add(uri);
    for (const view of viewsWith(unit)) addNamedAbove(view, folders, found);
  }
  return [...found];
}

function unitsAround(workspace: TerragruntWorkspace, directory: string): readonly Unit[] {
  const units = new Set<Unit>();
  const own = workspace.unit(directory);
  if (own) units.add(own);
  for (const uri of workspace.snapshot.directories.get(directory)?.files.keys() ?? []) {
    if (!uri.endsWith(".hcl")) continue;
    for (const each of workspace.includedBy(uri).slice(0, mostContexts)) {
      const unit = workspace.unit(each);
      if (unit) units.add(unit);
    }
  }
  return [...units];
}

function viewsWith(unit: Unit): readonly FileView[] {
  return [unit.view, ...unit.includes.flatMap(({ label }) => unit.view.includeView(label) ?? [])];
}

/** Evaluates all that a unit says, for what it asks for on the way. */
function evaluateAll(unit: Unit): void {
  unit.render();
  for (const view of viewsWith(unit)) for (const { name } of view.facts.locals) view.local(name);
}

/** Files of data that are searched for above the unit, whether or not they are known to be there. */
function addNamedAbove(view: FileView, folders: readonly string[], found: Set<string>): void {
  const names = view.facts.calls.flatMap(({ name, args: [path] }) =>
    name === "find_in_parent_folders" && typeof path === "string" && isDataName(nameOf(path)) ? path : [],
  );
  addAbove([view.context.directory], new Set(names), folders, found);
}

/** Only what lies in the workspace is read, and never what is read anyway. */
function isReadable(snapshot: WorkspaceSnapshot, uri: string, folders: readonly string[]): boolean {
  if (fileTypeOf(nameOf(uri)) !== undefined || snapshot.entry(uri) !== undefined) return false;
  // Folders whose names start with a dot hold what tools have made or keep to themselves.
  return folders.some((folder) => isWithin(uri, folder) && !uri.slice(folder.length).includes("/."));
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
