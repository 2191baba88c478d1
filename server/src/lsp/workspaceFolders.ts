// The workspace's folders, and what in them is passed over.

import { directoryOf, isWithin, nameOf } from "../model/uri.js";
import { neverRead } from "./readNames.js";

export class WorkspaceFolders {
  /** The folders, as normalised URIs without a slash at the end. */
  all: readonly string[] = [];
  readonly #excluded: (uri: string) => readonly string[];

  /** `excluded` names folders that are not read, beside those that never are. */
  constructor(excluded: (uri: string) => readonly string[]) {
    this.#excluded = excluded;
  }

  /** The innermost workspace folder that holds a file or folder. */
  folderOf(uri: string): string | undefined {
    return this.all
      .filter((folder) => isWithin(uri, folder))
      .sort((a, b) => b.length - a.length)
      .at(0);
  }

  /** Whether a file or folder lies in a folder of the workspace, and in none that is passed over. */
  isInside(uri: string): boolean {
    const folder = this.folderOf(uri);
    if (folder === undefined) return false;
    for (let at = directoryOf(uri); at.length >= folder.length; at = directoryOf(at)) {
      if (at !== folder && this.isIgnored(nameOf(at), at)) return false;
    }
    return !this.isIgnored(nameOf(uri), uri);
  }

  /** True for a folder or file of a name that is passed over. */
  isIgnored(name: string, uri: string): boolean {
    return neverRead.has(name) || this.#excluded(uri).includes(name);
  }
}
