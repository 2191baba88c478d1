// The files beside units: a stack generates a unit as a whole folder, so one catalog holds them where they are equal.
//
// Source: Terragrunt 1.1.3, `pkg/config/stack.go`: all files of a unit's `source` are copied, hidden ones too, before its
// values are written.

import { localCalls } from "../../../model/moduleCalls.js";
import { directoryOf, isWithin, nameOf } from "../../../model/uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../../../model/workspace.js";
import { shownPath } from "../../terragrunt/preserved.js";

const unitFile = "terragrunt.hcl";
/** Each unit keeps its own: it says which providers that unit runs, and Terragrunt writes it anew. */
const lockFile = ".terraform.lock.hcl";

/** The files beside a unit's configuration that go where the unit goes, sorted by name. */
export function filesBeside(snapshot: WorkspaceSnapshot, directory: string): readonly FileEntry[] {
  const entries = [...(snapshot.directories.get(directory)?.files.values() ?? [])];
  const beside = entries.filter(({ name }) => name !== unitFile && name !== lockFile);
  return beside.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Why a unit's folder cannot be generated from a catalog, as one sentence; undefined where it can. */
export function unmovable(snapshot: WorkspaceSnapshot, directory: string): string | undefined {
  const unit = nameOf(directory);
  const own = filesBeside(snapshot, directory).find(({ name }) => name.startsWith("terragrunt."));
  if (own) return `\`${own.name}\` stands beside \`${unit}\`, which a stack would write anew.`;
  const module = snapshot.module(directory);
  const [call] = module ? localCalls(module) : [];
  if (call) return `The files beside \`${unit}\` call a module by its path, which leads elsewhere from a catalog.`;
  const inner = [...snapshot.directories.keys()].find(
    (uri) => uri !== directory && isWithin(uri, directory) && !isOfUnit(snapshot, uri, directory),
  );
  return inner === undefined
    ? undefined
    : `\`${unit}\` has the folder \`${shownPath(directory, inner)}\` beside its configuration.`;
}

/** True for a folder of another unit, or one in it, below a unit. */
function isOfUnit(snapshot: WorkspaceSnapshot, uri: string, below: string): boolean {
  for (let at = uri; at !== below && at.length > below.length; at = directoryOf(at)) {
    if (snapshot.entry(`${at}/${unitFile}`)) return true;
  }
  return false;
}

/** The same for folders whose files are byte for byte the same, but for the units' configurations. */
export function filesKey(snapshot: WorkspaceSnapshot, directory: string): string {
  return JSON.stringify(filesBeside(snapshot, directory).map(({ name, text }) => [name, text]));
}

/** What keeps two units from being generated from one folder, as one sentence; undefined where nothing does. */
export function differentFiles(snapshot: WorkspaceSnapshot, one: string, other: string): string | undefined {
  const [left, right] = [one, other].map((directory) => filesBeside(snapshot, directory));
  for (const [files, against, having, lacking] of [
    [left ?? [], right ?? [], one, other],
    [right ?? [], left ?? [], other, one],
  ] as const) {
    for (const { name, text } of files) {
      const same = against.find((each) => each.name === name);
      const [a, b] = [nameOf(having), nameOf(lacking)];
      const [from, to] = a === b ? [nameOf(directoryOf(having)), nameOf(directoryOf(lacking))] : [a, b];
      if (!same) return `\`${name}\` stands beside \`${from}\`, and not beside \`${to}\`.`;
      if (same.text !== text) return `\`${name}\` is not the same beside \`${from}\` and \`${to}\`.`;
    }
  }
  return undefined;
}
