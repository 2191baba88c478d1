// Executed migrations: given the state before and the configuration after, the plan that OpenTofu made.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { predictPlan } from "../../../server/src/features/rewriting/movePrediction.js";
import { testParser } from "../../../test/harness/parser.js";
import { caseUri, snapshotOf } from "../../../test/harness/workspace.js";
import { stepsOf } from "../addressSteps.js";
import { isHclFile, listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

interface Expected {
  readonly before_state: readonly string[];
  readonly plan_after: readonly {
    readonly addr: string;
    readonly prev_addr?: string;
    readonly action: string;
    readonly reason?: string;
  }[];
  readonly diagnostics: readonly { readonly severity: string; readonly summary: string }[];
}

export const opentofuMigrations: SetRunner = {
  name: "opentofu-migrations",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const id of readdirSync(folder).sort()) {
      const expectedFile = join(folder, id, "expected.json");
      if (!existsSync(expectedFile)) continue;
      const expected = JSON.parse(readFileSync(expectedFile, "utf8")) as Expected;
      const files = new Map(
        listFiles(join(folder, id, "after"), isHclFile).map((path) => [
          path,
          readFileSync(join(folder, id, "after", path), "utf8"),
        ]),
      );
      await tally.score({ id, input: [...files.values()].join("\n"), expected }, async () => {
        const snapshot = await snapshotOf(files);
        const root = snapshot.module(caseUri("x").slice(0, -2));
        if (!root) return "no module";
        const prediction = predictPlan(
          snapshot,
          root,
          expected.before_state.map((text) => stepsOf(parser, text)),
        );
        const mine = prediction.changes
          .map(({ address, previous, action, reason }) => [address, previous ?? "", action, reason ?? ""].join(" "))
          .sort();
        const theirs = expected.plan_after
          .map(({ addr, prev_addr, action, reason }) => [addr, prev_addr ?? "", action, reason ?? ""].join(" "))
          .sort();
        if (mine.join("\n") !== theirs.join("\n")) return `plan: got ${mine.join("; ")}, expected ${theirs.join("; ")}`;
        const said = prediction.diagnostics.map(({ severity, summary }) => `${severity} ${summary}`).sort();
        const wanted = expected.diagnostics.map(({ severity, summary }) => `${severity} ${summary}`).sort();
        return said.join("; ") === wanted.join("; ")
          ? undefined
          : `said ${said.join("; ")}, expected ${wanted.join("; ")}`;
      });
    }
  },
};
