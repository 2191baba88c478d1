// The product's check of Terragrunt's files as the scoreboard uses it: a tree of files in, findings by file and line out.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { checkFile, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { terragruntType } from "../../server/src/features/terragruntFiles.js";
import { ignoredDirectories } from "../../server/src/model/builtins/fileKinds.js";
import { repositoryMark } from "../../server/src/model/terragrunt/reading.js";
import { fileUri, isWithin, uriPath } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";
import { listFiles } from "./inputs.js";

export interface TerragruntFinding {
  readonly rule: string;
  readonly severity: string;
  readonly summary: string;
  readonly message: string;
  /** Relative to the tree, with `/` between its parts. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

const isOurs = (name: string): boolean =>
  [".hcl", ".tf", ".tofu", ".tfvars", ".json"].some((ending) => name.endsWith(ending));

/** A snapshot of all files below a directory that an editor would know. */
export async function snapshotOfTree(
  directory: string,
  repositories: readonly string[] = [directory],
): Promise<WorkspaceSnapshot> {
  const paths = listFiles(directory, isOurs).filter(
    (path) => !path.split("/").some((part) => ignoredDirectories.has(part)),
  );
  const files = new Map(paths.map((path) => [join(directory, path), readFileSync(join(directory, path), "utf8")]));
  // The trees are parts of Git repositories.
  for (const repository of repositories) files.set(join(repository, repositoryMark), "");
  const workspace = new Workspace(await testParser());
  const others = new Set<string>();
  for (const path of listFiles(directory, () => true)) {
    for (let at = path; at !== "."; at = dirname(at)) others.add(fileUri(join(directory, at)));
  }
  workspace.setSeen({ isSeen: (uri) => isWithin(uri, fileUri(directory)), holds: (uri) => others.has(uri) });
  return workspace.apply([...files].map(([path, text]) => ({ kind: "loaded" as const, uri: fileUri(path), text })));
}

/** The files of Terragrunt in a snapshot, by URI. */
export function terragruntUris(snapshot: WorkspaceSnapshot): string[] {
  return [...snapshot.directories.values()]
    .flatMap(({ files }) => [...files.values()])
    .filter((entry) => terragruntType(snapshot, entry) !== undefined && snapshot.file(entry.uri) !== undefined)
    .map(({ uri }) => uri)
    .sort();
}

/** The findings in one file; its path is given relative to `root`. */
export function terragruntFindings(snapshot: WorkspaceSnapshot, uri: string, root: string): TerragruntFinding[] {
  return checkFile(snapshot, uri, defaultCheckOptions).map((diagnostic) => ({
    rule: diagnostic.rule,
    severity: diagnostic.severity,
    summary: diagnostic.summary,
    message: diagnostic.message,
    file: relative(resolve(root), uriPath(diagnostic.uri)).split(sep).join("/"),
    line: (snapshot.file(uri)?.lineIndex.position(diagnostic.range.start).line ?? 0) + 1,
  }));
}
