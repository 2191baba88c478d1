// Which files and folders of a workspace are read, as their names tell.

import { baselineName } from "../features/similarity/baseline.js";
import { fileTypeOf, ignoredDirectories } from "../model/builtins/fileKinds.js";
import { installedModulesPath } from "../model/installedModules.js";
import { evidenceFiles } from "../model/surroundings.js";
import { repositoryLink, repositoryMark } from "../model/terragrunt/reading.js";
import { nameOf, resolveUri } from "../model/uri.js";
import type { DirectoryItem } from "./workspaceHost.js";

/** Folders that never hold configuration of the person's own. */
export const neverRead = new Set([...ignoredDirectories, "node_modules"]);
/** What is read of folders that are not searched: which modules are installed, and that a repository begins here. */
export const hiddenFiles: ReadonlyMap<string, string> = new Map([
  [".terraform", installedModulesPath],
  [".git", repositoryMark],
]);

/** True for files whose text the workspace wants: configuration, evidence for the product, and baselines. */
export function isReadName(name: string): boolean {
  return (
    fileTypeOf(name) !== undefined || evidenceFiles.includes(name) || name === baselineName || name === repositoryLink
  );
}

/** Whether a file makes its folder a unit or a stack of Terragrunt. */
export function isUnit(uri: string): boolean {
  const kind = fileTypeOf(nameOf(uri))?.kind;
  return kind === "terragrunt-unit" || kind === "terragrunt-stack";
}

/** The files that are read in those folders of a directory that are not searched. */
export function insideHiddenFolders(directory: string, items: readonly DirectoryItem[]): string[] {
  return items.flatMap(({ kind, name }) => {
    const path = kind === "directory" ? hiddenFiles.get(name) : undefined;
    return path === undefined ? [] : [resolveUri(directory, path)];
  });
}
