// The product's check as the scoreboard uses it: a directory in, diagnostics by file and byte out.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Phase } from "../../server/src/features/diagnostic.js";
import { type CheckOptions, checkModule, jsonFile, syntaxDiagnostics } from "../../server/src/features/diagnostics.js";
import type { Module } from "../../server/src/model/module.js";
import { isLocalSource } from "../../server/src/model/moduleCalls.js";
import { directoryOf, fileUri, isWithin, resolveUri, uriPath } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceChange, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";

export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly summary: string;
  readonly message: string;
  /** Relative to the checked directory, with `/` between its parts. */
  readonly file: string;
  /** Offsets in bytes of UTF-8, and 1-based lines. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly phase: Phase | undefined;
  /** Directory of the module, relative to the checked one; empty for itself. */
  readonly module: string;
}

/** OpenTofu 1.12, whose answers the sets hold. */
const likeTheOracle: CheckOptions = {
  levels: new Map(),
  evidence: () => [{ kind: "target", value: "opentofu@1.12.6" }],
};

/** A snapshot of files given by their absolute path. With `root`, these are all that is below it. */
export async function snapshotOfFiles(files: ReadonlyMap<string, string>, root?: string): Promise<WorkspaceSnapshot> {
  const workspace = new Workspace(await testParser());
  const snapshot = workspace.apply(
    [...files].map(([path, text]) => ({ kind: "loaded" as const, uri: fileUri(path), text })),
  );
  return root === undefined ? snapshot : workspace.apply(missingDirectories(snapshot, fileUri(resolve(root))));
}

/** What the editor's discovery finds out by looking: directories below `root` that are called and do not exist. */
function missingDirectories(snapshot: WorkspaceSnapshot, root: string): WorkspaceChange[] {
  const existing = [...snapshot.directories.keys()];
  const missing = new Set<string>();
  for (const module of snapshot.modules()) {
    for (const { fact } of [...module.declarationsOf("module"), ...[...module.overriding.values()].flat()]) {
      if (fact.source === undefined || !isLocalSource(fact.source)) continue;
      const directory = resolveUri(module.directory, fact.source);
      if (isWithin(directory, root) && !existing.some((each) => isWithin(each, directory))) missing.add(directory);
    }
  }
  return [...missing].map((uri) => ({ kind: "absent" as const, uri }));
}

/** All files under a directory by absolute path. */
export function readTree(directory: string, into = new Map<string, string>()): Map<string, string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) readTree(path, into);
    else if (entry.isFile()) into.set(path, readFileSync(path, "utf8"));
  }
  return into;
}

/** Checks the module in `root` and those it calls by a local source, each once. */
export function checkTree(snapshot: WorkspaceSnapshot, root: string, options = likeTheOracle): Found[] {
  const start = snapshot.module(fileUri(resolve(root)));
  if (!start) return [];
  const modules: Module[] = [start];
  for (const module of modules) {
    for (const { fact } of module.declarationsOf("module")) {
      const callee = snapshot.callee(module, fact.source);
      if (callee && !modules.includes(callee)) modules.push(callee);
    }
  }
  return modules.flatMap((module) => checkOne(snapshot, module, root, options));
}

/** Checks one module, its syntax included. */
export function checkOne(snapshot: WorkspaceSnapshot, module: Module, root: string, options = likeTheOracle): Found[] {
  const files = [...module.files, ...module.overrides, ...snapshot.testsOf(module)];
  const syntax = files.flatMap(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return file ? syntaxDiagnostics(file) : jsonFile(snapshot, entry, options);
  });
  return [...syntax, ...checkModule(snapshot, module, options)].map((diagnostic) => {
    const text = snapshot.entry(diagnostic.uri)?.text ?? "";
    const before = text.slice(0, diagnostic.range.start);
    return {
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      summary: diagnostic.summary,
      message: diagnostic.message,
      file: pathFrom(root, uriPath(diagnostic.uri)),
      start: Buffer.byteLength(before),
      end: Buffer.byteLength(text.slice(0, diagnostic.range.end)),
      line: before.split("\n").length,
      phase: diagnostic.phase,
      module: pathFrom(root, uriPath(module.directory)),
    };
  });
}

/** The module directories of a tree that hold configuration. */
export function moduleDirectories(files: ReadonlyMap<string, string>): string[] {
  const isConfiguration = (path: string) =>
    [".tf", ".tofu", ".tf.json", ".tofu.json"].some((end) => path.endsWith(end));
  return [...new Set([...files.keys()].filter(isConfiguration).map((path) => directoryOf(path)))].sort();
}

function pathFrom(root: string, path: string): string {
  return relative(resolve(root), path).split(sep).join("/");
}
