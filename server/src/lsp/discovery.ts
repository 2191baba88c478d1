// Finds and reads the files of the workspace: the module at hand first, everything else in the background.
//
// Knows nothing of the protocol: the command line reads its files through it as well.

import { bug } from "../base/bug.js";
import { baselineName } from "../features/similarity/baseline.js";
import { fileTypeOf, ignoredDirectories, testDirectory } from "../model/builtins/fileKinds.js";
import type { IndexedFile } from "../model/index/factsCache.js";
import { installedModulesPath } from "../model/installedModules.js";
import type { Module } from "../model/module.js";
import { isLocalSource } from "../model/moduleCalls.js";
import { evidenceFiles, foldersUpTo } from "../model/surroundings.js";
import { wantedDataFiles, wantedDataOf } from "../model/terragrunt/dataFiles.js";
import { repositoryLink, repositoryMark } from "../model/terragrunt/reading.js";
import { holdsTerragrunt, wantedDirectories } from "../model/terragrunt/wanted.js";
import { terragruntWorkspace } from "../model/terragrunt/workspace.js";
import { directoryOf, isWithin, nameOf, resolveUri } from "../model/uri.js";
import type { FileTree, WorkspaceChange, WorkspaceSnapshot } from "../model/workspace.js";
import { NamedFileReader } from "./namedFileReader.js";
import type { DirectoryItem, WorkspaceHost } from "./workspaceHost.js";

/** Computes what closed files contribute, away from the person's next key stroke. */
export interface FactsIndexer {
  /** Undefined where the facts are to be computed when they are asked for. Many files are asked for at one time. */
  index(uri: string, text: string): Promise<IndexedFile | undefined>;
  /** All files of the workspace were asked for, so that what is known of them is worth keeping. */
  finish?(): void;
  /** Ends what it has started, such as threads; later files start it again. */
  dispose?(): void;
}

export interface DiscoveryOptions {
  readonly host: WorkspaceHost;
  readonly indexer: FactsIndexer;
  readonly snapshot: () => WorkspaceSnapshot;
  readonly apply: (changes: readonly WorkspaceChange[]) => void;
  /** Called when whole folders have been read, and when files come or go in them that are not read. */
  readonly seen: (tree: FileTree) => void;
  /** Names of folders that are not read, beside those that never are. */
  readonly excluded: (uri: string) => readonly string[];
  /** Whether the workspace is trusted, so that files are read which its configuration names. */
  readonly trusted: () => boolean;
  /** Said once per file or folder that cannot be read. */
  readonly log: (message: string) => void;
}

/** How far the background reading is. */
export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

/** A file system's report on one file. */
export interface FileEvent {
  readonly uri: string;
  readonly kind: "created" | "changed" | "deleted";
}

/** Folders that never hold configuration of the person's own. */
const neverRead = new Set([...ignoredDirectories, "node_modules"]);
/** What is read of folders that are not searched: which modules are installed, and that a repository begins here. */
const hiddenFiles: ReadonlyMap<string, string> = new Map([
  [".terraform", installedModulesPath],
  [".git", repositoryMark],
]);
const readAtOnce = 32;
/** How far above a workspace folder the root of its repository is looked for. */
const mostLevelsAbove = 12;
/** Batches whose facts are computed at one time, so that no worker waits for the disk. */
const batchesAtOnce = 4;
/** How long files are parsed before other messages get a turn, in milliseconds. */
const turn = 8;
const mostFiles = 50_000;
const mostCalledModules = 500;
/** How often what was read of a unit may name further folders. */
const mostRounds = 8;

/** True for files whose text the workspace wants: configuration, evidence for the product, and baselines. */
export function isReadName(name: string): boolean {
  return (
    fileTypeOf(name) !== undefined || evidenceFiles.includes(name) || name === baselineName || name === repositoryLink
  );
}

