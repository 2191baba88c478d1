// Finds and reads the files of the workspace: the module at hand first, everything else in the background.
//
// Knows nothing of the protocol: the command line reads its files through it as well.

import { bug } from "../base/bug.js";
import { fileTypeOf, testDirectory } from "../model/builtins/fileKinds.js";
import type { IndexedFile } from "../model/index/factsCache.js";
import { installedModulesPath } from "../model/installedModules.js";
import type { Module } from "../model/module.js";
import { isLocalSource } from "../model/moduleCalls.js";
import { evidenceFiles, foldersUpTo } from "../model/surroundings.js";
import { wantedDataFiles, wantedDataOf } from "../model/terragrunt/dataFiles.js";
import { holdsTerragrunt, wantedDirectories } from "../model/terragrunt/wanted.js";
import { terragruntWorkspace } from "../model/terragrunt/workspace.js";
import { directoryOf, isWithin, nameOf, resolveUri } from "../model/uri.js";
import type { FileTree, WorkspaceChange, WorkspaceSnapshot } from "../model/workspace.js";
import { FileReader } from "./fileReader.js";
import { NamedFileReader } from "./namedFileReader.js";
import { insideHiddenFolders, isReadName, isUnit } from "./readNames.js";
import { SeenFiles } from "./seenFiles.js";
import { WorkspaceFolders } from "./workspaceFolders.js";
import type { DirectoryItem, FileEvent, WorkspaceHost } from "./workspaceHost.js";
import { readAbove, walkFolder } from "./workspaceWalk.js";

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

const readAtOnce = 32;
/** Batches whose facts are computed at one time, so that no worker waits for the disk. */
const batchesAtOnce = 4;
/** How long files are parsed before other messages get a turn, in milliseconds. */
const turn = 8;
const mostCalledModules = 500;
/** How often what was read of a unit may name further folders. */
const mostRounds = 8;

export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #folders: WorkspaceFolders;
  readonly #seen: SeenFiles;
  readonly #reader: FileReader;
  readonly #directories = new Map<string, Promise<void>>();
  readonly #evidence = new Map<string, Promise<void>>();
  /** Files of data that configuration names, whether or not they are there. */
  readonly #data = new Set<string>();
  readonly #named: NamedFileReader;
  /** Requests that wait for their module; the background gives way to them. */
  #waiting = 0;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    this.#folders = new WorkspaceFolders(options.excluded);
    this.#seen = new SeenFiles(this.#folders);
    this.#reader = new FileReader(options.host, options.log);
    this.#named = new NamedFileReader({
      host: options.host,
      isAllowed: options.trusted,
      isInside: (uri) => this.#folders.isInside(uri),
      isReadAnyway: isReadName,
    });
  }

  /** The workspace's folders, as normalised URIs without a slash at the end. */
  get folders(): readonly string[] {
    return this.#folders.all;
  }

  /** The innermost workspace folder that holds a file or folder. */
  folderOf(uri: string): string | undefined {
    return this.#folders.folderOf(uri);
  }

  /** Sets the workspace's folders; what was read of folders that are gone is forgotten. */
  setFolders(folders: readonly string[]): void {
    const gone = this.folders.filter((folder) => !folders.includes(folder));
    this.#folders.all = folders;
    for (const folder of gone) {
      this.#seen.forget(folder);
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
      const wanted = wantedDataOf(workspace, directory, this.folders).filter((uri) => !this.#data.has(uri));
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
      this.#options.apply(await this.#reader.readAll(unread.slice(at, at + readAtOnce)));
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
    const items = await this.#reader.list(directory);
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
    this.#options.apply(await this.#reader.readAll(uris));
    await tests;
  }

  #loadEvidence(directory: string): Promise<void> {
    if (this.#directories.has(directory)) return this.#load(directory);
    const known = this.#evidence.get(directory);
    if (known) return known;
    const loading = this.#reader
      .readAll(evidenceFiles.map((name) => resolveUri(directory, name)))
      .then((changes) => this.#options.apply(changes));
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
    const giveWay = (): Promise<void> => this.#giveWay(pause);
    const walking = { host: this.#options.host, folders: this.#folders, reader: this.#reader, pause: giveWay };
    for (const folder of this.folders) {
      if (await walkFolder(folder, { files, names }, walking)) whole.push(folder);
    }
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
    const above = new Map<string, ReadonlySet<string>>();
    for (const folder of this.folders) {
      if (!files.some((uri) => isUnit(uri) && isWithin(uri, folder))) continue;
      for (const [directory, known] of await this.#readAbove(folder)) above.set(directory, known);
    }
    this.#seen.learn(whole, files.some(isUnit) ? names : new Map(), above);
    this.#options.seen(this.#seen.tree());
    await this.#readData(wantedDataFiles(this.#options.snapshot(), this.folders));
    for (const module of [...this.#options.snapshot().modules()]) {
      await this.#readNamed(module);
      await this.#giveWay(pause);
    }
  }

  async #readAbove(folder: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const isKnown = (uri: string): boolean => this.#options.snapshot().entry(uri) !== undefined;
    const { changes, names } = await readAbove(folder, this.#reader, isKnown);
    if (changes.length > 0) this.#options.apply(changes);
    return names;
  }

  /** Reads those files that are not known yet, with their facts. */
  async #index(uris: readonly string[]): Promise<void> {
    const changes = await this.#reader.readAll(uris.filter((uri) => this.#options.snapshot().entry(uri) === undefined));
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

  /** Takes in what happened to files on disk. */
  async filesChanged(events: readonly FileEvent[]): Promise<void> {
    const last = new Map(events.map((event) => [event.uri, event]));
    if (this.#seen.note(last.values())) this.#options.seen(this.#seen.tree());
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
    const found = await this.#reader.readAll(read);
    const missing = read.filter((uri) => !found.some((change) => change.uri === uri));
    this.#options.apply([...found, ...missing.map((uri) => ({ kind: "removed", uri }) as const)]);
  }

  /** Reads one file again, such as one that was closed in the editor. */
  async reread(uri: string): Promise<void> {
    const [change] = await this.#reader.readAll([uri]);
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
      if (this.#folders.isIgnored(nameOf(at), at)) return false;
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
    return this.#reader.readAll(names.map((name) => resolveUri(directory, name)));
  }

  /** What a directory of the workspace holds now; nothing for one that lies outside of it. */
  async entriesOf(directory: string): Promise<readonly DirectoryItem[]> {
    return this.folderOf(directory) === undefined ? [] : ((await this.#reader.list(directory)) ?? []);
  }
}
