// Generates the parser from server/grammar/grammar.js, compiles it to WebAssembly and records what it was made from.
//
//   npm run grammar
//
// It needs two tools that nothing else needs. The tree-sitter CLI, 0.25 or newer: `tree-sitter` on the PATH, or the path
// in $TREE_SITTER (`cargo install tree-sitter-cli`). And clang, as an npm package: `npm install --no-save @yowasp/clang`.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type GrammarProvenance, hashOf, provenanceFile, sources } from "./grammarProvenance.js";

const folder = "server/grammar";
const wasmFile = "tree-sitter-hcl.wasm";

/** A folder as @yowasp/clang has it: texts, bytes and folders by name. */
interface Files {
  [name: string]: string | Uint8Array | Files;
}

type Run = (args: readonly string[], files: Files) => Promise<Files>;

interface Clang {
  readonly runClang: Run;
  readonly runLLVM: Run;
}

async function main(): Promise<void> {
  const cli = process.env.TREE_SITTER ?? "tree-sitter";
  const treeSitter = output(cli, ["--version"]);
  const { clang, version } = await loadClang();
  output(cli, ["generate"], folder);

  const src = readFolder(join(folder, "src"));
  const compile = async (file: string, options: readonly string[]): Promise<string | Uint8Array | Files> => {
    const object = file.replace(/\.c$/, ".o");
    const args = ["clang", "--target=wasm32-wasip1", "-O3", "-fPIC", "-Wall", "-Wextra", "-Isrc", ...options];
    const made = await clang.runClang([...args, "-c", `src/${file}`, "-o", object], { src });
    return made[object] ?? fail(`clang made no ${object}`);
  };
  const objects: Files = {
    "parser.o": await compile("parser.c", ["-Wno-unused", "-include", "src/lexer_macros.h"]),
    "scanner.o": await compile("scanner.c", []),
  };
  const link = ["wasm-ld", "--shared", "--experimental-pic", "--no-entry", "--allow-undefined", "--strip-all"];
  const linked = await clang.runLLVM(
    [...link, "--export=tree_sitter_hcl", "parser.o", "scanner.o", "-o", wasmFile],
    objects,
  );
  const wasm = linked[wasmFile];
  if (!(wasm instanceof Uint8Array)) return fail("wasm-ld made no WebAssembly");
  writeFileSync(join(folder, wasmFile), wasm);

  const provenance: GrammarProvenance = {
    tools: { treeSitter, clang: `@yowasp/clang ${version}` },
    sha256: Object.fromEntries([...sources, wasmFile].map((file) => [file, hashOf(join(folder, file))])),
  };
  writeFileSync(provenanceFile, `${JSON.stringify(provenance, undefined, 2)}\n`);
  console.log(`${wasmFile}: ${Math.round(wasm.length / 1024)} KB`);
}

function fail(message: string): never {
  throw new Error(message);
}

function output(command: string, args: readonly string[], cwd = "."): string {
  const run = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (run.error !== undefined || run.status !== 0) {
    fail(`${command} ${args.join(" ")} failed: ${run.error?.message ?? run.stderr}`);
  }
  return run.stdout.trim();
}

async function loadClang(): Promise<{ clang: Clang; version: string }> {
  const require = createRequire(join(process.cwd(), "package.json"));
  let entry: string;
  try {
    entry = require.resolve("@yowasp/clang");
  } catch {
    return fail("clang is not installed: npm install --no-save @yowasp/clang");
  }
  const manifest = JSON.parse(readFileSync(join(entry, "../../package.json"), "utf8")) as { version: string };
  return { clang: (await import(pathToFileURL(entry).href)) as Clang, version: manifest.version };
}

function readFolder(path: string): Files {
  const files: Files = {};
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    files[entry.name] = entry.isDirectory() ? readFolder(inside) : readFileSync(inside);
  }
  return files;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
