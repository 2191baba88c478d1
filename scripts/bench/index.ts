// How long the server takes to know a large workspace: at the first start, and at one with what the first has kept.
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Discovery } from "../../server/src/lsp/discovery.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { fileSystemHost } from "../../server/src/node/fileSystemHost.js";
import { workerIndexer } from "../../server/src/node/workerIndexer.js";
import { bundleIndexWorker, workerWasm } from "../../test/harness/indexWorkerBundle.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median } from "./benchmark.js";

const repository = "ministryofjustice+modernisation-platform-environments";
const rounds = 3;

export const indexBenchmark: Benchmark = {
  name: "index",
  missing: (corpusDir) =>
    existsSync(join(corpusDir, repository)) ? undefined : `the corpus has no ${repository} to read`,
  async run(corpusDir) {
    const folder = mkdtempSync(join(tmpdir(), "tofusmith-bench-"));
    try {
      const workerPath = await bundleIndexWorker(folder);
      const cold: number[] = [];
      const warm: number[] = [];
      const coldCpu: number[] = [];
      let files = 0;
      for (let round = 0; round < rounds; round++) {
        const cachePath = join(folder, `facts-${round}`);
        const cpu = process.cpuUsage();
        const first = await readOnce(join(corpusDir, repository), workerPath, cachePath);
        const { user, system } = process.cpuUsage(cpu);
        coldCpu.push((user + system) / 1000);
        const second = await readOnce(join(corpusDir, repository), workerPath, cachePath);
        cold.push(first.ms);
        warm.push(second.ms);
        files = first.files;
      }
      const cacheBytes = statSync(join(folder, "facts-0")).size;
      return {
        name: "index",
        figures: {
          files,
          coldMs: median(cold),
          coldCpuMs: median(coldCpu),
          coldBestMs: Math.min(...cold),
          warmMs: median(warm),
          warmBestMs: Math.min(...warm),
          cacheMB: cacheBytes / 1e6,
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Reads a workspace as the server does, from an empty state to the last file's facts. */
async function readOnce(path: string, workerPath: string, cachePath: string): Promise<{ ms: number; files: number }> {
  const workspace = new Workspace(await testParser());
  const started = performance.now();
  const indexer = workerIndexer({ workerPath, wasm: workerWasm, cachePath, stamp: "bench", log: console.error });
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
  discovery.setFolders([pathToFileURL(path).toString()]);
  let files = 0;
  await discovery.readWorkspace(
    async () => {},
    ({ total }) => {
      files = total;
    },
  );
  const ms = performance.now() - started;
  indexer.dispose();
  return { ms, files };
}
