// The workspace and its snapshots: what is known of all files at one moment.
//
// Hosts feed changes in (`Workspace.apply`); features read an immutable snapshot. Nothing here reads a disk.

import { KeptWith } from "../base/keptWith.js";
import type { SourceChange } from "../base/sourceChange.js";
import { applyEdits } from "../base/textEdit.js";
import type { SourceFile } from "../syntax/ast.js";
import type { HclParser, OpenSyntax } from "../syntax/parser.js";
import { documentType, type FileType, fileTypeOf, testDirectory } from "./builtins/fileKinds.js";
import type { DeclaredIn } from "./declared.js";
import type { ParsedTemplate } from "./evaluate/scope.js";
import type { FileFacts } from "./facts.js";
import { buildModule, type Module, type ModuleFile } from "./module.js";
import { isLocalSource, type LocalCall, localCalls, type ModuleCaller } from "./moduleCalls.js";
import { SyntaxCache } from "./syntaxCache.js";
import { directoryOf, nameOf, resolveUri } from "./uri.js";
import { absentAfter, type Content, type Listing, listingsAfter } from "./workspaceContent.js";

/** One file's content at one moment. Its identity stands for its content. */
export interface FileEntry {
  readonly uri: string;
  readonly name: string;
  readonly directory: string;
  /** What the file is, by its name and language id; undefined where it is none of ours. */
  readonly type: FileType | undefined;
  /** The editor's version of an open document; undefined for a file read from a file system. */
  readonly version: number | undefined;
  readonly text: string;
}

/** The files of one directory; replaced as a whole when one of them changes. */
export interface DirectoryEntry {
  readonly uri: string;
  readonly files: ReadonlyMap<string, FileEntry>;
}

/** What happened to files. URIs are normalised (`normalizeUri`). */
export type WorkspaceChange =
  /**
   * A file's content as read from a file system. Where an index has its facts, `facts` gives them; it is called when
   * they are first asked for, and `digest` is what features have kept of the file. Open documents stay.
   */
  | {
      readonly kind: "loaded";
      readonly uri: string;
      readonly text: string;
      readonly facts?: () => FileFacts;
      readonly digest?: string;
    }
  | { readonly kind: "removed"; readonly uri: string }
  /** There is no file or directory of this URI, as the file system says. Forgotten once it, or a file below, appears. */
  | { readonly kind: "absent"; readonly uri: string }
  /** The files in a directory that configuration names, whatever they hold. */
  | ({ readonly kind: "listed"; readonly uri: string } & Listing)
  | {
      readonly kind: "opened";
      readonly uri: string;
      readonly version: number;
      readonly text: string;
      readonly languageId: string;
    }
  | {
      readonly kind: "edited";
      readonly uri: string;
      readonly version: number;
      readonly text: string;
      /** In the order they were made, each in offsets of the text before it; none where the whole text is new. */
      readonly edits: readonly { readonly start: number; readonly oldEnd: number; readonly newEnd: number }[];
    }
  /** The document is closed; `text` is the file's content, or undefined where there is no such file. */
  | { readonly kind: "closed"; readonly uri: string; readonly text: string | undefined };

/** What is known of the files and folders of a workspace beyond those that it reads. It must stay true of its snapshots. */
export interface FileTree {
  /** Whether a file or folder lies where everything was looked through: what is not known there does not exist. */
  isSeen(uri: string): boolean;
  /** Whether there is a file or folder of this name that is not read. Absent where only files that are read were noted. */
  holds?(uri: string): boolean;
  /**
   * Every file in a folder, read or not, and in those below it where `deep`: with slashes, relative to it. Undefined where
   * they are not all known.
   */
  list?(directory: string, deep: boolean): readonly string[] | undefined;
  /** Whether surely nothing is there, although it lies outside of what was looked through. Absent where that is not known. */
  lacks?(uri: string): boolean;
}

const nothingSeen: FileTree = { isSeen: () => false };

type FileChange = Exclude<WorkspaceChange, { kind: "absent" | "listed" }>;

