// The plan oracle over the edits of suggestions: every root module of a case is applied before its edit and planned
// after it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../server/src/model/uri.js";
import { parseMarkdown } from "../harness/markdown.js";
import { testParser } from "../harness/parser.js";
import { repetitionEdit } from "../harness/repetitionEdits.js";
import { casePath, snapshotOf } from "../harness/workspace.js";
import { PlanDirectory, planProgram } from "./planOracle.js";
import { standInFor } from "./provider/standIn.js";

const program = planProgram();
const name = "repetition-edit.md";
const path = join(import.meta.dirname, "../spec/requests", name);
const cases = parseMarkdown(name, readFileSync(path, "utf8")).cases.filter((one) => one.options.get("plan") !== "no");

describe.skipIf(program === undefined)(`plans of ${program ?? "tofu or terraform (needs tofu or terraform)"}`, () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(0));
  for (const one of cases) {
    it(one.title, { timeout: 120_000 }, async () => {
      const before = new Map(one.fences.map((fence) => [fence.path, fence.text]));
      const snapshot = await snapshotOf(before);
      const edit = await repetitionEdit(snapshot, one.options);
      const expected = one.expectations[0]?.fences[0]?.text;
      if (edit.kind === "none") return expect(expected).toBe("nothing is found\n");
      if (edit.kind === "report-only") return expect(expected).toContain("report only: ");
      const roots = [...snapshot.modules()].filter((module) => snapshot.callersOf(module).length === 0);
      expect(roots.length).toBeGreaterThan(0);
      const standIn = standInFor(await testParser(), [before, edit.after]);
      for (const { directory, files } of roots) {
        const root = casePath(directoryOf(files[0]?.entry.uri ?? directory));
        const folder = root.startsWith("file:") ? "" : root;
        const plans = new PlanDirectory(program ?? "", folder, standIn);
        try {
          plans.write(before);
          expect(plans.apply({}), folder).toBeUndefined();
          plans.write(edit.after);
          const answer = plans.plan({});
          expect(answer.error, folder).toBeUndefined();
          expect(answer.changes, folder).toEqual([]);
        } finally {
          plans.dispose();
        }
      }
    });
  }
});
