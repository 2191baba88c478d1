// Which units and stacks there are, by the names of files, and what is different between two snapshots.

import { derived } from "../derived.js";
import { directoryOf } from "../uri.js";
import type { DirectoryEntry, WorkspaceSnapshot } from "../workspace.js";
import { Changes, type FileChange, linkSignature, seenMark } from "./reading.js";

export const unitFile = "terragrunt.hcl";
/** Terragrunt looks for this name first. Source: `GetDefaultConfigPath`. */
export const jsonUnitFile = "terragrunt.hcl.json";
export const stackFile = "terragrunt.stack.hcl";

/** The Terragrunt files of a workspace, by what their names make them. */
export interface TerragruntFiles {
  /** The file of a unit, by its directory. */
  readonly units: ReadonlyMap<string, string>;
  /** The stack file of a directory. */
  readonly stacks: ReadonlyMap<string, string>;
}

const filesOfDirectory = derived((directory: DirectoryEntry): { unit?: string; stack?: string } => {
  const json = `${directory.uri}/${jsonUnitFile}`;
  const unit = directory.files.has(json) ? json : `${directory.uri}/${unitFile}`;
  const stack = `${directory.uri}/${stackFile}`;
  return {
    ...(directory.files.has(unit) ? { unit } : {}),
    ...(directory.files.has(stack) ? { stack } : {}),
  };
});

/** All of them, of a whole snapshot. */
export function filesOf(snapshot: WorkspaceSnapshot): TerragruntFiles {
  const units = new Map<string, string>();
  const stacks = new Map<string, string>();
  for (const directory of snapshot.directories.values()) {
    const { unit, stack } = filesOfDirectory(directory);
    if (unit !== undefined) units.set(directory.uri, unit);
    if (stack !== undefined) stacks.set(directory.uri, stack);
  }
  return { units, stacks };
}

/** The files after some changes; a table is the same object where none of its files came or went. */
export function updatedFiles(files: TerragruntFiles, snapshot: WorkspaceSnapshot, changes: Changes): TerragruntFiles {
  /** The first of the names that a directory has counts. */
  const update = (known: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> => {
    const changed = changes.files.filter(
      ({ uri, existence }) => existence && names.some((name) => uri.endsWith(`/${name}`)),
    );
    if (changed.length === 0) return known;
    const next = new Map(known);
    for (const { uri } of changed) {
      const directory = directoryOf(uri);
      const found = names.map((name) => `${directory}/${name}`).find((each) => snapshot.entry(each) !== undefined);
      if (found === undefined) next.delete(directory);
      else next.set(directory, found);
    }
    return next;
  };
  return { units: update(files.units, [jsonUnitFile, unitFile]), stacks: update(files.stacks, [stackFile]) };
}

/** What is different in one snapshot from another of the same workspace. */
export function changesBetween(from: WorkspaceSnapshot, to: WorkspaceSnapshot): Changes {
  const changes: FileChange[] = [];
  if (from.tree !== to.tree) {
    changes.push({ uri: seenMark, directory: "", configuration: false, existence: false, links: false });
  }
  const compare = (before: DirectoryEntry | undefined, after: DirectoryEntry | undefined): void => {
    for (const uri of new Set([...(before?.files.keys() ?? []), ...(after?.files.keys() ?? [])])) {
      const [old, now] = [before?.files.get(uri), after?.files.get(uri)];
      if (old === now) continue;
      const existence = old === undefined || now === undefined;
      const kind = (now ?? old)?.type?.kind;
      const isOurs = kind === "hcl" || kind?.startsWith("terragrunt") === true;
      const links =
        existence ||
        (isOurs && linkSignature(from.facts(uri)?.terragrunt) !== linkSignature(to.facts(uri)?.terragrunt));
      const { directory } = now ?? old ?? { directory: directoryOf(uri) };
      changes.push({ uri, directory, configuration: kind === "configuration", existence, links });
    }
  };
  for (const [uri, directory] of to.directories) {
    const before = from.directories.get(uri);
    if (before !== directory) compare(before, directory);
  }
  for (const [uri, directory] of from.directories) if (!to.directories.has(uri)) compare(directory, undefined);
  return new Changes(changes);
}
