// The index in worker threads: the same tables as of open files, a cache between starts, and failures that lose nothing.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listFiles, sharedDir } from "../../scripts/oracle/inputs.js";
import { fileTypeOf } from "../../server/src/model/builtins/fileKinds.js";
import type { IndexPool } from "../../server/src/model/index/indexPool.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { workerIndexer } from "../../server/src/node/workerIndexer.js";
import { bundleIndexWorker, workerWasm } from "../harness/indexWorkerBundle.js";
import { testParser } from "../harness/parser.js";

let folder = "";
let workerPath = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "index-test-"));
  workerPath = await bundleIndexWorker(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function indexer(over: { workerPath?: string; cachePath?: string; stamp?: string } = {}) {
  const complaints: string[] = [];
  let started = 0;
  const index = workerIndexer({
    workerPath,
    wasm: () => {
      started++;
      return workerWasm();
    },
    cachePath: undefined,
    stamp: "1",
    workers: 2,
    log: (message) => complaints.push(message),
    ...over,
  });
  return { index, complaints, started: () => started };
}

/** Files by URI, as many modules as there are. */
function filesBelow(directory: string, most: number): Map<string, string> {
  const paths = listFiles(directory, (name) => fileTypeOf(name) !== undefined).slice(0, most);
  return new Map(paths.map((path) => [`file:///w/${path}`, readFileSync(join(directory, path), "utf8")]));
}

async function allFacts(index: IndexPool, files: ReadonlyMap<string, string>) {
  const found = await Promise.all([...files].map(async ([uri, text]) => [uri, await index.index(uri, text)] as const));
  return new Map(found.map(([uri, facts]) => [uri, facts?.facts()]));
}

async function compareTables(files: ReadonlyMap<string, string>): Promise<void> {
  const { index, complaints } = indexer();
  const parser = await testParser();
  const closed = new Workspace(parser);
  const open = new Workspace(parser);
  for (const [uri, text] of files) {
    const indexed = await index.index(uri, text);
    if (!indexed) throw new Error("the worker gave no facts");
    closed.apply([{ kind: "loaded", uri, text, ...indexed }]);
    // The open file is typed in two goes, so that its facts come from a tree that was changed.
    const half = text.length >> 1;
    open.apply([
      { kind: "opened", uri, version: 1, text: text.slice(0, half), languageId: "" },
      { kind: "edited", uri, version: 2, text, edits: [{ start: half, oldEnd: half, newEnd: text.length }] },
    ]);
  }
  index.dispose();
  expect(complaints).toEqual([]);
  for (const uri of files.keys())
    expect([uri, closed.snapshot().facts(uri)]).toEqual([uri, open.snapshot().facts(uri)]);
  const tables = (workspace: Workspace) =>
    [...workspace.snapshot().modules()].map((module) => [
      module.directory,
      ...(["variable", "local", "output", "resource", "data", "module"] as const).map((kind) =>
        [...module.declarationsOf(kind)].map(({ fact }) => fact),
      ),
    ]);
  expect(tables(closed)).toEqual(tables(open));
}

test("closed and open files of the examples have the same tables", async () => {
  const files = filesBelow(join(import.meta.dirname, "../../examples"), 100);
  expect(files.size).toBeGreaterThan(10);
  await compareTables(files);
});

const corpus = join(sharedDir(), "corpus");
test.skipIf(!existsSync(corpus))(
  "closed and open files of real modules have the same tables (needs ../shared)",
  { timeout: 60_000 },
  async () => {
    for (const repository of readdirSync(corpus).sort()) await compareTables(filesBelow(join(corpus, repository), 25));
  },
);

test("a text that is replaced as a whole is parsed anew", async () => {
  const uri = "file:///w/a.tf";
  const workspace = new Workspace(await testParser());
  workspace.apply([
    { kind: "opened", uri, version: 1, text: "", languageId: "" },
    { kind: "edited", uri, version: 2, text: 'variable "a" {}\n', edits: [] },
  ]);
  expect(
    workspace
      .snapshot()
      .facts(uri)
      ?.declarations.map(({ name }) => name),
  ).toEqual(["a"]);
});

const files = new Map([
  ["file:///w/a.tf", 'variable "a" {}\n'],
  ["file:///w/b.tf", "locals { b = var.a }\n"],
]);

test("a second start takes unchanged files from the cache and starts no worker for them", async () => {
  const cachePath = join(folder, "cache", "facts");
  const first = indexer({ cachePath });
  const expected = await allFacts(first.index, files);
  first.index.finish();
  expect(first.started()).toBe(1);

  const second = indexer({ cachePath });
  expect(await allFacts(second.index, files)).toEqual(expected);
  second.index.finish();
  expect(second.started()).toBe(0);

  const third = indexer({ cachePath });
  const changed = new Map([...files, ["file:///w/b.tf", "locals { c = var.a }\n"]]);
  const facts = await allFacts(third.index, changed);
  expect(facts.get("file:///w/b.tf")?.declarations.map(({ name }) => name)).toEqual(["c"]);
  third.index.finish();
  expect(third.started()).toBe(1);
});

test("a damaged cache, or one of another version, is built anew", async () => {
  const cachePath = join(folder, "damaged");
  writeFileSync(cachePath, "tofusmith-facts 1 nonsense\n\0");
  const damaged = indexer({ cachePath });
  await allFacts(damaged.index, files);
  damaged.index.finish();
  expect(damaged.complaints).toEqual([]);
  const kept = readFileSync(cachePath, "utf8");

  const newer = indexer({ cachePath, stamp: "2" });
  await allFacts(newer.index, files);
  newer.index.finish();
  expect(newer.started()).toBe(1);
  expect(readFileSync(cachePath, "utf8")).not.toBe(kept);
});

test("without a worker there are no facts, and one complaint", async () => {
  const { index, complaints } = indexer({ workerPath: join(folder, "nowhere.cjs") });
  expect([...(await allFacts(index, files)).values()]).toEqual([undefined, undefined]);
  expect(complaints).toHaveLength(1);
});

test("ending the workers answers what is still wanted", async () => {
  const { index } = indexer();
  const wanted = index.index("file:///w/a.tf", "a = 1\n");
  await Promise.resolve();
  index.dispose();
  expect(await wanted).toBeUndefined();
});

test("workers that were ended are started again for later files", async () => {
  const { index } = indexer();
  await allFacts(index, files);
  index.dispose();
  const facts = await allFacts(index, new Map([["file:///w/c.tf", "locals { d = 1 }\n"]]));
  expect(facts.get("file:///w/c.tf")?.declarations.map(({ name }) => name)).toEqual(["d"]);
  index.dispose();
});

test("a cache that cannot be written is told and harms nothing", async () => {
  writeFileSync(join(folder, "file"), "");
  const { index, complaints } = indexer({ cachePath: join(folder, "file", "facts") });
  expect((await allFacts(index, files)).size).toBe(2);
  index.finish();
  expect(complaints).toEqual([expect.stringContaining("could not be kept")]);
});
