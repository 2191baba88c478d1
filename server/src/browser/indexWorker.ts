// The entry of an index worker in the browser: parses the files it is sent and answers with their facts and digests.

import { digestOf } from "../features/similarity/shapesDigest.js";
import { answerIndexRequest, type IndexAnswer, type IndexRequest } from "../model/index/indexMessages.js";
import { type HclParser, loadParser } from "../syntax/parser.js";

/** The first message to a worker: the bytes of the parser's WebAssembly files. */
export interface IndexWorkerStart {
  readonly runtimeWasm: Uint8Array;
  readonly grammarWasm: Uint8Array;
}

/** What a worker sends back. A rejection in a worker is not seen outside of it, so that failures are messages as well. */
export type IndexWorkerMessage = IndexAnswer | { readonly failure: string };

let loading: Promise<HclParser> | undefined;

self.onmessage = async ({ data }: MessageEvent<IndexWorkerStart | IndexRequest>) => {
  try {
    if ("runtimeWasm" in data) loading = loadParser(data.runtimeWasm, data.grammarWasm);
    const parser = await loading;
    if (parser && "files" in data) send(answerIndexRequest(parser, digestOf, data));
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) });
  }
};

function send(message: IndexWorkerMessage): void {
  postMessage(message);
}
