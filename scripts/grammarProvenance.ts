// What the committed parser was made from: written by `npm run grammar`, checked by a test.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface GrammarProvenance {
  readonly tools: { readonly treeSitter: string; readonly clang: string };
  /** By path inside the grammar's folder. */
  readonly sha256: Readonly<Record<string, string>>;
}

export const provenanceFile = "server/grammar/provenance.json";

/** What the WebAssembly is made of: ours first, then what tree-sitter generates from it. */
export const sources: readonly string[] = ["grammar.js", "src/scanner.c", "src/lexer_macros.h", "src/parser.c"];

/** The SHA-256 of a file; the line breaks of a checkout do not count in a text. */
export function hashOf(path: string): string {
  const bytes = readFileSync(path);
  const content = path.endsWith(".wasm") ? bytes : bytes.toString("utf8").replaceAll("\r\n", "\n");
  return createHash("sha256").update(content).digest("hex");
}
