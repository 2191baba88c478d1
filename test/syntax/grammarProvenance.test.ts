// The committed parser belongs to the committed grammar.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type GrammarProvenance, hashOf, provenanceFile, sources } from "../../scripts/grammarProvenance.js";

const provenance = JSON.parse(readFileSync(provenanceFile, "utf8")) as GrammarProvenance;

test.each([...sources, "tree-sitter-hcl.wasm"])("%s is what `npm run grammar` used or made", (file) => {
  expect(hashOf(join("server/grammar", file)), "run `npm run grammar`").toBe(provenance.sha256[file]);
});

test("the WebAssembly stays small", () => {
  expect(readFileSync("server/grammar/tree-sitter-hcl.wasm").length).toBeLessThanOrEqual(140 * 1024);
});
