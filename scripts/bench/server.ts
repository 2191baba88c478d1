// What a person waits for in a large workspace: the first findings after the start, and those after a key stroke.
//
// The bundled server runs as its own process and is spoken to over stdio, so that every figure holds the way there and
// back. The file at hand is the one whose length is nearest to 2,000 lines.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, TestClient, uriOf } from "../../test/lsp/bundledServer.js";
import { fullClient, type WireRange, waitFor } from "../../test/lsp/protocolClient.js";
import { type Benchmark, median, percentile } from "./benchmark.js";
import { largeRepository, missingRepository } from "./largeWorkspace.js";

const wantedLines = 2000;
const starts = 7;
const edits = 200;

interface Subject {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

export const serverBenchmark: Benchmark = {
  name: "server",
  missing: missingRepository,
  async run(corpusDir) {
    await bundle();
    const folder = join(corpusDir, largeRepository);
    const subject = findSubject(folder);
    const uncompiled: number[] = [];
    for (let i = 0; i < starts; i++) uncompiled.push((await firstDiagnostics(folder, subject, [])).fromStart);
    const firstFromStart: number[] = [];
    const firstFromOpen: number[] = [];
    const completeFromOpen: number[] = [];
    const codeCache = mkdtempSync(join(tmpdir(), "tofusmith-code-"));
    const args = [`--code-cache=${codeCache}`];
    await leaveCompiledCode(folder, args, codeCache);
    for (let i = 0; i < starts; i++) {
      const { fromStart, fromOpen, complete } = await firstDiagnostics(folder, subject, args);
      firstFromStart.push(fromStart);
      firstFromOpen.push(fromOpen);
      completeFromOpen.push(complete);
    }
    rmSync(codeCache, { recursive: true, force: true });
    const duringIndex = await editTimes(folder, subject, false);
    const afterIndex = await editTimes(folder, subject, true);
    return {
      name: "server",
      figures: {
        fileLines: subject.lines,
        veryFirstStartToFirstDiagnosticsMs: median(uncompiled),
        startToFirstDiagnosticsMs: median(firstFromStart),
        startToFirstDiagnosticsP95Ms: percentile(firstFromStart, 0.95),
        openToFirstDiagnosticsMs: median(firstFromOpen),
        openToFirstDiagnosticsP95Ms: percentile(firstFromOpen, 0.95),
        openToCompleteDiagnosticsMs: median(completeFromOpen),
        editToDiagnosticsMs: median(afterIndex),
        editToDiagnosticsP95Ms: percentile(afterIndex, 0.95),
        editWhileIndexingMs: median(duringIndex),
        editWhileIndexingP95Ms: percentile(duringIndex, 0.95),
      },
    };
  },
};

function findSubject(folder: string): Subject {
  let best: Subject | undefined;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".tf")) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n").length;
    if (!best || Math.abs(lines - wantedLines) < Math.abs(best.lines - wantedLines)) best = { path, text, lines };
  }
  if (!best) throw new Error(`${folder} holds no .tf file`);
  return best;
}

/** Has a session leave what was compiled of the server, as every one in the editor does. */
async function leaveCompiledCode(folder: string, args: readonly string[], codeCache: string): Promise<void> {
  const client = await TestClient.start({ folders: [folder], capabilities: fullClient, args });
  await waitFor("the compiled code", () => readdirSync(codeCache).find((name) => name.endsWith(".compiled")), 60_000);
  client.process.kill();
}

/** From the start and from the opening of the document to the first findings, and to those that need the module. */
async function firstDiagnostics(
  folder: string,
  { path, text }: Subject,
  args: readonly string[],
): Promise<{ fromStart: number; fromOpen: number; complete: number }> {
  const start = performance.now();
  const client = await TestClient.start({ folders: [folder], capabilities: fullClient, args });
  const uri = uriOf(path);
  const open = performance.now();
  await client.open(uri, text);
  await client.pullOnce(uri);
  const first = performance.now();
  await client.pull(uri);
  const all = performance.now();
  client.process.kill();
  return { fromStart: first - start, fromOpen: first - open, complete: all - open };
}

/** The times from a key stroke to the findings after it, with the index complete or while it is being made. */
async function editTimes(folder: string, { path, text, lines }: Subject, complete: boolean): Promise<number[]> {
  const client = await TestClient.start({ folders: [folder], capabilities: fullClient });
  const uri = uriOf(path);
  await client.open(uri, text);
  await client.pull(uri);
  const isIndexed = () =>
    client.statuses.some(({ index }) => {
      const progress = index as { done: number; total: number } | undefined;
      return progress !== undefined && progress.total > 0 && progress.done === progress.total;
    });
  while (complete && !isIndexed()) await new Promise((resolve) => setTimeout(resolve, 50));
  const times: number[] = [];
  // Once the index is complete its refresh and the rules for the whole workspace run; they are part of what is measured.
  for (let i = 0; i < edits && (complete || !isIndexed()); i++) {
    const line = Math.floor((lines * ((i * 7919) % edits)) / edits);
    const start = performance.now();
    await client.edit(uri, [{ range: place(line), text: i % 2 === 0 ? "# x\n" : "\n" }]);
    await client.pull(uri);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  client.process.kill();
  return times;
}

function place(line: number): WireRange {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}
