// The index on Node: worker threads, and a file that keeps facts from one start to the next.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { FactsCache } from "../model/index/factsCache.js";
import { IndexPool, type IndexWorker, type IndexWorkerEvents } from "../model/index/indexPool.js";
import type { IndexWorkerData } from "./indexWorker.js";

export interface WorkerIndexerOptions {
  /** The bundled `indexWorker.ts`. */
  readonly workerPath: string;
  /** Called when the first worker is needed; a start where everything is known needs none. */
  readonly wasm: () => IndexWorkerData;
  /** Where facts are kept; undefined keeps them in memory only. */
  readonly cachePath: string | undefined;
  /** Changes with the product, so that facts of another version of it are not used. */
  readonly stamp: string;
  /** How many threads there are; by default as many as the machine runs at once, and four at the most. */
  readonly workers?: number;
  /** Told once where workers or the cache fail; facts are then computed when they are asked for. */
  readonly log: (message: string) => void;
}

/** How long workers wait for more work before they end and free their memory, in milliseconds. */
const idleTime = 5000;

/** An index in worker threads. Starts nothing yet. */
export function workerIndexer(options: WorkerIndexerOptions): IndexPool {
  let workerData: IndexWorkerData | undefined;
  return new IndexPool({
    workers: options.workers ?? Math.max(1, Math.min(4, availableParallelism())),
    start(events) {
      workerData ??= options.wasm();
      return startThread(options.workerPath, workerData, events);
    },
    cache: { read: () => readCache(options), keep: (cache) => keepCache(cache, options) },
    whenIdle(callback) {
      const timer = setTimeout(callback, idleTime).unref();
      return () => clearTimeout(timer);
    },
    log: options.log,
  });
}

function startThread(workerPath: string, workerData: IndexWorkerData, events: IndexWorkerEvents): IndexWorker {
  const worker = new Worker(workerPath, { workerData });
  let waiting = 0;
  worker.unref();
  worker.on("message", (answer) => {
    waiting--;
    if (waiting === 0) worker.unref();
    events.answer(answer);
  });
  worker.on("error", events.failure);
  return {
    post(request) {
      // A worker keeps the process alive only while it has something to answer.
      waiting++;
      worker.ref();
      worker.postMessage(request);
    },
    end() {
      worker.removeAllListeners();
      // One that fails while it ends has nobody left to tell.
      worker.on("error", () => {});
      void worker.terminate();
    },
  };
}

function readCache({ cachePath, stamp }: WorkerIndexerOptions): FactsCache {
  let content: string | undefined;
  try {
    if (cachePath !== undefined) content = readFileSync(cachePath, "utf8");
  } catch {
    // There is none yet, or it cannot be read: it is built anew.
  }
  return FactsCache.read(content, stamp, contentHash);
}

function keepCache(cache: FactsCache, { cachePath, log }: WorkerIndexerOptions): void {
  if (cachePath === undefined) return;
  // A reader never sees half a file: it is written beside and then put in place.
  const temporary = `${cachePath}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(cachePath), { recursive: true });
    writeFileSync(temporary, cache.serialize());
    renameSync(temporary, cachePath);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    log(`The index could not be kept for the next start: ${reason}`);
  }
}

function contentHash(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}
