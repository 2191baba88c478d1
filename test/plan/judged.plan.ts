// The plan cases before the judge: those with `enabled`, which only OpenTofu knows, and those with nested blocks.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import { planDifference } from "./difference.js";
import { afterOffer, forcedFiles, planCases, refactorCase, refusalOf } from "./planCases.js";
import { settingsOf } from "./planOracle.js";

describe("plans by the judge", () => {
  for (const one of planCases().filter((each) => each.one.options.has("judge"))) {
    it(`${one.refactor}: ${one.title}`, async () => {
      const parser = await testParser();
      const refactored = await refactorCase(one);
      const reason = refusalOf(one);
      if (reason !== undefined) {
        expect(refactored.offers.map((offer) => ("disabled" in offer ? offer.disabled : offer.title))).toContain(
          reason,
        );
      }
      const after = reason === undefined ? afterOffer(one, refactored) : forcedFiles(one, refactored.before);
      expect(after, "a refusal without its forced edit").toBeDefined();
      const differences: string[] = [];
      let compared = 0;
      for (const values of settingsOf(refactored.toggles)) {
        const difference = planDifference(parser, refactored.before, after ?? new Map(), values);
        if (difference !== "failed before") compared++;
        if (difference !== undefined) differences.push(`${JSON.stringify(values)}: ${difference}`);
      }
      expect(compared).toBeGreaterThan(0);
      const shown = [...(after ?? [])].map((file) => file.join(":\n")).join("\n");
      if (reason === undefined) expect(differences, shown).toEqual([]);
      else expect(differences, "the refused edit keeps the plan").not.toEqual([]);
    });
  }
});
