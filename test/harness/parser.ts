// The real parser for tests, loaded from the installed runtime and the committed grammar.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type HclParser, loadParser } from "../../server/src/syntax/parser.js";

let parser: Promise<HclParser> | undefined;

/** The parser; loaded once for each test process. */
export function testParser(): Promise<HclParser> {
  parser ??= load();
  return parser;
}

async function load(): Promise<HclParser> {
  const runtime = createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm");
  const grammar = new URL("../../server/grammar/tree-sitter-hcl.wasm", import.meta.url);
  return loadParser(await readFile(runtime), await readFile(grammar));
}