/** Whether a file makes its folder a unit or a stack of Terragrunt. */
function isUnit(uri: string): boolean {
  const kind = fileTypeOf(nameOf(uri))?.kind;
  return kind === "terragrunt-unit" || kind === "terragrunt-stack";
}

function insideHiddenFolders(directory: string, items: readonly DirectoryItem[]): string[] {
  return items.flatMap(({ kind, name }) => {
    const path = kind === "directory" ? hiddenFiles.get(name) : undefined;
    return path === undefined ? [] : [resolveUri(directory, path)];
  });
}

export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #directories = new Map<string, Promise<void>>();
  readonly #evidence = new Map<string, Promise<void>>();
  readonly #logged = new Set<string>();
  /** Files of data that configuration names, whether or not they are there. */
  readonly #data = new Set<string>();
  readonly #named: NamedFileReader;
  #folders: readonly string[] = [];
  /** Folders of which every file was read. */
  readonly #whole = new Set<string>();
  /** The names in each folder, files that are not read included; only where Terragrunt is used, which asks for them. */
  #names = new Map<string, Set<string>>();
  /** Requests that wait for their module; the background gives way to them. */
  #waiting = 0;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    this.#named = new NamedFileReader({
      host: options.host,
      isAllowed: options.trusted,
      isInside: (uri) => this.#isInside(uri),
      isReadAnyway: isReadName,
    });
  }

  /** The workspace's folders, as normalised URIs without a slash at the end. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** The innermost workspace folder that holds a file or folder. */
  folderOf(uri: string): string | undefined {
    return this.#folders
      .filter((folder) => isWithin(uri, folder))
      .sort((a, b) => b.length - a.length)
      .at(0);
  }

  /** Sets the workspace's folders; what was read of folders that are gone is forgotten. */
  setFolders(folders: readonly string[]): void {
    const gone = this.#folders.filter((folder) => !folders.includes(folder));
    this.#folders = folders;
    for (const folder of gone) {
      this.#whole.delete(folder);
      for (const known of [this.#directories, this.#evidence]) {
        for (const directory of [...known.keys()]) {
          if (isWithin(directory, folder) && this.folderOf(directory) === undefined) known.delete(directory);
        }
      }
      this.#removeBelow(folder, (uri) => this.folderOf(uri) === undefined);
    }
  }

  /**
   * Reads what the diagnostics of one file depend on: its directory, the modules it calls by local sources, and the
   * evidence for the product above it. At once where everything is known already.
   */
  async ready(uri: string): Promise<void> {
    this.#waiting++;
    try {
      await this.#loadModule(directoryOf(uri));
    } finally {
      this.#waiting--;
    }
  }

  async #loadModule(directory: string): Promise<void> {
    const own = nameOf(directory) === testDirectory ? [directory, directoryOf(directory)] : [directory];
    const above = foldersUpTo(directory, this.folderOf(directory)).slice(1);
    await Promise.all([...own.map((uri) => this.#load(uri)), ...above.map((uri) => this.#loadEvidence(uri))]);
    await this.#loadTerragrunt(directory, above);
    // The rules look at every file of the module itself, and at what the modules it calls contribute.
    await this.#inTurns(own, (uri) => this.#options.snapshot().file(uri));
    const queue = [...own];
    const seen = new Set(queue);
    for (const at of queue) {
      await this.#inTurns([at], (uri) => this.#options.snapshot().facts(uri));
      const module = this.#options.snapshot().module(at);
      if (!module) continue;
      await this.#readNamed(module);
      const called: string[] = [];
      for (const { fact } of module.declarationsOf("module")) {
        if (fact.source === undefined || !isLocalSource(fact.source)) continue;
        const callee = resolveUri(at, fact.source);
        if (seen.has(callee) || seen.size > mostCalledModules) continue;
        seen.add(callee);
        called.push(callee);
      }
      await Promise.all(called.map((callee) => this.#load(callee)));
      queue.push(...called);
    }
  }

  /** Reads what a unit or stack includes, reads, depends on and takes its files from. */
  async #loadTerragrunt(directory: string, above: readonly string[]): Promise<void> {
    if (!holdsTerragrunt(this.#options.snapshot().directories.get(directory))) return;
    await Promise.all(above.map((uri) => this.#load(uri)));
    for (let round = 0; round < mostRounds; round++) {
      const wanted = wantedDirectories(this.#options.snapshot(), directory)
        .flatMap((uri) => foldersUpTo(uri, this.folderOf(uri)))
        .filter((uri) => !this.#directories.has(uri));
      if (wanted.length === 0) break;
      await Promise.all(wanted.map((uri) => this.#load(uri)));
    }
    for (let round = 0; round < mostRounds; round++) {
      const workspace = terragruntWorkspace(this.#options.snapshot());
      const wanted = wantedDataOf(workspace, directory, this.#folders).filter((uri) => !this.#data.has(uri));
      if (wanted.length === 0) break;
      await this.#readData(wanted);
    }
  }

  /** Reads the files that a module's functions name, each once. */
  async #readNamed(module: Module): Promise<void> {
    const changes = await this.#named.read(module);
    if (changes.length > 0) this.#options.apply(changes);
  }

  /** Reads files of data that Terragrunt configuration names, each once. */
  async #readData(uris: readonly string[]): Promise<void> {
    const unread = uris.filter((uri) => !this.#data.has(uri));
    for (const uri of unread) this.#data.add(uri);
    for (let at = 0; at < unread.length; at += readAtOnce) {
      this.#options.apply(await this.#readAll(unread.slice(at, at + readAtOnce)));
    }
  }

  /** Does something with each file of some directories, and gives other messages a turn in between. */
  async #inTurns(directories: readonly string[], work: (uri: string) => unknown): Promise<void> {
    let since = performance.now();
    for (const directory of directories) {
      for (const uri of this.#options.snapshot().directories.get(directory)?.files.keys() ?? []) {
        work(uri);
        if (performance.now() - since < turn) continue;
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        since = performance.now();
      }
    }
  }

  /** Reads one directory, once. */
  #load(directory: string): Promise<void> {
    const known = this.#directories.get(directory);
    if (known) return known;
    const loading = this.#readDirectory(directory);
    this.#directories.set(directory, loading);
    return loading;
  }

  async #readDirectory(directory: string): Promise<void> {
    const items = await this.#list(directory);
    if (!items) {
      this.#options.apply([{ kind: "absent", uri: directory }]);
      return;
    }
    const uris = items
      .filter(({ kind, name }) => kind === "file" && isReadName(name))
      .map(({ name }) => resolveUri(directory, name));
    uris.push(...insideHiddenFolders(directory, items));
    const tests = items.some(({ kind, name }) => kind === "directory" && name === testDirectory)
      ? this.#load(resolveUri(directory, testDirectory))
      : undefined;
    this.#options.apply(await this.#readAll(uris));
    await tests;
  }

  #loadEvidence(directory: string): Promise<void> {
    if (this.#directories.has(directory)) return this.#load(directory);
    const known = this.#evidence.get(directory);
    if (known) return known;
    const loading = this.#readAll(evidenceFiles.map((name) => resolveUri(directory, name))).then((changes) =>
      this.#options.apply(changes),
    );
    this.#evidence.set(directory, loading);
    return loading;
  }

  /**
   * Reads all files of the workspace's folders, in batches. `pause` is awaited between batches; it throws to end the
   * reading early. What was read until then stays.
   */
  async readWorkspace(pause: () => Promise<void>, progress: (progress: IndexProgress) => void): Promise<void> {
    const files: string[] = [];
    const whole: string[] = [];
    const names = new Map<string, Set<string>>();
    for (const folder of this.#folders) if (await this.#walk(folder, files, names, pause)) whole.push(folder);
    let done = 0;
    progress({ done, total: files.length });
    const running: Promise<void>[] = [];
    for (let at = 0; at < files.length; at += readAtOnce) {
      await this.#giveWay(pause);
      if (running.length === batchesAtOnce) await running.shift();
      const batch = files.slice(at, at + readAtOnce);
      const indexed = this.#index(batch).then(() => {
        done += batch.length;
        progress({ done, total: files.length });
      });
      running.push(indexed);
    }
    await Promise.all(running);
    this.#options.indexer.finish?.();
    for (const folder of this.#folders) {
      if (files.some((uri) => isUnit(uri) && isWithin(uri, folder))) await this.#readAbove(folder);
    }
    this.#names = files.some(isUnit) ? names : new Map();
    for (const folder of whole) this.#whole.add(folder);
    this.#tellSeen();
    await this.#readData(wantedDataFiles(this.#options.snapshot(), this.#folders));
    for (const module of [...this.#options.snapshot().modules()]) {
      await this.#readNamed(module);
      await this.#giveWay(pause);
    }
  }

  #tellSeen(): void {
    const names = this.#names;
    const isSeen = (uri: string) => this.#isSeen(uri);
    if (names.size === 0) this.#options.seen({ isSeen });
    else this.#options.seen({ isSeen, holds: (uri) => names.get(directoryOf(uri))?.has(nameOf(uri)) === true });
  }

  /** Notes which files and folders came or went that are not read; true where any did. */
  #noteNames(events: Iterable<FileEvent>): boolean {
    if (this.#names.size === 0) return false;
    let changed = false;
    for (const { uri, kind } of events) {
      const [directory, name] = [directoryOf(uri), nameOf(uri)];
      if (kind === "deleted") {
        changed = this.#names.get(directory)?.delete(name) === true || changed;
        for (const each of [...this.#names.keys()]) if (isWithin(each, uri)) this.#names.delete(each);
      } else if (kind === "created" && this.#isSeen(uri)) {
        for (let at = uri; this.folderOf(directoryOf(at)) !== undefined; at = directoryOf(at)) {
          const names = this.#names.get(directoryOf(at)) ?? new Set();
          if (names.has(nameOf(at))) break;
          this.#names.set(directoryOf(at), names.add(nameOf(at)));
          changed = true;
        }
      }
    }
    return changed;
  }

  /**
   * Reads the HCL files in the folders above a folder with Terragrunt units, up to the root of their Git repository: there
   * is what they include. Nothing is read where there is no repository.
   */
  async #readAbove(folder: string): Promise<void> {
    const above: string[] = [];
    let at = folder;
    for (let level = 0; level < mostLevelsAbove; level++) {
      const items = (await this.#list(at)) ?? [];
      const named = (accept: (name: string) => boolean): string[] =>
        items.flatMap(({ kind, name }) => (kind === "file" && accept(name) ? [resolveUri(at, name)] : []));
      if (at !== folder) above.push(...named((name) => name.endsWith(".hcl")));
      const marks = [
        ...insideHiddenFolders(at, items).filter((uri) => uri.endsWith(`/${repositoryMark}`)),
        ...named((name) => name === repositoryLink),
      ];
      const root = await this.#readAll(marks);
      if (root.length > 0) {
        const unknown = above.filter((uri) => this.#options.snapshot().entry(uri) === undefined);
        this.#options.apply([...(await this.#readAll(unknown)), ...root]);
        return;
      }
      const parent = directoryOf(at);
      if (parent.length >= at.length || parent.endsWith("/")) return;
      at = parent;
    }
  }

  /** Whether a file or folder lies where everything was read, so that it is known if it is there. */
  #isSeen(uri: string): boolean {
    const folder = this.folderOf(uri);
    return folder !== undefined && this.#whole.has(folder) && this.#isInside(uri);
  }

  /** Whether a file or folder lies in a folder of the workspace, and in none that is passed over. */
  #isInside(uri: string): boolean {
    const folder = this.folderOf(uri);
    if (folder === undefined) return false;
    for (let at = directoryOf(uri); at.length >= folder.length; at = directoryOf(at)) {
      if (at !== folder && this.#isIgnored(nameOf(at), at)) return false;
    }
    return !this.#isIgnored(nameOf(uri), uri);
  }

  /** Reads those files that are not known yet, with their facts. */
  async #index(uris: readonly string[]): Promise<void> {
    const changes = await this.#readAll(uris.filter((uri) => this.#options.snapshot().entry(uri) === undefined));
    const indexed = changes.map(async (change): Promise<WorkspaceChange> => {
      return { ...change, ...(await this.#indexed(change)) };
    });
    this.#options.apply(await Promise.all(indexed));
  }

  async #indexed(change: { readonly uri: string; readonly text: string }): Promise<IndexedFile | undefined> {
    try {
      return await this.#options.indexer.index(change.uri, change.text);
    } catch (error) {
      bug(`indexing ${change.uri} failed`, error);
      return undefined;
    }
  }

  async #giveWay(pause: () => Promise<void>): Promise<void> {
    await pause();
    while (this.#waiting > 0) {
      await new Promise<void>((resolve) => setTimeout(resolve, 5));
      await pause();
    }
  }

  /**
   * Collects the files below a folder. Directories that are symbolic links come last, each real directory once, so that
   * a circle of links ends and a module is found under its own path first. False where there are too many of them.
   */
  async #walk(
    folder: string,
    files: string[],
    names: Map<string, Set<string>>,
    pause: () => Promise<void>,
  ): Promise<boolean> {
    const seen = new Set<string>();
    const links: { readonly uri: string; readonly real: string }[] = [];
    let level = [{ uri: folder, real: await this.#options.host.realDirectory(folder) }];
    while (level.length > 0 || links.length > 0) {
      if (level.length === 0) level = links.splice(0, 1);
      const fresh = level.filter(({ real }) => !seen.has(real));
      for (const { real } of fresh) seen.add(real);
      level = [];
      for (let at = 0; at < fresh.length; at += readAtOnce) {
        await this.#giveWay(pause);
        const part = fresh.slice(at, at + readAtOnce);
        const listings = await Promise.all(part.map(({ uri }) => this.#list(uri)));
        listings.forEach((items, i) => {
          const parent = part[i];
          if (!parent) return;
          names.set(parent.uri, new Set(items?.map(({ name }) => name)));
          for (const item of items ?? []) {
            const uri = resolveUri(parent.uri, item.name);
            if (item.kind === "file") {
              if (isReadName(item.name)) files.push(uri);
            } else if (hiddenFiles.has(item.name)) {
              files.push(...insideHiddenFolders(parent.uri, [item]));
            } else if (!this.#isIgnored(item.name, uri)) {
              if (item.target !== undefined) links.push({ uri, real: item.target });
              else level.push({ uri, real: resolveUri(parent.real, item.name) });
            }
          }
        });
        if (files.length > mostFiles) {
          this.#logOnce(`${folder} holds more than ${mostFiles} files; the rest is read when it is opened.`);
          return false;
        }
      }
    }
    return true;
  }

  #isIgnored(name: string, uri: string): boolean {
    return neverRead.has(name) || this.#options.excluded(uri).includes(name);
  }

  /** Takes in what happened to files on disk. */
  async filesChanged(events: readonly FileEvent[]): Promise<void> {
    const last = new Map(events.map((event) => [event.uri, event]));
    if (this.#noteNames(last.values())) this.#tellSeen();
    const read: string[] = [];
    const others = [...last.keys()].filter((uri) => !isReadName(nameOf(uri)) && !this.#data.has(uri));
    const { changes, unnamed } = await this.#named.changed(others);
    this.#options.apply(changes);
    const isDone = new Set(others.filter((uri) => !unnamed.has(uri)));
    for (const { uri, kind } of last.values()) {
      // A folder that is deleted may hold more than was named.
      if (isDone.has(uri) && kind !== "deleted") continue;
      if (kind === "deleted") {
        if (this.#options.snapshot().entry(uri)) this.#options.apply([{ kind: "removed", uri }]);
        else this.#removeBelow(uri, () => true);
      } else if (this.#isWanted(uri)) {
        read.push(uri);
      }
    }
    const found = await this.#readAll(read);
    const missing = read.filter((uri) => !found.some((change) => change.uri === uri));
    this.#options.apply([...found, ...missing.map((uri) => ({ kind: "removed", uri }) as const)]);
  }

  /** Reads one file again, such as one that was closed in the editor. */
  async reread(uri: string): Promise<void> {
    const [change] = await this.#readAll([uri]);
    this.#options.apply([change ?? { kind: "removed", uri }]);
  }

  /** True for files that the workspace holds or should hold. */
  #isWanted(uri: string): boolean {
    if (this.#data.has(uri)) return true;
    if (!isReadName(nameOf(uri)) && !uri.endsWith(`/${installedModulesPath}`)) return false;
    const directory = uri.endsWith(`/${installedModulesPath}`)
      ? uri.slice(0, -installedModulesPath.length - 1)
      : directoryOf(uri);
    const folder = this.folderOf(directory);
    if (folder === undefined) return this.#directories.has(directory);
    for (let at = directory; at !== folder && at.length > folder.length; at = directoryOf(at)) {
      if (this.#isIgnored(nameOf(at), at)) return false;
    }
    return true;
  }

  #removeBelow(folder: string, isGone: (uri: string) => boolean): void {
    const changes: WorkspaceChange[] = [];
    for (const directory of this.#options.snapshot().directories.values()) {
      if (!isWithin(directory.uri, folder)) continue;
      for (const uri of directory.files.keys()) if (isGone(uri)) changes.push({ kind: "removed", uri });
    }
    if (changes.length > 0) this.#options.apply(changes);
  }

  /** The configuration files of a directory of the workspace, which do not become part of what is analysed. */
  async configurationIn(directory: string): Promise<readonly WorkspaceChange[]> {
    const names = (await this.entriesOf(directory)).flatMap(({ kind, name }) =>
      kind === "file" && fileTypeOf(name)?.kind === "configuration" ? [name] : [],
    );
    return this.#readAll(names.map((name) => resolveUri(directory, name)));
  }

  /** What a directory of the workspace holds now; nothing for one that lies outside of it. */
  async entriesOf(directory: string): Promise<readonly DirectoryItem[]> {
    return this.folderOf(directory) === undefined ? [] : ((await this.#list(directory)) ?? []);
  }

  /** What a directory holds; undefined where there is none. */
  async #list(directory: string): Promise<readonly DirectoryItem[] | undefined> {
    const listing = await this.#options.host.listDirectory(directory);
    if (listing.kind === "items") return listing.items;
    if (listing.kind === "missing") return undefined;
    if (listing.kind === "refused") this.#logOnce(`${directory} ${listing.reason}.`);
    return [];
  }

  async #readAll(
    uris: readonly string[],
  ): Promise<{ readonly kind: "loaded"; readonly uri: string; readonly text: string }[]> {
    const contents = await Promise.all(uris.map((uri) => this.#options.host.readFile(uri)));
    return contents.flatMap((content, i) => {
      const uri = uris[i] ?? "";
      if (content.kind === "refused") this.#logOnce(`${uri} ${content.reason}.`);
      if (content.kind !== "text") return [];
      if (!content.validUtf8) this.#logOnce(`${uri} is not valid UTF-8; the bytes that are not are read as U+FFFD.`);
      return [{ kind: "loaded", uri, text: content.text }];
    });
  }

  #logOnce(message: string): void {
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.#options.log(message);
  }
}
