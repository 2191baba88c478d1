// The index in the browser: web workers below the server's own, and nothing that lasts from one start to the next.

import type { FactsIndexer } from "../lsp/discovery.js";
import { inlineIndexer } from "../lsp/inlineIndexer.js";
import { IndexPool, type IndexWorker, type IndexWorkerEvents } from "../model/index/indexPool.js";
import type { WorkerStart } from "../protocol.js";
import type { HclParser } from "../syntax/parser.js";
import type { IndexWorkerMessage, IndexWorkerStart } from "./indexWorker.js";

/** How long workers wait for more work before they end and free their memory, in milliseconds. */
const idleTime = 5000;

/** An index in web workers, or in the server's own where a worker cannot start others. Starts nothing yet. */
export function webWorkerIndexer(
  parser: HclParser,
  { runtimeWasm, grammarWasm, indexWorker }: WorkerStart,
  log: (message: string) => void,
): FactsIndexer {
  if (typeof Worker === "undefined") return inlineIndexer(parser);
  let script: string | undefined;
  return new IndexPool({
    workers: Math.max(1, Math.min(4, navigator.hardwareConcurrency)),
    start(events) {
      // A worker may start one of its own origin only, and the extension's files may be of another.
      script ??= URL.createObjectURL(new Blob([indexWorker], { type: "text/javascript" }));
      return startWorker(script, { runtimeWasm, grammarWasm }, events);
    },
    whenIdle(callback) {
      const timer = setTimeout(callback, idleTime);
      return () => clearTimeout(timer);
    },
    log,
  });
}

function startWorker(script: string, start: IndexWorkerStart, events: IndexWorkerEvents): IndexWorker {
  const worker = new Worker(script, { name: "Tofusmith index" });
  worker.onmessage = ({ data }: MessageEvent<IndexWorkerMessage>) => {
    if ("failure" in data) events.failure(data.failure);
    else events.answer(data);
  };
  worker.onerror = ({ message }) => events.failure(message || "its script could not be loaded");
  worker.postMessage(start);
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
}
