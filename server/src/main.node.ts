// The language server on Node, which `dist/server.cjs` starts with `--stdio`, or with `--node-ipc` from VS Code.

import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { hostByScheme } from "./lsp/clientFiles.js";
import { startServer } from "./lsp/server.js";
import { bundledIndexer, bundledSchemaReader, loadBundledParser, productVersion } from "./node/bundle.js";
import { fileSystemHost } from "./node/fileSystemHost.js";
import { findProgram } from "./node/programs.js";

const connection = createConnection(ProposedFeatures.all);

// One failure must not end the session: what it broke is logged, everything else goes on.
process.on("uncaughtException", (error) => connection.console.error(`Uncaught: ${error.stack ?? error.message}`));
process.on("unhandledRejection", (reason) => connection.console.error(`Unhandled rejection: ${String(reason)}`));
// The client's end of the channel is gone, and so is whoever would read an answer.
process.on("disconnect", () => process.exit(1));

startServer(connection, {
  version: productVersion,
  host: (client) => hostByScheme(fileSystemHost, client),
  loadParser: loadBundledParser,
  indexer: bundledIndexer,
  programs: { find: findProgram, schemaReader: bundledSchemaReader },
});
