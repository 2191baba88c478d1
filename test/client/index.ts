// Entry of the suites that run inside VS Code's extension host: VS Code calls `run`.
//
// Environment: TOFUSMITH_SUITES (names of files in suites/, separated by commas) and TOFUSMITH_RESULTS (where the result
// file goes). The caller trusts the result file only: a host that dies half-way ends with code 0 as well.
import { writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import * as vscode from "vscode";

/** What the result file holds. */
export interface Results {
  readonly vscode: string;
  readonly node: string;
  readonly tests: readonly TestResult[];
}

/** One test and how it went. */
export interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly error?: string;
}

/** Runs the suites that the environment names; rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "spec", color: false });
  for (const name of (process.env.TOFUSMITH_SUITES ?? "").split(",")) {
    mocha.addFile(path.join(__dirname, "suites", `${name}.cjs`));
  }
  const tests: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const keep = (test: Mocha.Runnable, state: TestResult["state"], error?: string) =>
      tests.push({
        title: test.fullTitle(),
        state,
        milliseconds: test.duration ?? 0,
        ...(error === undefined ? {} : { error }),
      });
    runner.on("pass", (test) => keep(test, "passed"));
    runner.on("pending", (test) => keep(test, "skipped"));
    runner.on("fail", (test, error: Error) => keep(test, "failed", error.stack ?? error.message));
  });
  const results: Results = { vscode: vscode.version, node: process.version, tests };
  writeFileSync(process.env.TOFUSMITH_RESULTS ?? "in-host-results.json", JSON.stringify(results, null, 2));
  if (failures > 0) throw new Error(`${failures} of ${tests.length} tests failed`);
}
