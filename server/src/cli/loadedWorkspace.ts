// Reads what a subcommand is to look at: files and folders named on the command line, and what they depend on.

import type { RuleLevel } from "../features/diagnostic.js";
import type { CheckOptions } from "../features/diagnostics.js";
import { Discovery, type FactsIndexer, type IndexProgress } from "../lsp/discovery.js";
import type { ProductEvidence } from "../model/product.js";
import { surroundingEvidence } from "../model/surroundings.js";
import { fileUri, isWithin, normalizeUri, resolveUri, uriPath } from "../model/uri.js";
import { Workspace, type WorkspaceSnapshot } from "../model/workspace.js";
import type { HclParser } from "../syntax/parser.js";
import type { CliIo } from "./io.js";
import type { CliPlatform } from "./subcommand.js";

export interface LoadOptions {
  /** As given by the person; the current folder where there are none. */
  readonly paths: readonly string[];
  readonly target: string | undefined;
  readonly levels: ReadonlyMap<string, RuleLevel>;
  /** Where given, the files' facts come from it, and modules are not parsed before `ready` is called for them. */
  readonly indexer?: FactsIndexer;
  /** Told how many files have been read, of all. */
  readonly progress?: (progress: IndexProgress) => void;
}

export interface LoadedWorkspace {
  readonly snapshot: WorkspaceSnapshot;
  readonly options: CheckOptions;
  /** True for files that were asked for, by themselves or by a folder above them. */
  isAskedFor(uri: string): boolean;
  /** Reads and parses all that an answer about a file depends on. */
  ready(uri: string): Promise<void>;
  /** The folders that were asked for. */
  readonly folders: readonly string[];
  /** The URI of a path as the person writes it. */
  uriOf(path: string): string;
  /** A file's path below the folder that was asked for; its name alone for a file that was named itself. */
  pathBelow(uri: string): string;
  /** A file's path as the person would write it. */
  pathOf(uri: string): string;
  /** Said about files that could not be read: one sentence each. */
  readonly complaints: readonly string[];
  /** Paths that lead nowhere. */
  readonly missing: readonly string[];
}

/** Reads files and folders; a file is read with its module, and a folder with all below it. */
export async function loadWorkspace(
  { paths, target, levels, indexer, progress }: LoadOptions,
  io: CliIo,
  { host }: CliPlatform,
  parser: HclParser,
): Promise<LoadedWorkspace> {
  const workspace = new Workspace(parser);
  const complaints: string[] = [];
  const missing: string[] = [];
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of paths.length > 0 ? paths : ["."]) {
    const uri = uriOfPath(io.cwd, path);
    const listing = await host.listDirectory(uri);
    if (listing.kind === "items") folders.push(uri);
    else if (listing.kind === "refused") complaints.push(`${path} ${listing.reason}.`);
    else if ((await host.readFile(uri)).kind === "missing") missing.push(path);
    else files.push(uri);
  }
  const pathOf = (uri: string) => relativePathOf(io.cwd, uriPath(uri));
  const discovery = new Discovery({
    host,
    // Else facts are computed when they are asked for: nobody waits at a keyboard.
    indexer: indexer ?? { index: async () => undefined },
    snapshot: () => workspace.snapshot(),
    apply: (changes) => void workspace.apply(changes),
    seen: (tree) => void workspace.setSeen(tree),
    excluded: () => [],
    trusted: () => true,
    log: (message) => complaints.push(message.startsWith("file:") ? withPath(message, pathOf) : message),
  });
  discovery.setFolders(folders);
  await discovery.readWorkspace(async () => {}, progress ?? (() => {}));
  for (const file of files) await discovery.ready(file);
  // Modules outside of the folders that are called from within.
  if (!indexer) {
    for (const directory of [...workspace.snapshot().directories.keys()]) await discovery.ready(`${directory}/`);
  }

  const evidence: ProductEvidence[] = target === undefined ? [] : [{ kind: "target", value: target }];
  return {
    get snapshot() {
      return workspace.snapshot();
    },
    ready: (uri) => discovery.ready(uri),
    folders,
    uriOf: (path) => uriOfPath(io.cwd, path),
    options: {
      levels,
      evidence: (directory) => [
        ...evidence,
        ...surroundingEvidence(workspace.snapshot(), directory, discovery.folderOf(directory)),
      ],
    },
    isAskedFor: (uri) => files.includes(uri) || folders.some((folder) => isWithin(uri, folder)),
    pathBelow(uri) {
      const folder = folders.find((each) => isWithin(uri, each));
      return uri.slice(folder === undefined ? uri.lastIndexOf("/") + 1 : folder.length + 1);
    },
    pathOf,
    complaints,
    missing,
  };
}

/** A log message starts with the URI it speaks of. */
function withPath(message: string, pathOf: (uri: string) => string): string {
  const space = message.indexOf(" ");
  return space < 0 ? message : pathOf(message.slice(0, space)) + message.slice(space);
}

/** The URI of a path as the person gave it, without `.`, `..` and a slash at its end. */
function uriOfPath(cwd: string, path: string): string {
  const isWindows = cwd.includes("\\");
  const isAbsolute = path.startsWith("/") || (isWindows && (path.startsWith("\\") || path.charAt(1) === ":"));
  if (isAbsolute) return normalizeUri(resolveUri(fileUri(path), "."));
  return normalizeUri(resolveUri(fileUri(cwd), isWindows ? path.replaceAll("\\", "/") : path));
}

/** The path from the current folder; the whole path for what lies elsewhere. */
function relativePathOf(cwd: string, path: string): string {
  const base = cwd.endsWith("/") || cwd.endsWith("\\") ? cwd : `${cwd}${cwd.includes("\\") ? "\\" : "/"}`;
  return path.startsWith(base) ? path.slice(base.length) : path;
}
