// The index worker as the product ships it: bundled, with the parser's WebAssembly files beside it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { serverBundle } from "../../scripts/nodeBundle.js";
import type { IndexWorkerData } from "../../server/src/node/indexWorker.js";

const resolveFrom = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");

/** Bundles the worker into a folder and gives its path. */
export async function bundleIndexWorker(folder: string): Promise<string> {
  const outfile = join(folder, "indexWorker.cjs");
  await build({
    ...serverBundle(true),
    sourcemap: false,
    entryPoints: [join(root, "server/src/node/indexWorker.ts")],
    outfile,
  });
  return outfile;
}

/** The bytes a worker is started with. */
export function workerWasm(): IndexWorkerData {
  return {
    runtimeWasm: readFileSync(resolveFrom.resolve("web-tree-sitter/web-tree-sitter.wasm")),
    grammarWasm: readFileSync(join(root, "server/grammar/tree-sitter-hcl.wasm")),
  };
}