/** Holds the current state; the only mutable object of the core. */
export class Workspace {
  readonly #parser: HclParser;
  /** Documents of the editor; those of JSON syntax have no tree to keep. */
  readonly #open = new Map<string, OpenSyntax | undefined>();
  readonly #syntax: SyntaxCache;
  #content: Content = { directories: new Map(), absent: new Set(), listings: new Map() };
  #snapshot: WorkspaceSnapshot;
  #revision = 0;
  #tree: FileTree = nothingSeen;

  constructor(parser: HclParser) {
    this.#parser = parser;
    this.#syntax = new SyntaxCache(parser);
    this.#snapshot = new WorkspaceSnapshot(0, this.#content, this.#syntax);
  }

  /** The state now. The same object until the next change. */
  snapshot(): WorkspaceSnapshot {
    return this.#snapshot;
  }

  /**
   * Says for which files and folders it is known whether they are there. Until then a file that is not known may still
   * exist. `isSeen` must stay true while files come and go; where those change that are not read, a new tree is given.
   */
  setSeen(tree: FileTree): WorkspaceSnapshot {
    this.#tree = tree;
    this.#snapshot = new WorkspaceSnapshot(++this.#revision, this.#content, this.#syntax, tree);
    return this.#snapshot;
  }

  /** Takes changes in, in their order, as one new state. */
  apply(changes: readonly WorkspaceChange[]): WorkspaceSnapshot {
    const directories = new Map(this.#content.directories);
    const replaced = new Set<string>();
    const files = (directory: string): Map<string, FileEntry> => {
      const known = directories.get(directory);
      if (known && replaced.has(directory)) return known.files as Map<string, FileEntry>;
      const fresh: DirectoryEntry = { uri: directory, files: new Map(known?.files) };
      directories.set(directory, fresh);
      replaced.add(directory);
      return fresh.files as Map<string, FileEntry>;
    };
    const touchNamers = (uri: string): void => {
      for (const directory of this.#syntax.named.namersOf(uri)) if (directories.has(directory)) files(directory);
    };
    const absent = absentAfter(this.#content, changes);
    const listings = listingsAfter(this.#content, changes);
    let changed = absent !== this.#content.absent || listings !== this.#content.listings;
    for (const change of changes) {
      if (change.kind === "absent" || change.kind === "listed") {
        if (changed) touchNamers(change.uri);
        continue;
      }
      const directory = directoryOf(change.uri);
      const current = directories.get(directory)?.files.get(change.uri);
      const next = this.#take(change, current);
      if (next === current) continue;
      changed = true;
      touchNamers(change.uri);
      if (next) files(directory).set(change.uri, next);
      else files(directory).delete(change.uri);
    }
    if (!changed) return this.#snapshot;
    for (const directory of replaced) if (directories.get(directory)?.files.size === 0) directories.delete(directory);
    this.#content = { directories, absent, listings };
    this.#snapshot = new WorkspaceSnapshot(++this.#revision, this.#content, this.#syntax, this.#tree);
    return this.#snapshot;
  }

  /** The entry after a change, or undefined where the file is gone. */
  #take(change: FileChange, current: FileEntry | undefined): FileEntry | undefined {
    const { uri } = change;
    switch (change.kind) {
      case "loaded": {
        if (this.#open.has(uri) || current?.text === change.text) return current;
        const entry = newEntry(uri, undefined, change.text);
        if (change.facts) this.#syntax.setIndexed(entry, change.facts);
        if (change.digest !== undefined) this.#syntax.digests.set(entry, change.digest);
        return entry;
      }
      case "removed":
        return this.#open.has(uri) ? current : undefined;
      case "opened": {
        this.#open.get(uri)?.dispose();
        const type = documentType(nameOf(uri), change.languageId);
        if (type?.syntax === "json") {
          this.#open.set(uri, undefined);
          return newEntry(uri, change.version, change.text, type);
        }
        const syntax = this.#parser.open(uri, change.version, change.text);
        this.#open.set(uri, syntax);
        return this.#openEntry(syntax.file, type);
      }
      case "edited": {
        if (!this.#open.has(uri) || !current) return current;
        const syntax = this.#open.get(uri);
        if (!syntax) return newEntry(uri, change.version, change.text, current.type);
        return this.#openEntry(syntax.edit(change.version, change.text, change.edits), current.type);
      }
      case "closed":
        this.#open.get(uri)?.dispose();
        this.#open.delete(uri);
        return change.text === undefined ? undefined : newEntry(uri, undefined, change.text);
    }
  }

  #openEntry(file: SourceFile, type: FileType | undefined): FileEntry {
    const entry = newEntry(file.uri, file.version, file.text, type);
    this.#syntax.setFile(entry, file);
    return entry;
  }
}

function newEntry(uri: string, version: number | undefined, text: string, type?: FileType): FileEntry {
  const name = nameOf(uri);
  return { uri, name, directory: directoryOf(uri), type: type ?? fileTypeOf(name), version, text };
}

/** What was known at one moment. Immutable; results computed from it are kept by the identity of their inputs. */
export class WorkspaceSnapshot {
  readonly revision: number;
  readonly directories: ReadonlyMap<string, DirectoryEntry>;
  /** The same object in all snapshots of one workspace: what is kept from one to the next is kept by it. */
  readonly lineage: object;
  readonly #content: Content;
  readonly #syntax: SyntaxCache;
  readonly #entries = new Map<string, FileEntry>();
  #callers: ReadonlyMap<string, readonly LocalCall[]> | undefined;

  readonly tree: FileTree;

  constructor(
    revision: number,
    content: Content,
    syntax: SyntaxCache,
    tree: FileTree = nothingSeen,
    lineage: object = syntax,
  ) {
    this.tree = tree;
    this.revision = revision;
    this.directories = content.directories;
    this.lineage = lineage;
    this.#content = content;
    this.#syntax = syntax;
  }

  /** What the workspace would be after a change that nobody has made yet: what edits are judged by. */
  after(change: SourceChange): WorkspaceSnapshot {
    const directories = new Map(this.directories);
    const set = (uri: string, text: string | undefined): void => {
      const directory = directoryOf(uri);
      const files = new Map(directories.get(directory)?.files);
      const type = files.get(uri)?.type;
      if (text === undefined) files.delete(uri);
      else files.set(uri, newEntry(uri, undefined, text, type));
      if (files.size === 0) directories.delete(directory);
      else directories.set(directory, { uri: directory, files });
    };
    const textOf = (uri: string) => directories.get(directoryOf(uri))?.files.get(uri)?.text ?? "";
    for (const operation of change.operations) {
      if (operation.kind === "create") set(operation.uri, operation.content);
      else if (operation.kind === "delete") set(operation.uri, undefined);
      else {
        set(operation.newUri, textOf(operation.uri));
        set(operation.uri, undefined);
      }
    }
    for (const [uri, edits] of change.edits) set(uri, applyEdits(textOf(uri), edits));
    return new WorkspaceSnapshot(this.revision, { ...this.#content, directories }, this.#syntax, this.tree, {});
  }

  /** Whether it is known of a file or folder if it is there: what is not in the snapshot then does not exist. */
  isSeen(uri: string): boolean {
    return this.tree.isSeen(uri);
  }

  /** A file's entry; undefined for a file that is not known. */
  entry(uri: string): FileEntry | undefined {
    const known = this.#entries.get(uri);
    if (known) return known;
    const entry = this.directories.get(directoryOf(uri))?.files.get(uri);
    if (entry) this.#entries.set(uri, entry);
    return entry;
  }

  /** A file's syntax tree, parsed now where it is not kept. Undefined for a file that is not known or holds no HCL. */
  file(uri: string): SourceFile | undefined {
    const entry = this.entry(uri);
    return entry?.type?.syntax === "native" ? this.#syntax.file(entry) : undefined;
  }

  /**
   * A file of Terragrunt as a tree, in JSON syntax too. What is in JSON is for reading only: no edit of it can be written
   * from its tree.
   */
  terragruntFile(uri: string): SourceFile | undefined {
    const entry = this.entry(uri);
    if (entry?.type?.syntax !== "json") return this.file(uri);
    const { kind } = entry.type;
    return kind === "hcl" || kind.startsWith("terragrunt-") ? this.#syntax.jsonFile(entry) : undefined;
  }

  facts(uri: string): FileFacts | undefined {
    const entry = this.entry(uri);
    return entry && this.#syntax.facts(entry);
  }

  /** What an index has kept of a file for features; undefined where it is to be computed from the file. */
  digest(entry: FileEntry): string | undefined {
    return this.#syntax.digests.get(entry);
  }

  /** The module of a directory; undefined where the directory holds no configuration, test or values file. */
  module(directory: string): Module | undefined {
    const entry = this.directories.get(directory);
    return entry && this.#moduleOf(entry);
  }

  /** The module that a file belongs to; a test file in `tests/` belongs to the directory above. */
  moduleOf(uri: string): Module | undefined {
    const entry = this.entry(uri);
    if (!entry) return undefined;
    if (entry.type?.kind === "test" && nameOf(entry.directory) === testDirectory) {
      const above = this.module(directoryOf(entry.directory));
      if (above) return above;
    }
    return this.module(entry.directory);
  }

  /** All modules, in the order their directories became known. */
  *modules(): Iterable<Module> {
    for (const directory of this.directories.values()) {
      const module = this.#moduleOf(directory);
      if (module) yield module;
    }
  }

  /** Test files of a module: beside its configuration and in its `tests` folder. */
  testsOf(module: Module): readonly ModuleFile[] {
    const below = this.module(resolveUri(module.directory, testDirectory));
    return below && below.files.length === 0 ? [...module.tests, ...below.tests] : module.tests;
  }

  /** The module that a call names by a local source; undefined for any other source or where nothing is there. */
  callee(caller: Module, source: string | undefined): Module | undefined {
    if (source === undefined || !isLocalSource(source)) return undefined;
    return this.module(resolveUri(caller.directory, source));
  }

  /** The directory that a call names by a local source, where it is certain that there is none; undefined otherwise. */
  missingDirectory(caller: Module, source: string | undefined): string | undefined {
    if (source === undefined || !isLocalSource(source)) return undefined;
    const directory = resolveUri(caller.directory, source);
    return this.#content.absent.has(directory) ? directory : undefined;
  }

  /** True where the file system has said that there is no such file or directory. */
  isAbsent(uri: string): boolean {
    return this.#content.absent.has(uri);
  }

  /** The files in a directory that configuration names; undefined where they were not read. */
  listing(directory: string): Listing | undefined {
    return this.#content.listings.get(directory);
  }

  /** A text parsed as a file that is not part of the workspace. */
  parsed(text: string): SourceFile {
    return this.#syntax.parsed(text);
  }

  /** A text parsed as a template. */
  template(source: string): ParsedTemplate {
    return this.#syntax.template(source);
  }

  /** The calls of a module from within the workspace. */
  callersOf(module: Module): readonly ModuleCaller[] {
    this.#callers ??= this.#syntax.calls.of(this.directories.values(), (directory) => {
      const module = this.#moduleOf(directory);
      return module ? localCalls(module) : [];
    });
    return (this.#callers.get(module.directory) ?? []).flatMap(({ from, key }) => {
      const caller = this.module(from);
      return caller ? [{ module: caller, key }] : [];
    });
  }

  /** What tells whether a module still declares and names the same as when it was last asked. */
  declaredIn(module: Module): DeclaredIn {
    return this.#syntax.declared.ofModule(module);
  }

  readonly #moduleOf = (directory: DirectoryEntry): Module | undefined => {
    const known = modulesByDirectory.get(directory);
    if (known !== undefined) return known ?? undefined;
    const module = buildModule(directory, (entry) => this.#syntax.facts(entry));
    if (module) this.#syntax.named.register(module);
    modulesByDirectory.set(directory, module ?? null);
    return module;
  };
}

/** The modules of directories, kept as long as these are the same. */
const modulesByDirectory = new KeptWith<DirectoryEntry, Module | null>();
