// What the Terragrunt model asks of the files of a workspace, with a note of all that an answer depends on.

import { KeptWith } from "../../base/keptWith.js";
import type { SourceFile } from "../../syntax/ast.js";
import { fileTypeOf } from "../builtins/fileKinds.js";
import type { FileFacts } from "../facts.js";
import type { Module } from "../module.js";
import { directoryOf, isWithin, nameOf } from "../uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../workspace.js";
import type { PathFact, TerragruntFacts } from "./facts.js";
import { uriAt } from "./paths.js";

/** The file that shows where a Git repository begins; in a worktree or submodule it is a file instead of a folder. */
export const repositoryMark = ".git/HEAD";
export const repositoryLink = ".git";

/** What happened to one file between two states of the workspace. */
export interface FileChange {
  readonly uri: string;
  readonly directory: string;
  /** It is part of its directory's module. */
  readonly configuration: boolean;
  /** It came or went. */
  readonly existence: boolean;
  /** What it includes, depends on and reads, or where those lie, is not what it was. */
  readonly links: boolean;
}

/** A module that calls more than so many others is followed no further. */
const mostModules = 200;

const noTerragrunt: TerragruntFacts = {
  blocks: [],
  attributes: [],
  locals: [],
  inputs: [],
  references: [],
  calls: [],
};

/** Stands, in place of a URI, for how far the folders of the workspace have been read. */
export const seenMark = "";

/** What was read of a file or directory. */
const contentRead = 1;
const linksRead = 2;
const existenceRead = 4;
const moduleRead = 8;

/**
 * The snapshot that all readings of one workspace are about. Those that are kept when it is set to another have read
 * nothing that is different there.
 */
export interface LatestSnapshot {
  snapshot: WorkspaceSnapshot;
}

/** Reads a snapshot and remembers what was read. */
export class Reading {
  readonly #latest: LatestSnapshot;
  /** What was read, by URI. */
  readonly #reads = new Map<string, number>();
  /** Names looked for above a directory, in pairs: the name, and where the search began. */
  readonly #searches: string[] = [];
  #included: Set<Reading> | undefined;
  #sought: Set<string> | undefined;

  constructor(latest: LatestSnapshot) {
    this.#latest = latest;
  }

