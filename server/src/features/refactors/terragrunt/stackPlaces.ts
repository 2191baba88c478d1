// Where stacks are written that generate units in the folders in which they are, and the catalog that they share.

import { Reading } from "../../../model/terragrunt/reading.js";
import type { TerragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, isWithin } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { commonDirectory } from "../../similarity/suggestion.js";
import { shownPath } from "../../terragrunt/preserved.js";
import { folderAbove } from "./hoisting.js";

/** The folders that get a stack, each with the units that it generates. */
export type StackPlaces = ReadonlyMap<string, readonly string[]>;

/**
 * A stack for each environment: for the folders that have several of the units at the same place below them, else for
 * those that include one root. A sentence says why there can be none.
 */
export function stackPlaces(
  snapshot: WorkspaceSnapshot,
  workspace: TerragruntWorkspace,
  families: readonly (readonly string[])[],
): StackPlaces | string {
  const places = environmentsOf(families) ?? byRoot(workspace, families.flat());
  const found = new Map<string, readonly string[]>();
  for (const [folder, units] of places) {
    const refused = place(snapshot, folder, units, found);
    if (refused !== undefined) return refused;
  }
  return found;
}

/** True where all units stand in environments that have several of them each. */
export function areOfEnvironments(families: readonly (readonly string[])[]): boolean {
  return environmentsOf(families) !== undefined;
}

/** The folders that have units of several families at the same place below them, with their units. */
function environmentsOf(families: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, string[]>();
  for (const directories of families) {
    const shared = sharedEnd(directories);
    if (shared === 0) return undefined;
    for (const directory of directories) {
      const folder = directory.split("/").slice(0, -shared).join("/");
      found.set(folder, [...(found.get(folder) ?? []), directory]);
    }
  }
  const folders = [...found.keys()];
  const isNested = folders.some((a) => folders.some((b) => a !== b && isWithin(a, b)));
  return isNested || [...found.values()].some(({ length }) => length < 2) ? undefined : found;
}

/** How many steps at their ends all paths share. */
function sharedEnd(directories: readonly string[]): number {
  const [first = [], ...others] = directories.map((directory) => directory.split("/"));
  let shared = 0;
  while (shared < first.length && others.every((steps) => steps.at(-1 - shared) === first.at(-1 - shared))) shared++;
  return shared;
}

/** The nearest folder above all units that include the same outermost file, at the same place below it where it can be. */
function byRoot(
  workspace: TerragruntWorkspace,
  directories: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const directory of directories) {
    const root = rootOf(workspace, directory) ?? "";
    groups.set(root, [...(groups.get(root) ?? []), directory]);
  }
  const below = [...groups].map(([root, units]) => folderAbove(units).slice(root.length));
  below.sort((a, b) => a.length - b.length);
  return new Map(
    [...groups].map(([root, units]) => {
      const shared = below.find((path) => units.every((unit) => unit.startsWith(`${root}${path}/`)));
      return [`${root}${shared}`, units];
    }),
  );
}

/** The folder of the outermost file that a unit includes. */
function rootOf(workspace: TerragruntWorkspace, directory: string): string | undefined {
  const folders = (workspace.linksOf(directory)?.includes ?? []).flatMap(({ uri }) => (uri ? [directoryOf(uri)] : []));
  return folders.filter((folder) => isWithin(directory, folder)).sort((a, b) => a.length - b.length)[0];
}

/** Terragrunt allows no stack beside a unit, nor beside a root of the old name: there each folder below gets its own. */
function place(
  snapshot: WorkspaceSnapshot,
  folder: string,
  units: readonly string[],
  found: Map<string, readonly string[]>,
): string | undefined {
  const taken = ["terragrunt.hcl", "terragrunt.hcl.json"].find((name) => snapshot.entry(`${folder}/${name}`));
  if (taken === undefined) {
    found.set(folder, [...(found.get(folder) ?? []), ...units]);
    return undefined;
  }
  const below = new Map<string, string[]>();
  for (const unit of units) {
    const inner = `${folder}/${unit.slice(folder.length + 1).split("/")[0]}`;
    if (inner === unit)
      return `\`${shownPath(directoryOf(folder), folder)}\` has a \`${taken}\`, beside which no stack may stand.`;
    below.set(inner, [...(below.get(inner) ?? []), unit]);
  }
  for (const [, group] of below) {
    const refused = place(snapshot, folderAbove(group), group, found);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/**
 * The folder that the catalog's units are kept in: outside of what the units' roots are found from where the repository
 * goes further up, so that a run over all units of a root does not come to it.
 */
export function catalogFolder(
  snapshot: WorkspaceSnapshot,
  workspace: TerragruntWorkspace,
  places: StackPlaces,
): string {
  const folders = [...places.keys()];
  const roots = new Set([...places.values()].flat().map((directory) => rootOf(workspace, directory)));
  const common = commonDirectory([...folders, ...roots].flatMap((folder) => folder ?? []));
  const mustLeave = roots.has(common) || places.has(common);
  const above = directoryOf(common);
  const repository = new Reading({ snapshot }).repositoryRoot(common);
  const isInside = repository === undefined ? snapshot.isSeen(`${above}/units`) : isWithin(above, repository);
  return `${mustLeave && isInside ? above : common}/units`;
}

/** True where Terragrunt would take what is in a folder for a unit of its own: what units include is found from there. */
export function isRunnable(workspace: TerragruntWorkspace, folder: string, directories: readonly string[]): boolean {
  return directories.some((directory) => {
    const includes = workspace.linksOf(directory)?.includes ?? [];
    return includes.every(({ uri }) => uri !== undefined && isWithin(folder, directoryOf(uri)));
  });
}
