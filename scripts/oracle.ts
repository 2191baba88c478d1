// The scoreboard: runs every set of cases that real tools answered through the product, and prints how it did.
//
//   npm run oracle -- [--oracle DIR] [--corpus DIR] [--only SET[,SET]] [--json] [--failures]
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { exclusions } from "./oracle/exclusions.js";
import { findOracleSets, sharedDir } from "./oracle/inputs.js";
import { setRunners } from "./oracle/registry.js";
import { type SetReport, Tally } from "./oracle/set.js";
import { jsonLine, type NotRun, renderFailures, renderTable } from "./oracle/table.js";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      oracle: { type: "string" },
      corpus: { type: "string" },
      only: { type: "string" },
      json: { type: "boolean", default: false },
      failures: { type: "boolean", default: false },
    },
  });
  const oracleDir = values.oracle ? resolve(values.oracle) : join(sharedDir(), "oracle");
  const corpusDir = values.corpus ? resolve(values.corpus) : join(sharedDir(), "corpus");
  const only = values.only?.split(",");
  const wanted = (set: string): boolean => only === undefined || only.includes(set);
  const note = (message: string): void => console.error(`oracle: ${message}`);

  const found = findOracleSets(oracleDir);
  if (found.size === 0) note(`no sets under ${oracleDir}`);
  if (!existsSync(corpusDir)) note(`no corpus under ${corpusDir}`);
  const known = new Set([...found.keys(), ...setRunners.map((runner) => runner.name)]);
  for (const name of only ?? []) {
    if (!known.has(name)) {
      note(`there is no set ${name}; there are ${[...known].sort().join(", ")}`);
      return 2;
    }
  }

  const reports: SetReport[] = [];
  const notRun: NotRun[] = [...found.keys()]
    .filter((set) => wanted(set) && !setRunners.some((runner) => runner.name === set))
    .map((set) => ({ set, why: "it has no runner yet" }));
  for (const runner of setRunners.filter(({ name }) => wanted(name))) {
    const folder = runner.source === "corpus" ? corpusDir : found.get(runner.name);
    if (folder === undefined || !existsSync(folder)) {
      notRun.push({ set: runner.name, why: "its inputs are not here" });
      continue;
    }
    const missing = runner.missing?.();
    if (missing !== undefined) {
      notRun.push({ set: runner.name, why: missing });
      continue;
    }
    const tally = new Tally(runner.name, exclusions);
    const started = performance.now();
    await runner.run({ folder, oracleDir, corpusDir, tally, note: (message) => note(`${runner.name}: ${message}`) });
    tally.figure("seconds", Math.round((performance.now() - started) / 100) / 10);
    const report = tally.report();
    reports.push(report);
    if (values.json) console.log(jsonLine(report, values.failures));
  }

  if (values.json) {
    for (const { set, why } of notRun)
      console.log(JSON.stringify({ set, cases: 0, passed: 0, excluded: 0, notRun: why }));
  } else {
    console.log(renderTable(reports, notRun, exclusions));
    if (values.failures) console.log(`\n${renderFailures(reports)}`);
  }
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