  #note(uri: string, what: number): void {
    const known = this.#reads.get(uri) ?? 0;
    if ((known & what) === 0) this.#reads.set(uri, known | what);
  }

  get snapshot(): WorkspaceSnapshot {
    return this.#latest.snapshot;
  }

  /** Counts all that another reading has read, and will read, as read. */
  include(other: Reading): void {
    if (other === this) return;
    this.#included ??= new Set();
    this.#included.add(other);
  }

  /** Whether a directory holds configuration; what it says is not read. */
  hasModule(directory: string): boolean {
    this.#note(directory, existenceRead);
    return this.snapshot.module(directory) !== undefined;
  }

  /** The module of a directory, with all that its values depend on. */
  module(directory: string): Module | undefined {
    const first = this.snapshot.module(directory);
    this.#note(directory, moduleRead);
    const seen = new Set([directory]);
    const queue = first ? [first] : [];
    for (const module of queue) {
      if (queue.length > mostModules) break;
      for (const { fact } of module.declarationsOf("module")) {
        const callee = this.snapshot.callee(module, fact.source);
        if (!callee || seen.has(callee.directory)) continue;
        seen.add(callee.directory);
        this.#note(callee.directory, moduleRead);
        queue.push(callee);
      }
    }
    return first;
  }

  /** A file's entry, with its content. */
  entry(uri: string): FileEntry | undefined {
    this.#note(uri, contentRead);
    return this.snapshot.entry(uri);
  }

  /** A file's syntax tree; undefined where there is none. */
  file(uri: string): SourceFile | undefined {
    this.#note(uri, contentRead);
    return this.snapshot.terragruntFile(uri);
  }

  /** A file's facts; only that about them may be used which `linkSignature` covers. */
  links(uri: string): TerragruntFacts {
    this.#note(uri, linksRead);
    return this.snapshot.facts(uri)?.terragrunt ?? noTerragrunt;
  }

  /** All of a file's facts. */
  facts(uri: string): FileFacts | undefined {
    this.#note(uri, contentRead);
    return this.snapshot.facts(uri);
  }

  /** Whether a file is known. */
  isFile(uri: string): boolean {
    this.#note(uri, existenceRead);
    return this.snapshot.entry(uri) !== undefined;
  }

  /** Whether a directory holds a file that is known, itself or below. */
  isDirectory(uri: string): boolean {
    this.#note(uri, existenceRead);
    return this.snapshot.directories.has(uri) || foldersOf(this.snapshot).has(uri);
  }

  /** Whether a file or directory lies where everything was read, so that it is known if it is there. */
  isSeen(uri: string): boolean {
    this.#note(seenMark, contentRead);
    return this.snapshot.isSeen(uri);
  }

  /** Whether a file or directory is there: read or not. Undefined where that cannot be told. */
  isThere(uri: string): boolean | undefined {
    if (this.isFile(uri) || this.isDirectory(uri)) return true;
    this.#note(seenMark, contentRead);
    const { tree } = this.snapshot;
    if (tree.holds?.(uri)) return true;
    if (tree.lacks?.(uri)) return false;
    if (!tree.isSeen(uri)) return undefined;
    // Files that are read are known by their names, even where no others were noted.
    return tree.holds || fileTypeOf(nameOf(uri)) !== undefined ? false : undefined;
  }

  /** Every file in a directory, and below it where `deep`, relative to it; undefined where they are not all known. */
  list(directory: string, deep: boolean): readonly string[] | undefined {
    this.#note(seenMark, contentRead);
    return this.snapshot.tree.list?.(directory, deep);
  }

  /** Files whose content was asked for and that are not known: to be read, if they are there. */
  get sought(): Iterable<string> {
    return this.#sought ?? [];
  }

  /** The text of a file of any kind; "missing" where there surely is none, undefined where it is not known. */
  text(uri: string): string | "missing" | undefined {
    const text = this.entry(uri)?.text;
    if (text !== undefined) return text;
    if (this.isThere(uri) === false) return "missing";
    this.#sought ??= new Set();
    this.#sought.add(uri);
    return undefined;
  }

  /** The nearest file or directory of a name above a directory (not in it); undefined where none is known. */
  findAbove(directory: string, name: string): string | undefined {
    if (!this.#hasSearched(name, directory)) this.#searches.push(name, directory);
    const isPlain = !name.includes("/");
    for (let at = directoryOf(directory); at.length > 0; ) {
      const candidate = isPlain ? `${at}/${name}` : uriAt(at, name);
      if (this.snapshot.entry(candidate)) return candidate;
      if (fileTypeOf(nameOf(candidate)) === undefined && this.isThere(candidate)) return candidate;
      const above = directoryOf(at);
      if (above.length >= at.length || above.endsWith("/") || above.endsWith(":")) return undefined;
      at = above;
    }
    return undefined;
  }

  /** The directory in which the Git repository of a directory begins; undefined where that is not known. */
  repositoryRoot(directory: string): string | undefined {
    for (let at = directory; ; ) {
      if (this.snapshot.entry(`${at}/${repositoryMark}`) || this.snapshot.entry(`${at}/${repositoryLink}`)) return at;
      const above = directoryOf(at);
      if (above.length >= at.length || above.endsWith("/") || above.endsWith(":")) return undefined;
      at = above;
    }
  }

  #hasSearched(name: string, directory: string): boolean {
    for (let i = 0; i < this.#searches.length; i += 2) {
      if (this.#searches[i] === name && this.#searches[i + 1] === directory) return true;
    }
    return false;
  }

  /** Whether anything that was read is different after some changes. */
  isTouchedBy(changes: Changes, asked?: Set<Reading>): boolean {
    const touched = changes.files.length <= fewChanges ? this.#isTouchedByFew(changes) : this.#isTouchedByMany(changes);
    if (touched) return true;
    if (!this.#included) return false;
    const all = asked ?? new Set<Reading>();
    all.add(this);
    for (const other of this.#included) if (!all.has(other) && other.isTouchedBy(changes, all)) return true;
    return false;
  }

  #isTouchedByFew(changes: Changes): boolean {
    for (const change of changes.files) {
      const read = this.#reads.get(change.uri);
      if (read !== undefined && isDifferent(read, change)) return true;
      if (change.configuration && ((this.#reads.get(change.directory) ?? 0) & moduleRead) !== 0) return true;
    }
    if (changes.folders.size === 0) return false;
    for (const folder of changes.folders) if (((this.#reads.get(folder) ?? 0) & existenceRead) !== 0) return true;
    return this.#isSearchTouched(changes);
  }

  #isTouchedByMany(changes: Changes): boolean {
    for (const [uri, read] of this.#reads) {
      const change = changes.byUri.get(uri);
      if (change && isDifferent(read, change)) return true;
      if ((read & moduleRead) !== 0 && changes.modules.has(uri)) return true;
      if ((read & existenceRead) !== 0 && changes.folders.has(uri)) return true;
    }
    return changes.folders.size > 0 && this.#isSearchTouched(changes);
  }

  #isSearchTouched(changes: Changes): boolean {
    if (changes.ofRepository) return true;
    for (let i = 0; i < this.#searches.length; i += 2) {
      const [name = "", from = ""] = [this.#searches[i], this.#searches[i + 1]];
      for (const uri of changes.named.get(name.slice(name.lastIndexOf("/") + 1)) ?? []) {
        // A name that leads up and down again may be met anywhere.
        if (name.includes("..") || (uri.endsWith(`/${name}`) && isWithin(from, uri.slice(0, -name.length - 1)))) {
          return true;
        }
      }
    }
    return false;
  }
}

/** With more changes than this it costs less to go through what was read. */
const fewChanges = 3;

function isDifferent(read: number, { links, existence }: FileChange): boolean {
  if ((read & contentRead) !== 0) return true;
  return (links && (read & linksRead) !== 0) || (existence && (read & existenceRead) !== 0);
}

/** What is different between two states of a workspace, in the forms in which it is asked for. */
export class Changes {
  readonly files: readonly FileChange[];
  readonly byUri: ReadonlyMap<string, FileChange>;
  /** Directories whose module may be another. */
  readonly modules: ReadonlySet<string>;
  /** All folders above files that came or went. */
  readonly folders: ReadonlySet<string>;
  /** The files that came or went, and the folders above them, by their names. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Where a repository begins may be elsewhere. */
  readonly ofRepository: boolean;

  constructor(files: readonly FileChange[]) {
    this.files = files;
    this.byUri = new Map(files.map((file) => [file.uri, file]));
    this.modules = new Set(files.filter(({ configuration }) => configuration).map(({ directory }) => directory));
    const moved = files.filter(({ existence }) => existence);
    const folders = new Set<string>();
    for (const { directory } of moved) {
      for (let at = directory; !folders.has(at) && at.length > 0 && !at.endsWith("/"); at = directoryOf(at)) {
        folders.add(at);
      }
    }
    this.folders = folders;
    const named = new Map<string, string[]>();
    for (const uri of [...moved.map((file) => file.uri), ...folders]) {
      const name = uri.slice(uri.lastIndexOf("/") + 1);
      const list = named.get(name);
      if (list) list.push(uri);
      else named.set(name, [uri]);
    }
    this.named = named;
    this.ofRepository = moved.some(
      ({ uri }) => uri.endsWith(`/${repositoryMark}`) || uri.endsWith(`/${repositoryLink}`),
    );
  }
}

const folders = new KeptWith<WorkspaceSnapshot["directories"], ReadonlySet<string>>();

/** All folders in which a known file lies, at any depth. */
function foldersOf(snapshot: WorkspaceSnapshot): ReadonlySet<string> {
  const known = folders.get(snapshot.directories);
  if (known) return known;
  const found = new Set<string>();
  for (const directory of snapshot.directories.keys()) {
    for (let at = directory; !found.has(at) && at.length > 0 && !at.endsWith("/"); at = directoryOf(at)) found.add(at);
  }
  folders.set(snapshot.directories, found);
  return found;
}

/** Blocks whose words and arguments decide what a file includes and depends on. */
const linkBlocks: ReadonlySet<string> = new Set([
  "include",
  "dependency",
  "dependencies",
  "terraform",
  "unit",
  "stack",
]);

/** A text that is the same as long as what a file includes, depends on and reads is, wherever it stands in the file. */
export function linkSignature(facts: TerragruntFacts | undefined): string {
  if (!facts) return "";
  const blocks = facts.blocks
    .filter(({ type }) => linkBlocks.has(type))
    .map((block) => [
      block.type,
      block.label,
      Object.entries(block.paths).map(([name, { path }]) => [name, path]),
      block.list?.map(({ path }) => path),
      block.words,
      block.blocks.includes("expansion"),
      block.attributes.some(({ name }) => name === "expose"),
      block.item,
    ]);
  const calls = facts.calls.map(({ name, args }) => [name, args]);
  const needed = JSON.stringify([blocks, calls]);
  return `${needed}${JSON.stringify(neededLocals(facts))}`;
}

/** The local values that give a path which a block or a call names, themselves or through others. */
function neededLocals(facts: TerragruntFacts): readonly unknown[] {
  const byName = new Map(facts.locals.map((local) => [local.name, local]));
  const needed = new Map<string, PathFact | undefined>();
  const visit = (fact: PathFact | undefined): void => {
    if (fact === null || fact === undefined || typeof fact === "string") return;
    if ("t" in fact) for (const part of fact.t) visit(part);
    else if ("f" in fact) for (const arg of fact.a) visit(arg);
    else {
      const [root, name] = fact.r;
      if (root !== "local" || name === undefined || needed.has(name)) return;
      const local = byName.get(name);
      needed.set(name, local?.path);
      visit(local?.path);
    }
  };
  for (const block of facts.blocks) {
    for (const { path } of Object.values(block.paths)) visit(path);
    for (const { path } of block.list ?? []) visit(path);
  }
  for (const { args } of facts.calls) for (const arg of args) visit(arg);
  return [...needed];
}
