// The files that stand beside the bundle: the index worker, and the WebAssembly of the parser's runtime and the grammar.

import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../../package.json";
import type { FactsIndexer } from "../lsp/discovery.js";
import type { SchemaReader } from "../lsp/providerSchemas.js";
import type { IndexerOptions } from "../lsp/server.js";
import { factsVersion } from "../model/facts.js";
import { type HclParser, loadParser } from "../syntax/parser.js";
import { providerSchemaReader } from "./providerSchemaReader.js";
import { workerIndexer } from "./workerIndexer.js";

const runtimeName = "web-tree-sitter.wasm";
const grammarName = "tree-sitter-hcl.wasm";

/** The product's version, as the manifest has it. */
export const productVersion: string = version;

/** Starts the parser from the files in the bundle's own folder. Rejects where they are missing. */
export async function loadBundledParser(): Promise<HclParser> {
  const [runtime, grammar] = await Promise.all(
    [runtimeName, grammarName].map((name) => readFile(join(__dirname, name))),
  );
  return loadParser(runtime as Uint8Array, grammar as Uint8Array);
}

/** The indexer that runs the worker beside the bundle, and keeps facts in the client's folder if it gives one. */
export function bundledIndexer(_: HclParser, { storage, log }: IndexerOptions): FactsIndexer {
  const workerPath = join(__dirname, "indexWorker.cjs");
  return workerIndexer({
    workerPath,
    wasm: () => ({
      runtimeWasm: readFileSync(join(__dirname, runtimeName)),
      grammarWasm: readFileSync(join(__dirname, grammarName)),
    }),
    cachePath: storage === undefined ? undefined : join(storage, "facts"),
    stamp: `${productVersion}-${factsVersion}-${buildOf([workerPath, join(__dirname, grammarName)])}`,
    log,
  });
}

/** The reader that runs the worker beside the bundle, and keeps schemas in the client's folder if it gives one. */
export function bundledSchemaReader(storage: string | undefined): SchemaReader {
  return providerSchemaReader({
    workerPath: join(__dirname, "schemaWorker.cjs"),
    storage: storage === undefined ? undefined : join(storage, "schemas"),
  });
}

/** Tells one build of the files that compute facts from another, so that none reads what an older one kept. */
function buildOf(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? `${found.size}.${Math.round(found.mtimeMs)}` : "none";
    })
    .join("-");
}
