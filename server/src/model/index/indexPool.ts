// Hands files to index workers and takes their facts back, on every platform.
//
// What a worker is, and where facts are kept between two starts, the platform says.

import { fileTypeOf } from "../builtins/fileKinds.js";
import { nameOf } from "../uri.js";
import { type FactsCache, type IndexedFile, indexedFile } from "./factsCache.js";
import type { IndexAnswer, IndexFile, IndexRequest } from "./indexMessages.js";

/** A worker that runs `answerIndexRequest`, as the platform offers it. */
export interface IndexWorker {
  post(request: IndexRequest): void;
  /** Ends the worker at once. It answers nothing more and reports no failure after that. */
  end(): void;
}

/** What a worker reports. */
export interface IndexWorkerEvents {
  answer(answer: IndexAnswer): void;
  failure(error: unknown): void;
}

/** Where a platform keeps facts between two starts. */
export interface KeptCache {
  /** Reads what an earlier start kept; called once, with the first file. */
  read(): FactsCache;
  /** Keeps the cache for the next start; called where it has changed. */
  keep(cache: FactsCache): void;
}

export interface IndexPoolOptions {
  /** How many workers there are at the most. */
  readonly workers: number;
  /** Starts one worker; not called before there is work for it. May throw. */
  start(events: IndexWorkerEvents): IndexWorker;
  /** What lasts from one start to the next; undefined where nothing does. */
  readonly cache?: KeptCache;
  /** Calls back once the pool has had no work for a while, unless the function it returns is called before. */
  whenIdle(callback: () => void): () => void;
  /** Told once where workers fail; facts are then computed when they are asked for. */
  log(message: string): void;
}

/** Files a worker is sent at once: enough to keep it busy, few enough to share the work evenly. */
const filesPerRequest = 12;
/** Requests a worker has at one time, so that it never waits for the next. */
const requestsPerWorker = 2;

interface WantedFile extends IndexFile {
  readonly resolve: (record: string | undefined) => void;
}

interface StartedWorker {
  readonly worker: IndexWorker;
  readonly requests: Map<number, readonly WantedFile[]>;
}

/** Computes facts of files in workers. Nothing is started before the first file that the cache does not know. */
export class IndexPool {
  readonly #options: IndexPoolOptions;
  readonly #queue: WantedFile[] = [];
  #cache: FactsCache | undefined;
  #workers: readonly StartedWorker[] | undefined;
  #failed = false;
  #nextId = 0;
  #dispatching = false;
  #stopWaiting: () => void = () => {};

  constructor(options: IndexPoolOptions) {
    this.#options = options;
  }

  /** What is known of one file; undefined where workers fail. Many are to be asked for at once. */
  async index(uri: string, text: string): Promise<IndexedFile | undefined> {
    const type = fileTypeOf(nameOf(uri));
    this.#cache ??= this.#options.cache?.read();
    const key = this.#cache?.keyOf(`${type?.kind}-${type?.syntax}`, text) ?? "";
    let record = this.#cache?.get(key);
    if (record === undefined) {
      record = await this.#compute(uri, text);
      if (record !== undefined) this.#cache?.set(key, record);
    }
    return record === undefined ? undefined : indexedFile(record);
  }

  /** Says that all files were asked for: the cache is kept where it changed. */
  finish(): void {
    if (this.#cache?.changed) this.#options.cache?.keep(this.#cache);
  }

  /** Ends the workers at once; what they have not answered is answered with undefined. Later files start new ones. */
  dispose(): void {
    this.#stopWaiting();
    const workers = this.#workers ?? [];
    this.#workers = undefined;
    for (const { worker, requests } of workers) {
      worker.end();
      for (const files of requests.values()) for (const file of files) file.resolve(undefined);
    }
    for (const file of this.#queue.splice(0)) file.resolve(undefined);
  }

  #compute(uri: string, text: string): Promise<string | undefined> {
    if (this.#failed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#queue.push({ uri, text, resolve });
      if (this.#dispatching) return;
      // Files asked for in the same turn travel together.
      this.#dispatching = true;
      void Promise.resolve().then(() => {
        this.#dispatching = false;
        this.#dispatch();
      });
    });
  }

  #dispatch(): void {
    this.#stopWaiting();
    if (this.#queue.length === 0) {
      const isIdle = this.#workers?.every(({ requests }) => requests.size === 0) ?? false;
      this.#stopWaiting = isIdle ? this.#options.whenIdle(() => this.dispose()) : () => {};
      return;
    }
    let workers: readonly StartedWorker[];
    try {
      workers = this.#workers ?? this.#startWorkers();
    } catch (error) {
      this.#fail(error);
      return;
    }
    for (let round = 0; round < requestsPerWorker; round++) {
      for (const { worker, requests } of workers) {
        if (this.#queue.length === 0) return;
        if (requests.size > round) continue;
        const files = this.#queue.splice(0, filesPerRequest);
        const id = this.#nextId++;
        requests.set(id, files);
        worker.post({ id, files: files.map(({ uri, text }) => ({ uri, text })) });
      }
    }
  }

  #startWorkers(): readonly StartedWorker[] {
    const started: StartedWorker[] = [];
    this.#workers = started;
    for (let i = 0; i < this.#options.workers; i++) {
      const requests = new Map<number, readonly WantedFile[]>();
      const worker = this.#options.start({
        answer: (answer) => this.#take(requests, answer),
        failure: (error) => this.#fail(error),
      });
      started.push({ worker, requests });
    }
    return started;
  }

  #take(requests: Map<number, readonly WantedFile[]>, { id, records }: IndexAnswer): void {
    const files = requests.get(id) ?? [];
    requests.delete(id);
    files.forEach((file, i) => {
      file.resolve(records[i]);
    });
    this.#dispatch();
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log(`The index worker failed; files are read when they are needed: ${reason}`);
    this.dispose();
  }
}
