// How long the server takes to know a large workspace: at the first start, and at one with what the first has kept.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workspace } from "../../server/src/model/workspace.js";
import { bundleIndexWorker } from "../../test/harness/indexWorkerBundle.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median } from "./benchmark.js";
import { largeRepository, missingRepository, readFolders } from "./largeWorkspace.js";

const rounds = 3;

export const indexBenchmark: Benchmark = {
  name: "index",
  missing: missingRepository,
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
        const first = await readOnce(join(corpusDir, largeRepository), workerPath, cachePath);
        const { user, system } = process.cpuUsage(cpu);
        coldCpu.push((user + system) / 1000);
        const second = await readOnce(join(corpusDir, largeRepository), workerPath, cachePath);
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
  const { files, dispose } = await readFolders(workspace, [path], { workerPath, cachePath });
  const ms = performance.now() - started;
  dispose();
  return { ms, files };
}
