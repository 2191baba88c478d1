// The repositories of the corpus as workspaces, and what the search for repetition finds in each.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { findRepetition } from "../../server/src/features/similarity/findRepetition.js";
import { toldOf } from "../../server/src/features/similarity/needs.js";
import { isOwnCode } from "../../server/src/features/similarity/ownCode.js";
import type { Suggestion } from "../../server/src/features/similarity/suggestion.js";
import { repositoryMark } from "../../server/src/model/terragrunt/reading.js";
import { fileUri, isWithin } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";
import { isHclFile, listFiles } from "../oracle/inputs.js";

/** One repository with what was found in it. */
export interface SearchedRepository {
  readonly name: string;
  readonly snapshot: WorkspaceSnapshot;
  readonly found: readonly Suggestion[];
  /** Files looked at, and how long the search took in milliseconds: parsing included, reading not. */
  readonly files: number;
  readonly time: number;
  /** The path of a file below the repository. */
  readonly pathOf: (uri: string) => string;
}

/** The names of the corpus's repositories, sorted. */
export function repositoriesIn(corpus: string): string[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Reads one folder as a workspace and searches it. */
export async function searchRepository(corpus: string, name: string): Promise<SearchedRepository> {
  const root = join(corpus, name);
  const paths = listFiles(root, isHclFile).filter((path) => !path.split("/").includes(".terraform"));
  const texts = paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const workspace = new Workspace(await testParser());
  const start = performance.now();
  workspace.setSeen({ isSeen: (uri) => isWithin(uri, fileUri(root)) });
  const snapshot = workspace.apply([
    ...texts.map(({ path, text }) => ({ kind: "loaded" as const, uri: fileUri(join(root, path)), text })),
    // Each folder of the corpus is the root of a Git repository.
    { kind: "loaded", uri: fileUri(join(root, repositoryMark)), text: "" },
  ]);
  const prefix = `${fileUri(root)}/`;
  const pathOf = (uri: string): string => decodeURIComponent(uri.slice(prefix.length));
  const all = await findRepetition(snapshot, { wanted: (uri) => isOwnCode(pathOf(uri)) }, neverCancelled);
  const found = all.flatMap((each) => toldOf(snapshot, each, () => defaultCheckOptions));
  const time = performance.now() - start;
  return { name, snapshot, found, files: paths.length, time, pathOf };
}
