// The files that stand beside the bundle: the WebAssembly of the parser's runtime and of the grammar.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../../package.json";
import { type HclParser, loadParser } from "../syntax/parser.js";

/** The product's version, as the manifest has it. */
export const productVersion: string = version;

/** Starts the parser from the files in the bundle's own folder. Rejects where they are missing. */
export async function loadBundledParser(): Promise<HclParser> {
  const [runtime, grammar] = await Promise.all(
    ["web-tree-sitter.wasm", "tree-sitter-hcl.wasm"].map((name) => readFile(join(__dirname, name))),
  );
  return loadParser(runtime as Uint8Array, grammar as Uint8Array);
}
