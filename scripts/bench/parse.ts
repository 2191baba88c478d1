// How fast files are parsed and lowered to the typed tree, over the whole corpus, each file from nothing.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileTypeOf } from "../../server/src/model/builtins/fileKinds.js";
import { testParser } from "../../test/harness/parser.js";
import { type Benchmark, median, percentile } from "./benchmark.js";

export const parseBenchmark: Benchmark = {
  name: "parse",
  missing: (corpusDir) => (existsSync(corpusDir) ? undefined : "there is no corpus to read"),
  async run(corpusDir) {
    const texts = readdirSync(corpusDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && fileTypeOf(entry.name)?.syntax === "native")
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    const parser = await testParser();
    // The first files are parsed by code that the machine has not compiled yet.
    for (const text of texts.slice(0, 500)) parser.parse("file:///warm-up.tf", 0, text);
    const times: number[] = [];
    let characters = 0;
    const start = performance.now();
    for (const text of texts) {
      const before = performance.now();
      parser.parse("file:///bench.tf", 0, text);
      times.push(performance.now() - before);
      characters += text.length;
    }
    const seconds = (performance.now() - start) / 1000;
    return {
      name: "parse",
      figures: {
        files: texts.length,
        MB: characters / 1e6,
        MBperSecond: characters / 1e6 / seconds,
        fileMedianMs: median(times),
        fileP95Ms: percentile(times, 0.95),
        slowestMs: Math.max(...times),
      },
    };
  },
};
