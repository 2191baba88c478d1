// Finds the files below a folder of the workspace, and those above it that Terragrunt includes.

import { repositoryLink, repositoryMark } from "../model/terragrunt/reading.js";
import { directoryOf, resolveUri } from "../model/uri.js";
import type { WorkspaceChange } from "../model/workspace.js";
import type { FileReader } from "./fileReader.js";
import { hiddenFiles, insideHiddenFolders, isReadName } from "./readNames.js";
import type { WorkspaceFolders } from "./workspaceFolders.js";
import type { WorkspaceHost } from "./workspaceHost.js";

/** Directories that are listed at one time. */
const listedAtOnce = 32;
const mostFiles = 50_000;
/** How far above a workspace folder the root of its repository is looked for. */
const mostLevelsAbove = 12;

/** What a walk adds to: files that are read, and the names in each directory. */
export interface FoundFiles {
  readonly files: string[];
  /** Names of folders end with a slash. */
  readonly names: Map<string, Set<string>>;
}

export interface WalkOptions {
  readonly host: WorkspaceHost;
  readonly reader: FileReader;
  readonly folders: WorkspaceFolders;
  /** Awaited between batches; it throws to end the walk early. */
  readonly pause: () => Promise<void>;
}

/**
 * Collects the files below a folder. Directories that are symbolic links come last, each real directory once, so that
 * a circle of links ends and a module is found under its own path first. False where there are too many of them.
 */
export async function walkFolder(
  folder: string,
  { files, names }: FoundFiles,
  { host, reader, folders, pause }: WalkOptions,
): Promise<boolean> {
  const seen = new Set<string>();
  const links: { readonly uri: string; readonly real: string }[] = [];
  let level = [{ uri: folder, real: await host.realDirectory(folder) }];
  while (level.length > 0 || links.length > 0) {
    if (level.length === 0) level = links.splice(0, 1);
    const fresh = level.filter(({ real }) => !seen.has(real));
    for (const { real } of fresh) seen.add(real);
    level = [];
    for (let at = 0; at < fresh.length; at += listedAtOnce) {
      await pause();
      const part = fresh.slice(at, at + listedAtOnce);
      const listings = await Promise.all(part.map(({ uri }) => reader.list(uri)));
      listings.forEach((items, i) => {
        const parent = part[i];
        if (!parent) return;
        names.set(parent.uri, new Set(items?.map(({ kind, name }) => (kind === "file" ? name : `${name}/`))));
        for (const item of items ?? []) {
          const uri = resolveUri(parent.uri, item.name);
          if (item.kind === "file") {
            if (isReadName(item.name)) files.push(uri);
          } else if (hiddenFiles.has(item.name)) {
            files.push(...insideHiddenFolders(parent.uri, [item]));
          } else if (!folders.isIgnored(item.name, uri)) {
            if (item.target !== undefined) links.push({ uri, real: item.target });
            else level.push({ uri, real: resolveUri(parent.real, item.name) });
          }
        }
      });
      if (files.length > mostFiles) {
        reader.logOnce(`${folder} holds more than ${mostFiles} files; the rest is read when it is opened.`);
        return false;
      }
    }
  }
  return true;
}

/** What lies above a folder of the workspace. */
export interface FoundAbove {
  readonly changes: readonly WorkspaceChange[];
  /** The names in each folder above, where none of them is part of a repository; else none. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads the HCL files in the folders above a folder with Terragrunt units, up to the root of their Git repository: there
 * is what they include. Nothing is read where there is no repository, and of what the workspace knows only the mark of the
 * repository. Without one, a search for a file goes on through all folders above, so that their names are told.
 */
export async function readAbove(
  folder: string,
  reader: FileReader,
  isKnown: (uri: string) => boolean,
): Promise<FoundAbove> {
  const above: string[] = [];
  const names = new Map<string, ReadonlySet<string>>();
  let at = folder;
  for (let level = 0; level < mostLevelsAbove; level++) {
    const listed = await reader.list(at);
    const items = listed ?? [];
    if (listed && at !== folder) names.set(at, new Set(listed.map(({ name }) => name)));
    const named = (accept: (name: string) => boolean): string[] =>
      items.flatMap(({ kind, name }) => (kind === "file" && accept(name) ? [resolveUri(at, name)] : []));
    if (at !== folder) above.push(...named((name) => name.endsWith(".hcl")));
    const marks = [
      ...insideHiddenFolders(at, items).filter((uri) => uri.endsWith(`/${repositoryMark}`)),
      ...named((name) => name === repositoryLink),
    ];
    const root = await reader.readAll(marks);
    if (root.length > 0) {
      const unknown = above.filter((uri) => !isKnown(uri));
      return { changes: [...(await reader.readAll(unknown)), ...root], names: new Map() };
    }
    const parent = directoryOf(at);
    if (parent.length >= at.length || parent.endsWith("/")) break;
    at = parent;
  }
  return { changes: [], names };
}
