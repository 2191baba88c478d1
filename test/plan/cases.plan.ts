// The plan oracle over all plan cases: a real program applies what stood before and plans what stands after.

import { describe, expect, it } from "vitest";
import { afterOffer, forcedFiles, planCases, refactorCase, refusalOf } from "./planCases.js";
import { PlanDirectory, planProgram, settingsOf } from "./planOracle.js";

const program = planProgram();
const cases = planCases().filter(({ one }) => one.options.get("judge") !== "only");

describe.skipIf(program === undefined)(`plans of ${program ?? "(needs tofu or terraform)"}`, () => {
  it("has cases", () => {
    expect(cases.length).toBeGreaterThan(0);
  });
  for (const one of cases) {
    it(`${one.refactor}: ${one.title}`, { timeout: 60_000 }, async () => {
      const refactored = await refactorCase(one);
      const reason = refusalOf(one);
      let after = reason === undefined ? afterOffer(one, refactored) : undefined;
      if (reason !== undefined) {
        const reasons = refactored.offers.map((offer) => ("disabled" in offer ? offer.disabled : offer.title));
        expect(reasons).toContain(reason);
        after = forcedFiles(one, refactored.before);
        if (!after) return;
      }
      let applied = 0;
      const differences: string[] = [];
      for (const values of settingsOf(refactored.toggles)) {
        const directory = new PlanDirectory(program ?? "");
        try {
          directory.write(refactored.before);
          const failure = directory.apply(values);
          // What fails before may fail after; at least one setting has to work.
          if (failure !== undefined) {
            if (one.one.options.get("fails") === undefined)
              throw new Error(`before, ${JSON.stringify(values)}: ${failure}`);
            continue;
          }
          applied++;
          directory.write(after ?? refactored.before);
          const answer = directory.plan(values);
          if (answer.error !== undefined) differences.push(`${JSON.stringify(values)}: ${answer.error}`);
          // The purpose of some refactors is an output value that there was not.
          const isMeant = (change: string): boolean =>
            one.one.options.get("outputs") === "one more" && /^output\.\w+: create /.test(change);
          for (const change of answer.changes.filter((each) => !isMeant(each)))
            differences.push(`${JSON.stringify(values)}: ${change}`);
        } finally {
          directory.dispose();
        }
      }
      expect(applied, "no setting could be applied before the edit").toBeGreaterThan(0);
      if (reason === undefined)
        expect(differences, [...(after ?? [])].map((file) => file.join(":\n")).join("\n")).toEqual([]);
      else expect(differences, "the refused edit keeps the plan").not.toEqual([]);
    });
  }
});
