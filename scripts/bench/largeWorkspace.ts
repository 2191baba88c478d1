// The largest repository of the corpus, and reading folders as the server does.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import { Discovery } from "../../server/src/lsp/discovery.js";
import { normalizeUri } from "../../server/src/model/uri.js";
import type { Workspace } from "../../server/src/model/workspace.js";
import { fileSystemHost } from "../../server/src/node/fileSystemHost.js";
import { workerIndexer } from "../../server/src/node/workerIndexer.js";
import { workerWasm } from "../../test/harness/indexWorkerBundle.js";

/** The name of the corpus's largest repository. */
export const largeRepository = "ministryofjustice+modernisation-platform-environments";

/** Why the large repository cannot be read; undefined where it can. */
export function missingRepository(corpusDir: string): string | undefined {
  return existsSync(join(corpusDir, largeRepository)) ? undefined : `the corpus has no ${largeRepository} to read`;
}

/** A folder's URI as the workspace spells it. */
export function folderUri(path: string): string {
  return normalizeUri(pathToFileURL(path).toString());
}

/** What reads the files: the bundled worker, and where facts are kept from one start to the next. */
export interface Indexing {
  readonly workerPath: string;
  readonly cachePath: string | undefined;
}

/** Reads folders into a workspace, to the last file's facts. `dispose` ends the threads that were started. */
export async function readFolders(
  workspace: Workspace,
  paths: readonly string[],
  indexing: Indexing,
): Promise<{ readonly files: number; readonly dispose: () => void }> {
  const indexer = workerIndexer({ ...indexing, wasm: workerWasm, stamp: "bench", log: console.error });
  const discovery = new Discovery({
    host: fileSystemHost,
    indexer,
    snapshot: () => workspace.snapshot(),
    apply: (changes) => void workspace.apply(changes),
    seen: () => {},
    excluded: () => [],
    trusted: () => true,
    log: () => {},
  });
  discovery.setFolders(paths.map(folderUri));
  let files = 0;
  await discovery.readWorkspace(neverCancelled, ({ total }) => {
    files = total;
  });
  return { files, dispose: () => indexer.dispose() };
}
