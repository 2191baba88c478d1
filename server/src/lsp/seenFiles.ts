// What is known to be there or not: folders that were read as a whole, and the names of files that are not read.

import { directoryOf, isWithin, nameOf, resolveUri } from "../model/uri.js";
import type { FileTree } from "../model/workspace.js";
import type { WorkspaceFolders } from "./workspaceFolders.js";
import type { FileEvent } from "./workspaceHost.js";

/** A folder with more files is not listed. */
const mostListed = 2_000;

export class SeenFiles {
  readonly #folders: WorkspaceFolders;
  /** Folders of which every file was read. */
  readonly #whole = new Set<string>();
  /**
   * The names in each folder, files that are not read included, those of folders with a slash at their end; only where
   * Terragrunt is used, which asks for them.
   */
  #names = new Map<string, Set<string>>();
  /** The names in the folders above those of the workspace, where these lie in no repository. */
  #above: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  constructor(folders: WorkspaceFolders) {
    this.#folders = folders;
  }

  /**
   * Folders of the workspace were read as a whole; `names` are those in each directory, or none where nobody asks, and
   * `above` those in the folders above them that were listed.
   */
  learn(
    whole: readonly string[],
    names: Map<string, Set<string>>,
    above: ReadonlyMap<string, ReadonlySet<string>>,
  ): void {
    this.#names = names;
    this.#above = above;
    for (const folder of whole) this.#whole.add(folder);
  }

  /** A folder is no longer the workspace's. */
  forget(folder: string): void {
    this.#whole.delete(folder);
  }

  /** What is known now, in the shape that the model asks for; names that are noted later count in it as well. */
  tree(): FileTree {
    const names = this.#names;
    const isSeen = (uri: string) => this.isSeen(uri);
    if (names.size === 0) return { isSeen };
    const above = this.#above;
    const has = (uri: string, name: string) => names.get(directoryOf(uri))?.has(name) === true;
    return {
      isSeen,
      holds: (uri) => has(uri, nameOf(uri)) || has(uri, `${nameOf(uri)}/`),
      list: (directory, deep) => {
        const found: string[] = [];
        return isSeen(directory) && this.#list(directory, deep, "", found) ? found : undefined;
      },
      lacks: (uri) => above.get(directoryOf(uri))?.has(nameOf(uri)) === false && !isSeen(uri),
    };
  }

  /** Collects the files in a folder; false where some folder in it was passed over, or there are too many. */
  #list(directory: string, deep: boolean, prefix: string, found: string[]): boolean {
    const names = this.#names.get(directory);
    if (!names) return false;
    for (const name of names) {
      if (!name.endsWith("/")) found.push(`${prefix}${name}`);
      else if (deep && !this.#list(resolveUri(directory, name), deep, `${prefix}${name}`, found)) return false;
      if (found.length > mostListed) return false;
    }
    return true;
  }

  /** Whether a file or folder lies where everything was read, so that it is known if it is there. */
  isSeen(uri: string): boolean {
    const folder = this.#folders.folderOf(uri);
    return folder !== undefined && this.#whole.has(folder) && this.#folders.isInside(uri);
  }

  /** Notes which files and folders came or went that are not read; true where any did. */
  note(events: Iterable<FileEvent>): boolean {
    if (this.#names.size === 0) return false;
    let changed = false;
    for (const { uri, kind } of events) {
      const [directory, name] = [directoryOf(uri), nameOf(uri)];
      if (kind === "deleted") {
        const names = this.#names.get(directory);
        changed = names?.delete(name) === true || names?.delete(`${name}/`) === true || changed;
        for (const each of [...this.#names.keys()]) if (isWithin(each, uri)) this.#names.delete(each);
      } else if (kind === "created" && this.isSeen(uri)) {
        for (let at = uri; this.#folders.folderOf(directoryOf(at)) !== undefined; at = directoryOf(at)) {
          const names = this.#names.get(directoryOf(at)) ?? new Set();
          // What came may be a folder itself; that it is one shows when something comes in it.
          const known = at === uri ? nameOf(at) : `${nameOf(at)}/`;
          if (names.has(known) || names.has(`${nameOf(at)}/`)) break;
          if (at !== uri) names.delete(nameOf(at));
          this.#names.set(directoryOf(at), names.add(known));
          changed = true;
        }
      }
    }
    return changed;
  }
}
