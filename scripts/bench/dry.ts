// How long the search for repetition takes: of a large workspace that nothing is known of, at four sizes, and after an
// edit of the file whose length is nearest to 2,000 lines.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import { findRepetition, shapesOf } from "../../server/src/features/similarity/findRepetition.js";
import { isOwnCode } from "../../server/src/features/similarity/ownCode.js";
import { fileTypeOf } from "../../server/src/model/builtins/fileKinds.js";
import type { FileEntry } from "../../server/src/model/workspace.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { bundleIndexWorker } from "../../test/harness/indexWorkerBundle.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median, percentile } from "./benchmark.js";
import { folderUri, largeRepository, missingRepository, readFolders } from "./largeWorkspace.js";

const sizes = [500, 1000, 2000] as const;
const rounds = 3;
const wantedLines = 2000;
const edits = 60;

export const dryBenchmark: Benchmark = {
  name: "dry",
  missing: missingRepository,
  async run(corpusDir) {
    const folder = mkdtempSync(join(tmpdir(), "tofusmith-bench-"));
    try {
      const workerPath = await bundleIndexWorker(folder);
      const root = join(corpusDir, largeRepository);
      const figures: Record<string, number> = {};
      for (const size of sizes) {
        const part = await cold(foldersOf(root, size), workerPath);
        figures[`cold${size}Ms`] = part.ms;
        figures[`cold${size}MsPerFile`] = part.ms / part.files;
      }
      const runs: Searched[] = [];
      for (let round = 0; round < rounds; round++) runs.push(await cold([root], workerPath));
      const [first] = runs as [Searched];
      figures.files = first.files;
      figures.suggestions = first.suggestions;
      figures.coldMs = median(runs.map(({ ms }) => ms));
      figures.coldBestMs = Math.min(...runs.map(({ ms }) => ms));
      figures.coldMsPerFile = figures.coldMs / first.files;
      figures.coldCpuMs = median(runs.map(({ cpu }) => cpu));
      figures.searchMs = median(runs.map(({ searchMs }) => searchMs));
      figures.digestBytesPerFile = first.digestBytes / first.files;
      figures.heldBytesPerFile = first.heldBytes / first.files;
      Object.assign(figures, await afterEdits(first));
      return { name: "dry", figures };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Subfolders of a repository that hold about so many files together. */
function foldersOf(root: string, files: number): string[] {
  const environments = join(root, "terraform/environments");
  const chosen: string[] = [];
  let count = 0;
  for (const name of readdirSync(environments).sort()) {
    if (count >= files) break;
    const found = readdirSync(join(environments, name), { recursive: true, withFileTypes: true });
    count += found.filter((entry) => entry.isFile() && fileTypeOf(entry.name) !== undefined).length;
    chosen.push(join(environments, name));
  }
  return chosen;
}

interface Searched {
  readonly workspace: Workspace;
  readonly options: Parameters<typeof findRepetition>[1];
  readonly ms: number;
  readonly cpu: number;
  readonly searchMs: number;
  readonly files: number;
  readonly suggestions: number;
  readonly digestBytes: number;
  /** What the search keeps on the heap for the next one, without the digests. */
  readonly heldBytes: number;
}

/** Reads folders as the command line does, and searches them. Starting the threads is part of it. */
async function cold(paths: readonly string[], workerPath: string): Promise<Searched> {
  const workspace = new Workspace(await testParser());
  const roots = paths.map(folderUri);
  const options = {
    wanted: (uri: string) => {
      const root = roots.find((each) => uri.startsWith(`${each}/`));
      return root !== undefined && isOwnCode(uri.slice(root.length + 1));
    },
  };
  const usage = process.cpuUsage();
  const started = performance.now();
  const { files, dispose } = await readFolders(workspace, paths, { workerPath, cachePath: undefined });
  const read = performance.now();
  const found = await findRepetition(workspace.snapshot(), options, neverCancelled);
  const searched = performance.now();
  const { user, system } = process.cpuUsage(usage);
  dispose();
  const snapshot = workspace.snapshot();
  let digestBytes = 0;
  for (const entry of entriesOf(workspace)) digestBytes += snapshot.digest(entry)?.length ?? 0;
  // A second workspace of the same texts and digests, before and after its first search.
  const other = new Workspace(await testParser());
  other.apply(
    [...entriesOf(workspace)].map((entry) => {
      const digest = snapshot.digest(entry);
      return { kind: "loaded", uri: entry.uri, text: entry.text, ...(digest === undefined ? {} : { digest }) };
    }),
  );
  const before = heapBytes();
  await findRepetition(other.snapshot(), options, neverCancelled);
  const heldBytes = heapBytes() - before;
  return {
    workspace,
    options,
    ms: searched - started,
    cpu: (user + system) / 1000,
    searchMs: searched - read,
    files,
    suggestions: found.length,
    digestBytes,
    heldBytes: other.snapshot().directories.size > 0 ? heldBytes : 0,
  };
}

function* entriesOf(workspace: Workspace): Iterable<FileEntry> {
  for (const directory of workspace.snapshot().directories.values()) yield* directory.files.values();
}

let collectGarbage: (() => void) | undefined;

function heapBytes(): number {
  if (!collectGarbage) {
    setFlagsFromString("--expose-gc");
    collectGarbage = runInNewContext("gc") as () => void;
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** What an edit costs at once (the shapes of its file), and in the background until the list is made anew. */
async function afterEdits({ workspace, options }: Searched): Promise<Record<string, number>> {
  const lines = ({ text }: FileEntry) => text.split("\n").length;
  const distance = (entry: FileEntry) => Math.abs(lines(entry) - wantedLines);
  const subject = [...entriesOf(workspace)]
    .filter(({ name }) => name.endsWith(".tf"))
    .reduce((best, each) => (distance(each) < distance(best) ? each : best));
  const { uri, text } = subject;
  workspace.apply([{ kind: "opened", uri, version: 1, text, languageId: "opentofu" }]);
  const shapes: number[] = [];
  const searches: number[] = [];
  let longestTurn = 0;
  for (let i = 0; i < edits; i++) {
    const insert = `# ${i}\n`;
    const edited = insert + text;
    const change = { kind: "edited", uri, version: i + 2, text: edited, edits: [] } as const;
    const snapshot = workspace.apply([change]);
    snapshot.file(uri);
    const start = performance.now();
    const entry = snapshot.entry(uri);
    if (entry) shapesOf(snapshot, entry);
    const hashed = performance.now();
    let since = hashed;
    await findRepetition(snapshot, options, async () => {
      longestTurn = Math.max(longestTurn, performance.now() - since);
      since = performance.now();
    });
    shapes.push(hashed - start);
    searches.push(performance.now() - hashed);
  }
  return {
    editFileLines: lines(subject),
    editMs: median(shapes),
    editP95Ms: percentile(shapes, 0.95),
    editBackgroundMs: median(searches),
    editBackgroundP95Ms: percentile(searches, 0.95),
    editLongestTurnMs: longestTurn,
  };
}
