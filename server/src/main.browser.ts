// The language server's entry in the browser: a web worker, whose files are all read by the client.

import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from "vscode-languageserver/browser";
import { version } from "../../package.json";
import { noFiles } from "./browser/noFiles.js";
import { webWorkerIndexer } from "./browser/webWorkerIndexer.js";
import { startServer } from "./lsp/server.js";
import type { WorkerStart, WorkerStarted } from "./protocol.js";
import { loadParser } from "./syntax/parser.js";

const worker = self as unknown as DedicatedWorkerGlobalScope;

worker.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
  );
  // One failure must not end the session: what it broke is logged, everything else goes on.
  worker.addEventListener("error", (event) => {
    connection.console.error(`Uncaught: ${event.message}`);
    event.preventDefault();
  });
  worker.addEventListener("unhandledrejection", ({ reason }) =>
    connection.console.error(`Unhandled rejection: ${String(reason)}`),
  );
  connection.onExit(() => worker.close());
  startServer(connection, {
    version,
    host: (client) => client ?? noFiles,
    loadParser: () => loadParser(data.runtimeWasm, data.grammarWasm),
    indexer: (parser, { log }) => webWorkerIndexer(parser, data, log),
  });
  const started: WorkerStarted = "started";
  worker.postMessage(started);
};
