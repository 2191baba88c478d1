// Our grammar beside the published one: throughput and memory of full parses in one run, and the size of the WASM.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { fileTypeOf } from "../../server/src/model/builtins/fileKinds.js";
import { repositoryRoot } from "../oracle/inputs.js";
import type { Benchmark } from "./benchmark.js";
import { largeRepository } from "./largeWorkspace.js";

const root = repositoryRoot;
const fromRoot = createRequire(join(root, "package.json"));

const grammars = {
  own: () => join(root, "server/grammar/tree-sitter-hcl.wasm"),
  published: () => fromRoot.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"),
};

const passes = 4;

type GrammarName = keyof typeof grammars;

interface Measured {
  /** Of the fastest of several passes. */
  readonly seconds: number;
  readonly characters: number;
  /** Growth of the memory outside of the script's own heap, which is the WASM's, while all trees are kept. */
  readonly bytes: number;
}

function textsOf(corpusDir: string): string[] {
  const folder = existsSync(join(corpusDir, largeRepository)) ? join(corpusDir, largeRepository) : corpusDir;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && fileTypeOf(entry.name)?.syntax === "native")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

/** Parses all files with one grammar; run in a process of its own, so that its memory is its own. */
async function measure(name: GrammarName, corpusDir: string): Promise<Measured> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammars[name]()));
  const texts = textsOf(corpusDir);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  // The first passes are run by code that the machine is still compiling.
  let seconds = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const start = performance.now();
    for (const text of texts) parser.parse(text)?.delete();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  const before = process.memoryUsage().external;
  const kept: (Tree | null)[] = [];
  for (const text of texts) kept.push(parser.parse(text));
  const bytes = process.memoryUsage().external - before;
  for (const tree of kept) tree?.delete();
  return { seconds, characters, bytes };
}

export const grammarBenchmark: Benchmark = {
  name: "grammar",
  missing: (corpusDir) => (existsSync(corpusDir) ? undefined : "there is no corpus to read"),
  async run(corpusDir) {
    const measured = (name: GrammarName): Measured => {
      const args = [...process.execArgv, process.argv[1] ?? "", "--measure-grammar", name, "--corpus", corpusDir];
      const child = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 20 });
      const line = child.stdout.trim().split("\n").at(-1) ?? "";
      if (child.status !== 0) throw new Error(`measuring the ${name} grammar failed: ${child.stderr}`);
      return JSON.parse(line) as Measured;
    };
    const own = measured("own");
    const published = measured("published");
    const speed = ({ characters, seconds }: Measured) => characters / 1e6 / seconds;
    const perCharacter = ({ bytes, characters }: Measured) => bytes / characters;
    return {
      name: "grammar",
      figures: {
        ownMBperSecond: speed(own),
        publishedMBperSecond: speed(published),
        timesFaster: speed(own) / speed(published),
        ownBytesPerCharacter: perCharacter(own),
        publishedBytesPerCharacter: perCharacter(published),
        memoryShare: perCharacter(own) / perCharacter(published),
        wasmKB: statSync(grammars.own()).size / 1024,
      },
    };
  },
};

/** The child process's part: measures one grammar and prints what it found. */
export async function measureGrammar(name: string, corpusDir: string): Promise<void> {
  if (name !== "own" && name !== "published") throw new Error(`there is no grammar ${name}`);
  process.stdout.write(`${JSON.stringify(await measure(name, corpusDir))}\n`);
}
