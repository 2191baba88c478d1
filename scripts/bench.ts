// Measures what has to be fast, on the machine it runs on.
//
//   npm run bench [-- --corpus DIR] [--only NAME[,NAME]] [--json]
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { tuneEngine } from "../server/src/node/engine.js";
import type { Benchmark } from "./bench/benchmark.js";
import { dryBenchmark } from "./bench/dry.js";
import { editBenchmark } from "./bench/edit.js";
import { grammarBenchmark, measureGrammar } from "./bench/grammar.js";
import { indexBenchmark } from "./bench/index.js";
import { parseBenchmark } from "./bench/parse.js";
import { requestsBenchmark } from "./bench/requests.js";
import { serverBenchmark } from "./bench/server.js";
import { syntaxBenchmark } from "./bench/syntax.js";
import { terragruntBenchmark } from "./bench/terragrunt.js";
import { sharedDir } from "./oracle/inputs.js";

const benchmarks: readonly Benchmark[] = [
  parseBenchmark,
  grammarBenchmark,
  syntaxBenchmark,
  editBenchmark,
  indexBenchmark,
  dryBenchmark,
  requestsBenchmark,
  serverBenchmark,
  terragruntBenchmark,
];

async function main(): Promise<void> {
  // As the server does.
  tuneEngine();
  const { values } = parseArgs({
    options: {
      corpus: { type: "string" },
      only: { type: "string" },
      json: { type: "boolean", default: false },
      "measure-grammar": { type: "string" },
    },
  });
  const corpusDir = values.corpus ? resolve(values.corpus) : join(sharedDir(), "corpus");
  const measured = values["measure-grammar"];
  if (measured !== undefined) return measureGrammar(measured, corpusDir);
  const only = values.only?.split(",");
  const [processor] = cpus();
  console.error(
    `on ${processor?.model.trim() ?? "an unknown processor"} × ${cpus().length}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
  );
  for (const benchmark of benchmarks) {
    if (only && !only.includes(benchmark.name)) continue;
    const missing = benchmark.missing(corpusDir);
    if (missing !== undefined) {
      console.error(`bench: ${benchmark.name} was not run: ${missing}`);
      continue;
    }
    const { name, figures } = await benchmark.run(corpusDir);
    if (values.json) console.log(JSON.stringify({ name, ...figures }));
    else for (const [what, value] of Object.entries(figures)) console.log(`${name} ${what} ${round(value)}`);
  }
}

function round(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(2);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
