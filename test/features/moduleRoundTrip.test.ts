// Blocks that become a module and are inlined again: they stand as they stood, or a reason says why not, and their plan
// is the old one in any case.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import { planDifference } from "../plan/difference.js";
import { afterOffer, type PlanCase, planCases, refactorCase, refusalOf } from "../plan/planCases.js";
import { settingsOf } from "../plan/planOracle.js";

const cases = planCases().filter(
  (one) =>
    (one.refactor === "extract-module" || one.refactor === "condition-to-module") && refusalOf(one) === undefined,
);

/** Why a case does not lead back to its first bytes. A condition is written in one way only, as are references to it. */
const otherBytes = new Map([
  ["Blocks become a module", "what waited for one block waits for the module, and then for all its blocks"],
  ["What waits for an attribute of a module", "what waited for an output waits for the module, and then for its call"],
]);
/** Why a case does not lead back at all. */
const noWayBack = new Map([
  ["A block that was moved before", "two moves would lead to the block: the old one and the one out of the module"],
  [
    "Negated conditions become a module",
    "two moves would lead to the block: the old one and the one out of the module",
  ],
]);

/** The case's next step: to inline the module that it has made. */
function inlining(one: PlanCase, files: ReadonlyMap<string, string>): PlanCase {
  const made = [...files.keys()].find((path) => path.startsWith("modules/"))?.split("/")[1] ?? "";
  const header = `module "${made}"`;
  const fences = [...files].map(([path, text]) => ({
    path,
    text: path === "main.tf" ? text.split(header).join(`module <|>"${made}"`) : text,
    line: 0,
    count: 0,
    language: "hcl",
  }));
  const options = new Map([...one.one.options].filter(([name]) => name !== "offer"));
  return { ...one, refactor: "inline-module", one: { ...one.one, fences, options } };
}

describe("a module made and inlined", () => {
  it("has cases", () => {
    expect(cases.length).toBeGreaterThan(5);
  });
  for (const one of cases) {
    it(`${one.refactor}: ${one.title}`, async () => {
      const first = await refactorCase(one);
      const back = inlining(one, afterOffer(one, first));
      const again = await refactorCase(back);
      if (noWayBack.has(one.title)) {
        expect(again.offers.map((offer) => "disabled" in offer)).toEqual([true]);
        return;
      }
      const result = afterOffer(back, again);
      const withoutMoves = (files: ReadonlyMap<string, string>) =>
        Object.fromEntries([...files].filter(([path]) => path !== "moved.tf"));
      const parser = await testParser();
      const known = settingsOf(first.toggles)
        .map((values) => planDifference(parser, first.before, result, values))
        .filter((difference) => difference !== "failed before");
      expect(known.filter((difference) => difference !== undefined)).toEqual([]);
      if (one.refactor !== "extract-module") return;
      const isSame = JSON.stringify(withoutMoves(result)) === JSON.stringify(withoutMoves(first.before));
      expect(isSame, otherBytes.get(one.title)).toBe(!otherBytes.has(one.title));
    });
  }
});
