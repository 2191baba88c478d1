// Reads the files that a module's functions name: `file("${path.module}/policy.json")`.
//
// Only files in the workspace's folders, of endings that texts have; and only where the workspace is trusted.

import { globMatcher } from "../model/functions/glob.js";
import type { Module } from "../model/module.js";
import { isNamedEnding, longestNamed, type NamedFolder, namedFilesOf } from "../model/namedFiles.js";
import { directoryOf, isWithin, nameOf, resolveUri } from "../model/uri.js";
import type { WorkspaceChange } from "../model/workspace.js";
import type { WorkspaceHost } from "./workspaceHost.js";

/** What limits the reading of one folder. */
const mostListed = 2_000;
const deepest = 8;
const mostRead = 200;

export interface NamedFileReaderOptions {
  readonly host: WorkspaceHost;
  /** Whether the workspace is trusted. */
  readonly isAllowed: () => boolean;
  /** Whether a file or folder is in a folder of the workspace, and in none that is passed over. */
  readonly isInside: (uri: string) => boolean;
  /** True for files that are read anyway. */
  readonly isReadAnyway: (name: string) => boolean;
}

export class NamedFileReader {
  readonly #options: NamedFileReaderOptions;
  /** Files that were asked for, whether or not they are there. */
  readonly #files = new Set<string>();
  readonly #folders = new Map<string, NamedFolder>();

  constructor(options: NamedFileReaderOptions) {
    this.#options = options;
  }

  /** Reads what a module names and was not read before. */
  async read(module: Module): Promise<readonly WorkspaceChange[]> {
    const { files, folders } = namedFilesOf(module);
    if ((files.size === 0 && folders.size === 0) || !this.#options.isAllowed()) return [];
    const changes: WorkspaceChange[] = [];
    for (const uri of files) if (!this.#files.has(uri)) changes.push(...(await this.#file(uri)));
    for (const [uri, folder] of folders) {
      const known = this.#folders.get(uri);
      const isCovered =
        known && (known.deep || !folder.deep) && folder.patterns.every((each) => known.patterns.includes(each));
      if (isCovered) continue;
      const patterns = [...new Set([...(known?.patterns ?? []), ...folder.patterns])];
      changes.push(...(await this.#folder(uri, { deep: folder.deep || known?.deep === true, patterns })));
    }
    return changes;
  }

  /** Takes in that files were created, changed or deleted: what is to be said, and which of them nobody has named. */
  async changed(
    uris: readonly string[],
  ): Promise<{ readonly changes: readonly WorkspaceChange[]; readonly unnamed: ReadonlySet<string> }> {
    const changes: WorkspaceChange[] = [];
    const unnamed = new Set<string>();
    const touched = new Set<string>();
    for (const uri of uris) {
      const folders = [...this.#folders.keys()].filter((folder) => isWithin(uri, folder));
      if (this.#files.has(uri)) changes.push(...(await this.#file(uri)));
      else if (folders.length === 0) unnamed.add(uri);
      for (const folder of folders) touched.add(folder);
    }
    for (const folder of touched) {
      const wanted = this.#folders.get(folder);
      if (wanted) changes.push(...(await this.#folder(folder, wanted)));
    }
    return { changes, unnamed };
  }

  async #file(uri: string): Promise<WorkspaceChange[]> {
    if (!isNamedEnding(uri) || !this.#options.isInside(uri)) return [];
    this.#files.add(uri);
    // What configuration is read for has other ways in, and texts of its own.
    if (this.#options.isReadAnyway(nameOf(uri))) return [];
    const content = await this.#options.host.readFile(uri);
    // Hashes and encodings are of the bytes, so that the text must be all there is.
    if (content.kind === "text" && content.validUtf8 && !content.marked && content.text.length <= longestNamed) {
      return [{ kind: "loaded", uri, text: content.text }];
    }
    if (content.kind !== "missing") return [{ kind: "removed", uri }];
    const isCertain = await this.#hasOthersLike(uri);
    return [{ kind: "removed", uri }, ...(isCertain ? [{ kind: "absent", uri } as const] : [])];
  }

  /**
   * Whether the folder of a missing file holds other files of its ending. Where it does not, the file may be one that is
   * made before OpenTofu is run, or whoever has made this copy has left such files out.
   */
  async #hasOthersLike(uri: string): Promise<boolean> {
    const ending = (name: string) => name.slice(name.lastIndexOf("."));
    const listing = await this.#options.host.listDirectory(directoryOf(uri));
    if (listing.kind !== "items") return false;
    const wanted = ending(nameOf(uri));
    return listing.items.some(
      ({ kind, name }) => kind === "file" && ending(name) === wanted && !this.#options.isReadAnyway(name),
    );
  }

  async #folder(uri: string, folder: NamedFolder): Promise<WorkspaceChange[]> {
    if (!this.#options.isInside(uri)) return [];
    this.#folders.set(uri, folder);
    const files: string[] = [];
    const isWhole = await this.#list(uri, "", folder.deep ? deepest : 0, files);
    if (!isWhole) return [];
    const changes: WorkspaceChange[] = [{ kind: "listed", uri, files, deep: folder.deep }];
    const matchers = folder.patterns.flatMap((pattern) => globMatcher(pattern) ?? []);
    const wanted = files.filter((file) => matchers.some((matches) => matches(file))).slice(0, mostRead);
    for (const file of wanted) {
      const each = resolveUri(uri, file);
      if (!this.#files.has(each)) changes.push(...(await this.#file(each)));
    }
    return changes;
  }

  /** Lists files with their paths from a folder; false where that is missing or holds too much. */
  async #list(uri: string, prefix: string, levels: number, files: string[]): Promise<boolean> {
    const listing = await this.#options.host.listDirectory(uri);
    if (listing.kind !== "items") return false;
    for (const { kind, name, target } of listing.items) {
      const path = `${prefix}${name}`;
      if (kind === "file") files.push(path);
      else if (levels > 0 && (target !== undefined || !(await this.#below(uri, name, path, levels, files))))
        return false;
      if (files.length > mostListed) return false;
    }
    return true;
  }

  async #below(uri: string, name: string, path: string, levels: number, files: string[]): Promise<boolean> {
    return levels > 1 && this.#list(resolveUri(uri, name), `${path}/`, levels - 1, files);
  }
}
