// What the Terragrunt model asks of the files of a workspace, with a note of all that an answer depends on.

import type { SourceFile } from "../../syntax/ast.js";
import { fileTypeOf } from "../builtins/fileKinds.js";
import type { FileFacts } from "../facts.js";
import type { Module } from "../module.js";
import { directoryOf, isWithin, nameOf } from "../uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../workspace.js";
import type { TerragruntFacts } from "./facts.js";
import { uriAt } from "./paths.js";

/** The file that shows where a Git repository begins; in a worktree or submodule it is a file instead of a folder. */
export const repositoryMark = ".git/HEAD";
export const repositoryLink = ".git";

/** What happened to one file between two states of the workspace. */
export interface FileChange {
  readonly uri: string;
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

/** Reads a snapshot and remembers what was read. */
export class Reading {
  #snapshot: WorkspaceSnapshot;
  readonly #contents = new Set<string>();
  readonly #links = new Set<string>();
  readonly #existences = new Set<string>();
  /** Names looked for above a directory: the name, and where the search began. */
  readonly #searches = new Map<string, Set<string>>();

  readonly #modules = new Set<string>();
  readonly #included = new Set<Reading>();

  constructor(snapshot: WorkspaceSnapshot) {
    this.#snapshot = snapshot;
  }

  get snapshot(): WorkspaceSnapshot {
    return this.#snapshot;
  }

  /** Goes on with a later snapshot, in which nothing is different that was read. */
  rebase(snapshot: WorkspaceSnapshot): void {
    this.#snapshot = snapshot;
  }

  /** Counts all that another reading has read, and will read, as read. */
  include(other: Reading): void {
    if (other !== this) this.#included.add(other);
  }

  /** The module of a directory, with all that its values depend on. */
  module(directory: string): Module | undefined {
    const first = this.#snapshot.module(directory);
    this.#modules.add(directory);
    const queue = first ? [first] : [];
    for (const module of queue) {
      if (queue.length > mostModules) break;
      for (const { fact } of module.declarationsOf("module")) {
        const callee = this.#snapshot.callee(module, fact.source);
        if (!callee || this.#modules.has(callee.directory)) continue;
        this.#modules.add(callee.directory);
        queue.push(callee);
      }
    }
    return first;
  }

  /** A file's entry, with its content. */
  entry(uri: string): FileEntry | undefined {
    this.#contents.add(uri);
    return this.#snapshot.entry(uri);
  }

  /** A file's syntax tree; undefined where there is none. */
  file(uri: string): SourceFile | undefined {
    this.#contents.add(uri);
    return this.#snapshot.file(uri);
  }

  /** A file's facts; only that about them may be used which `linkSignature` covers. */
  links(uri: string): TerragruntFacts {
    this.#links.add(uri);
    return this.#snapshot.facts(uri)?.terragrunt ?? noTerragrunt;
  }

  /** All of a file's facts. */
  facts(uri: string): FileFacts | undefined {
    this.#contents.add(uri);
    return this.#snapshot.facts(uri);
  }

  /** Whether a file is known. */
  isFile(uri: string): boolean {
    this.#existences.add(uri);
    return this.#snapshot.entry(uri) !== undefined;
  }

  /** Whether a directory holds a file that is known, itself or below. */
  isDirectory(uri: string): boolean {
    this.#existences.add(uri);
    return this.#snapshot.directories.has(uri) || foldersOf(this.#snapshot).has(uri);
  }

  /** The nearest file or directory of a name above a directory (not in it); undefined where none is known. */
  findAbove(directory: string, name: string): string | undefined {
    let searches = this.#searches.get(name);
    if (!searches) {
      searches = new Set();
      this.#searches.set(name, searches);
    }
    searches.add(directory);
    const isPlain = !name.includes("/");
    for (let at = directoryOf(directory); at.length > 0; ) {
      const candidate = isPlain ? `${at}/${name}` : uriAt(at, name);
      if (this.#snapshot.entry(candidate)) return candidate;
      if (fileTypeOf(nameOf(candidate)) === undefined && this.isDirectory(candidate)) return candidate;
      const above = directoryOf(at);
      if (above.length >= at.length || above.endsWith("/") || above.endsWith(":")) return undefined;
      at = above;
    }
    return undefined;
  }

  /** The directory in which the Git repository of a directory begins; undefined where that is not known. */
  repositoryRoot(directory: string): string | undefined {
    for (let at = directory; ; ) {
      if (this.#snapshot.entry(`${at}/${repositoryMark}`) || this.#snapshot.entry(`${at}/${repositoryLink}`)) return at;
      const above = directoryOf(at);
      if (above.length >= at.length || above.endsWith("/") || above.endsWith(":")) return undefined;
      at = above;
    }
  }

  /** Whether anything that was read is different after some changes. */
  isTouchedBy(changes: readonly FileChange[], asked: Set<Reading> = new Set()): boolean {
    if (asked.has(this)) return false;
    asked.add(this);
    if (changes.some((change) => this.#isTouched(change))) return true;
    for (const other of this.#included) if (other.isTouchedBy(changes, asked)) return true;
    return false;
  }

  #isTouched({ uri, existence, links }: FileChange): boolean {
    if (this.#contents.has(uri)) return true;
    if (links && this.#links.has(uri)) return true;
    if (this.#modules.has(directoryOf(uri)) && fileTypeOf(nameOf(uri))?.kind === "configuration") return true;
    if (!existence) return false;
    if (this.#existences.has(uri) || uri.endsWith(repositoryMark)) return true;
    for (let at = directoryOf(uri); at.length > 0 && !at.endsWith("/"); at = directoryOf(at)) {
      if (this.#existences.has(at)) return true;
    }
    for (const [name, searches] of this.#searches) {
      if (!uri.includes(`/${name}`)) continue;
      for (const directory of searches) if (mayBeFound(uri, name, directory)) return true;
    }
    return false;
  }
}

/** Whether a search for a name above a directory may meet a file, or the folders it lies in. */
function mayBeFound(uri: string, name: string, directory: string): boolean {
  const at = uri.lastIndexOf(`/${name}`);
  return isWithin(directory, uri.slice(0, at));
}

const folders = new WeakMap<WorkspaceSnapshot["directories"], ReadonlySet<string>>();

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

/** A text that is the same as long as what a file includes, depends on and reads is, wherever it stands in the file. */
export function linkSignature(facts: TerragruntFacts | undefined): string {
  if (!facts) return "";
  const blocks = facts.blocks.map((block) => [
    block.type,
    block.label,
    Object.entries(block.paths).map(([name, { path }]) => [name, path]),
    block.list?.map(({ path }) => path),
    block.words,
    block.attributes.map(({ name }) => name),
    block.item,
  ]);
  const locals = facts.locals.map(({ name, path }) => [name, path]);
  const calls = facts.calls.map(({ name, args }) => [name, args]);
  return JSON.stringify([blocks, locals, calls]);
}
