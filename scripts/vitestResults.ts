// A reporter for vitest that counts for `npm test`: passed, failed, and skipped by reason, into the file named in
// TOFUSMITH_UNIT_RESULTS.
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { Tally } from "./tally.js";

/** Writes a `Tally` when the run ends. */
export default class VitestResults implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    const failed: string[] = unhandledErrors.map((error) => `error outside of a test: ${String(error)}`);
    const skipped: string[] = [];
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      for (const error of module.errors()) failed.push(`${module.relativeModuleId}: ${error.message}`);
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") passed += 1;
        else if (result.state === "failed") failed.push(`${module.relativeModuleId} > ${test.fullName}`);
        else skipped.push((result.state === "skipped" ? result.note : undefined) ?? reasonIn(test.fullName));
      }
    }
    const tally: Tally = { passed, failed, skipped };
    writeFileSync(process.env.TOFUSMITH_UNIT_RESULTS ?? "unit-results.json", JSON.stringify(tally));
  }
}

/** The reason that a skipped test's or group's name gives, as in `the corpus (needs ../shared)`; the name without one. */
function reasonIn(name: string): string {
  const start = name.lastIndexOf("(needs ");
  const end = name.indexOf(")", start);
  return start < 0 || end < 0 ? `no reason given: ${name}` : name.slice(start + 1, end);
}
