// How long the server itself takes from a key stroke to the findings after it, without the way there and back.
//
// The file at hand is the one whose length is nearest to 2,000 lines: once in its module, in the workspace around it,
// and once alone in a directory of its own. Every other edit takes the one before it back; half of them are made
// anywhere within a line, so that the text is broken for a moment as it is while somebody types.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkFile, defaultCheckOptions, syntaxDiagnostics } from "../../server/src/features/diagnostics.js";
import { fileTypeOf } from "../../server/src/model/builtins/fileKinds.js";
import { normalizeUri } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceChange } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median, percentile } from "./benchmark.js";
import { largeRepository, missingRepository } from "./largeWorkspace.js";

const wantedLines = 2000;
const warmUps = 40;
const edits = 200;

export const editBenchmark: Benchmark = {
  name: "edit",
  missing: missingRepository,
  async run(corpusDir) {
    const changes = readFolder(join(corpusDir, largeRepository));
    const subject = nearest(changes);
    const alone = { uri: "file:///alone/main.tf", text: subject.text };
    const workspace = new Workspace(await testParser());
    workspace.apply([...changes, { kind: "loaded", ...alone }]);
    // The facts of all files are the index's work and not part of an edit.
    for (const module of workspace.snapshot().modules()) module.declaration("");
    const figures: Record<string, number> = { files: changes.length, fileLines: subject.text.split("\n").length };
    for (const [name, { uri, text }] of [["alone", alone] as const, ["inModule", subject] as const]) {
      const first = performance.now();
      workspace.apply([{ kind: "opened", uri, version: 1, text, languageId: "opentofu" }]);
      checkFile(workspace.snapshot(), uri, defaultCheckOptions);
      figures[`${name}FirstMs`] = performance.now() - first;
      const { syntax, total, cpu } = editTimes(workspace, uri, text);
      figures[`${name}SyntaxMs`] = median(syntax);
      figures[`${name}SyntaxP95Ms`] = percentile(syntax, 0.95);
      figures[`${name}EditMs`] = median(total);
      figures[`${name}EditP95Ms`] = percentile(total, 0.95);
      figures[`${name}EditCpuMs`] = cpu;
    }
    return { name: "edit", figures };
  },
};

function readFolder(folder: string): (WorkspaceChange & { kind: "loaded" })[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && fileTypeOf(entry.name) !== undefined)
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { kind: "loaded", uri: normalizeUri(pathToFileURL(path).toString()), text: readFileSync(path, "utf8") };
    });
}

function nearest(changes: readonly (WorkspaceChange & { kind: "loaded" })[]): { uri: string; text: string } {
  const distance = ({ text }: { text: string }) => Math.abs(text.split("\n").length - wantedLines);
  const configuration = changes.filter(({ uri }) => uri.endsWith(".tf"));
  return configuration.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

/** Milliseconds for each edit until the syntax errors are known and until all findings are, and the processor's mean. */
function editTimes(workspace: Workspace, uri: string, text: string) {
  const syntax: number[] = [];
  const total: number[] = [];
  const places = editPlaces(text);
  let version = 1;
  let usage = process.cpuUsage();
  for (let i = -warmUps; i < edits; i++) {
    if (i === 0) usage = process.cpuUsage();
    const { at, insert } = places[Math.abs(i >> 1) % places.length] as { at: number; insert: string };
    const isBack = i % 2 !== 0;
    const change: WorkspaceChange = {
      kind: "edited",
      uri,
      version: ++version,
      text: isBack ? text : text.slice(0, at) + insert + text.slice(at),
      edits: [{ start: at, oldEnd: at + (isBack ? insert.length : 0), newEnd: at + (isBack ? 0 : insert.length) }],
    };
    const start = performance.now();
    const snapshot = workspace.apply([change]);
    const file = snapshot.file(uri);
    if (file) syntaxDiagnostics(file);
    const parsed = performance.now();
    checkFile(snapshot, uri, defaultCheckOptions);
    const checked = performance.now();
    if (i < 0) continue;
    syntax.push(parsed - start);
    total.push(checked - start);
  }
  const { user, system } = process.cpuUsage(usage);
  return { syntax, total, cpu: (user + system) / 1000 / edits };
}

/** Places all over a text: a line of its own for every other one, a letter anywhere for the rest. */
function editPlaces(text: string): { at: number; insert: string }[] {
  const count = edits / 2;
  return Array.from({ length: count }, (_, i) => {
    const at = Math.floor((text.length * ((i * 7919) % count)) / count);
    return i % 2 === 0 ? { at: text.lastIndexOf("\n", at) + 1, insert: "# x\n" } : { at, insert: "a" };
  });
}
