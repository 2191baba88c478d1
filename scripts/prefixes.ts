// Asks everything an editor can ask at every prefix of real files, cut behind each token. Nothing may throw.
//
//   npm run prefixes [-- DIR] [--files N] [--seed S] [--largest CHARACTERS] [--every N]
//
// Prints counts, failures and the slowest requests. Times are told and decide nothing.
import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { testParser } from "../test/harness/parser.js";
import { typeThrough } from "../test/harness/prefixes.js";
import { pick, seededRandom } from "../test/harness/randomEdits.js";
import { percentile } from "./bench/benchmark.js";
import { isHclFile, listFiles, sharedDir } from "./oracle/inputs.js";

interface Slowest {
  readonly time: number;
  readonly path: string;
  readonly end: number;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: "string", default: "30" },
      seed: { type: "string", default: "1" },
      largest: { type: "string", default: "12000" },
      every: { type: "string", default: "1" },
    },
  });
  const root = resolve(positionals[0] ?? join(sharedDir(), "corpus"));
  const random = seededRandom(Number(values.seed));
  const every = Number(values.every);
  const candidates = listFiles(root, isHclFile).filter((path) => {
    const { size } = statSync(join(root, path));
    return size > 200 && size <= Number(values.largest);
  });
  const chosen = new Set<string>();
  while (chosen.size < Math.min(Number(values.files), candidates.length)) chosen.add(pick(random, candidates) ?? "");

  const parser = await testParser();
  const times = new Map<string, number[]>();
  const slowest = new Map<string, Slowest>();
  const failures = new Map<string, { count: number; first: string }>();
  let prefixes = 0;
  let asked = 0;
  const start = performance.now();
  for (const path of chosen) {
    for (const step of typeThrough(parser, join(root, path), (index) => index % every === 0)) {
      prefixes++;
      for (const { request, time, failure } of step.asked) {
        asked++;
        const known = times.get(request);
        if (known) known.push(time);
        else times.set(request, [time]);
        if (time > (slowest.get(request)?.time ?? 0)) slowest.set(request, { time, path, end: step.end });
        if (failure === undefined) continue;
        const key = `${request}: ${messageOf(failure)}`;
        const seen = failures.get(key);
        if (seen) seen.count++;
        else failures.set(key, { count: 1, first: `${path}, first ${step.end} characters\n${stackOf(failure)}` });
      }
    }
  }
  const lines = [...chosen].reduce((sum, path) => sum + readFileSync(join(root, path), "utf8").split("\n").length, 0);
  console.log(`${chosen.size} files of ${relative(process.cwd(), root)} (${lines} lines), seed ${values.seed}`);
  console.log(`${prefixes} prefixes, ${asked} requests in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  console.log("request               median      p95      max ms  slowest at");
  for (const [request, all] of [...times].sort((a, b) => percentile(b[1], 0.95) - percentile(a[1], 0.95))) {
    const worst = slowest.get(request);
    const figures = [percentile(all, 0.5), percentile(all, 0.95), worst?.time ?? 0].map((each) =>
      each.toFixed(2).padStart(8),
    );
    console.log(`${request.padEnd(20)}${figures.join(" ")}  ${worst?.path ?? ""}:${worst?.end ?? ""}`);
  }
  const failed = [...failures.values()].reduce((sum, { count }) => sum + count, 0);
  console.log(`failures: ${failed}, of ${failures.size} kinds`);
  for (const [what, { count, first }] of failures) console.log(`\n${count} × ${what}\n  ${first}`);
  return failed > 0 ? 1 : 0;
}

function messageOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return failure.cause instanceof Error ? `${failure.message}: ${messageOf(failure.cause)}` : failure.message;
}

function stackOf(failure: unknown): string {
  if (!(failure instanceof Error)) return "";
  return failure.cause instanceof Error
    ? stackOf(failure.cause)
    : (failure.stack ?? "").split("\n").slice(1, 7).join("\n");
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
