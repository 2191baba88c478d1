// The entry of an index worker on Node: parses the files it is sent and answers with their facts and digests.

import { parentPort, workerData } from "node:worker_threads";
import { digestOf } from "../features/similarity/shapesDigest.js";
import { answerIndexRequest, type IndexRequest } from "../model/index/indexMessages.js";
import { loadParser } from "../syntax/parser.js";

/** What a worker is started with: the bytes of the parser's WebAssembly files. */
export interface IndexWorkerData {
  readonly runtimeWasm: Uint8Array;
  readonly grammarWasm: Uint8Array;
}

const { runtimeWasm, grammarWasm } = workerData as IndexWorkerData;
const loading = loadParser(runtimeWasm, grammarWasm);

parentPort?.on("message", (request: IndexRequest) => {
  // Where the parser cannot be loaded, the rejection ends the worker, which the server notices.
  void loading.then((parser) => parentPort?.postMessage(answerIndexRequest(parser, digestOf, request)));
});
