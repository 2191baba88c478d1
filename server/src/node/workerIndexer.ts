// Computes the facts of closed files in worker threads, and keeps them on disk from one start to the next.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { fileTypeOf } from "../model/builtins/fileKinds.js";
import type { FileFacts } from "../model/facts.js";
import { FactsCache, lazyFacts } from "../model/index/factsCache.js";
import type { IndexAnswer, IndexFile, IndexRequest } from "../model/index/indexMessages.js";
import { nameOf } from "../model/uri.js";
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

/** Facts of files, computed elsewhere. */
export interface WorkerIndexer {
  /** The facts of one file; undefined where the workers fail. Many are to be asked for at once. */
  facts(uri: string, text: string): Promise<(() => FileFacts) | undefined>;
  /** Says that all files were asked for: the cache is written where that is worth it. */
  finish(): void;
  /** Ends the workers at once; what they have not answered is answered with undefined. */
  dispose(): void;
}

/** Files a worker is sent at once: enough to keep it busy, few enough to share the work evenly. */
const filesPerRequest = 12;
/** Requests a worker has at one time, so that it never waits for the next. */
const requestsPerWorker = 2;
/** How long workers wait for more work before they end and free their memory, in milliseconds. */
const idleTime = 5000;

interface Wanted extends IndexFile {
  readonly key: string;
  readonly resolve: (json: string | undefined) => void;
}

interface PoolWorker {
  readonly worker: Worker;
  readonly requests: Map<number, readonly Wanted[]>;
}

/** Starts nothing yet: workers are started by the first file whose facts are not in the cache. */
export function workerIndexer(options: WorkerIndexerOptions): WorkerIndexer {
  return new Pool(options);
}

class Pool implements WorkerIndexer {
  readonly #options: WorkerIndexerOptions;
  #cache: FactsCache | undefined;
  readonly #queue: Wanted[] = [];
  #workers: PoolWorker[] | undefined;
  #failed = false;
  #nextId = 0;
  #dispatching = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: WorkerIndexerOptions) {
    this.#options = options;
  }

  async facts(uri: string, text: string): Promise<(() => FileFacts) | undefined> {
    const type = fileTypeOf(nameOf(uri));
    this.#cache ??= this.#readCache();
    const key = this.#cache.keyOf(`${type?.kind}-${type?.syntax}`, text);
    let json = this.#cache.get(key);
    if (json === undefined) {
      json = await this.#compute(uri, text, key);
      if (json !== undefined) this.#cache.set(key, json);
    }
    return json === undefined ? undefined : lazyFacts(json);
  }

  finish(): void {
    const { cachePath, log } = this.#options;
    if (!cachePath || !this.#cache?.changed) return;
    // A reader never sees half a file: it is written beside and then put in place.
    const temporary = `${cachePath}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(cachePath), { recursive: true });
      writeFileSync(temporary, this.#cache.serialize());
      renameSync(temporary, cachePath);
    } catch (error) {
      if (existsSync(temporary)) rmSync(temporary, { force: true });
      log(`The index could not be kept for the next start: ${messageOf(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.#idle);
    const workers = this.#workers ?? [];
    this.#workers = undefined;
    for (const { worker, requests } of workers) {
      worker.removeAllListeners();
      // A second worker may fail as the first did; that is known by now.
      worker.on("error", () => {});
      void worker.terminate();
      for (const files of requests.values()) for (const file of files) file.resolve(undefined);
    }
    for (const file of this.#queue.splice(0)) file.resolve(undefined);
  }

  #readCache(): FactsCache {
    const { cachePath, stamp } = this.#options;
    let content: string | undefined;
    try {
      // Every character of the cache is one byte or part of a name; what is not UTF-8 fails the checksum.
      if (cachePath) content = readFileSync(cachePath, "utf8");
    } catch {
      // There is none yet, or it cannot be read: it is built anew.
    }
    return FactsCache.read(content, stamp, contentHash);
  }

  #compute(uri: string, text: string, key: string): Promise<string | undefined> {
    if (this.#failed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#queue.push({ uri, text, key, resolve });
      if (this.#dispatching) return;
      // Files asked for in the same turn travel together.
      this.#dispatching = true;
      queueMicrotask(() => {
        this.#dispatching = false;
        this.#dispatch();
      });
    });
  }

  #dispatch(): void {
    clearTimeout(this.#idle);
    if (this.#queue.length === 0 || this.#failed) {
      this.#idle = setTimeout(() => this.#endIfIdle(), idleTime).unref();
      return;
    }
    try {
      this.#workers ??= this.#startWorkers();
    } catch (error) {
      this.#fail(error);
      return;
    }
    for (let round = 0; round < requestsPerWorker; round++) {
      for (const { worker, requests } of this.#workers) {
        if (this.#queue.length === 0) return;
        if (requests.size > round) continue;
        const files = this.#queue.splice(0, filesPerRequest);
        const request: IndexRequest = { id: this.#nextId++, files: files.map(({ uri, text }) => ({ uri, text })) };
        requests.set(request.id, files);
        // A worker keeps the process alive only while it has something to answer.
        worker.ref();
        worker.postMessage(request);
      }
    }
  }

  #endIfIdle(): void {
    if (this.#workers?.every(({ requests }) => requests.size === 0)) this.dispose();
  }

  #startWorkers(): PoolWorker[] {
    const { workers = Math.min(4, availableParallelism()), workerPath, wasm } = this.#options;
    const workerData = wasm();
    return Array.from({ length: Math.max(1, workers) }, () => {
      const worker = new Worker(workerPath, { workerData });
      const started: PoolWorker = { worker, requests: new Map() };
      worker.on("message", (answer: IndexAnswer) => this.#take(started, answer));
      worker.on("error", (error) => this.#fail(error));
      worker.unref();
      return started;
    });
  }

  #take({ worker, requests }: PoolWorker, { id, facts }: IndexAnswer): void {
    const files = requests.get(id) ?? [];
    requests.delete(id);
    if (requests.size === 0) worker.unref();
    files.forEach((file, i) => {
      file.resolve(facts[i]);
    });
    this.#dispatch();
  }

  #fail(error: unknown): void {
    this.#failed = true;
    this.#options.log(`The index worker failed; files are read when they are needed: ${messageOf(error)}`);
    this.dispose();
  }
}

function contentHash(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
