// One key stroke: re-parse, re-lowering and syntax errors, in files of 2,000 and 10,000 lines.
//
// The files are files of the corpus, one behind the other. A stroke types one of the file's own characters somewhere,
// and the next one takes it back, so that half of the texts are broken as they are while somebody types.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testParser } from "../../test/harness/parser.js";
import { seededRandom } from "../../test/harness/randomEdits.js";
import { type Benchmark, median, percentile } from "./benchmark.js";

const repository = "terraform-aws-modules+terraform-aws-eks";
const strokes = 400;

export const syntaxBenchmark: Benchmark = {
  name: "syntax",
  missing: (corpusDir) =>
    existsSync(join(corpusDir, repository)) ? undefined : `the corpus has no ${repository} to read`,
  async run(corpusDir) {
    const figures: Record<string, number> = {};
    for (const lines of [2000, 10_000]) {
      const times = await strokeTimes(textOf(join(corpusDir, repository), lines));
      figures[`${lines}LinesMedianMs`] = median(times);
      figures[`${lines}LinesP99Ms`] = percentile(times, 0.99);
      figures[`${lines}LinesMaxMs`] = Math.max(...times);
    }
    return { name: "syntax", figures };
  },
};

async function strokeTimes(text: string): Promise<readonly number[]> {
  const parser = await testParser();
  const open = parser.open("file:///bench.tf", 1, text);
  const random = seededRandom(7);
  const times: number[] = [];
  let version = 1;
  const edit = (next: string, start: number, oldEnd: number, newEnd: number) => {
    const before = performance.now();
    const file = open.edit(++version, next, [{ start, oldEnd, newEnd }]);
    void file.errors.length;
    return performance.now() - before;
  };
  for (let i = 0; i < strokes + 40; i++) {
    const at = Math.floor(random() * text.length);
    const typed = text[Math.floor(random() * text.length)] ?? " ";
    const there = edit(text.slice(0, at) + typed + text.slice(at), at, at, at + 1);
    const back = edit(text, at, at + 1, at);
    // The first strokes are served by code that the machine has not compiled yet.
    if (i >= 40) times.push(there, back);
  }
  open.dispose();
  return times;
}

function textOf(folder: string, lines: number): string {
  const parts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  const all = parts.join("\n").split("\n");
  const result: string[] = [];
  while (result.length < lines) result.push(...all.slice(0, lines - result.length));
  return `${result.join("\n")}\n`;
}
