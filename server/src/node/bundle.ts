// The files that stand beside the bundle: the WebAssembly of the parser's runtime and of the grammar.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type HclParser, loadParser } from "../syntax/parser.js";

/** Set by the bundler to the version in the manifest. */
declare const TOFUSMITH_VERSION: string | undefined;

/** The version of the product; `0.0.0` where it was not bundled for release. */
export function productVersion(): string {
  return typeof TOFUSMITH_VERSION === "string" ? TOFUSMITH_VERSION : "0.0.0";
}

/** Starts the parser from the files in the bundle's own folder. Rejects where they are missing. */
export async function loadBundledParser(): Promise<HclParser> {
  const [runtime, grammar] = await Promise.all(
    ["web-tree-sitter.wasm", "tree-sitter-hcl.wasm"].map((name) => readFile(join(__dirname, name))),
  );
  return loadParser(runtime as Uint8Array, grammar as Uint8Array);
}
