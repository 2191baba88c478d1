// The tests of a part of the plan cases before a real program. The parts are files of their own, so that all cores plan.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import { afterOffer, forcedFiles, type PlanCase, planCases, refactorCase, refusalOf } from "./planCases.js";
import { planProgram, settingsOf } from "./planOracle.js";
import { planned, refusalProof } from "./proof.js";

/** Where a case is planned: every case is in exactly one part (coverage.plan.ts). */
export type Part = "blocks" | "expressions" | "repetition" | "refusals";

const ofExpressions = new Set(["expressions", "moving", "extract-variable", "inline-variable"]);
const ofRepetition = new Set(["repetition", "enabled", "count-toggle-to-for-each", "for-each-to-count-toggle"]);

/** The part of a case. */
export function partOf(one: PlanCase): Part {
  if (refusalOf(one) !== undefined) return "refusals";
  if (ofExpressions.has(one.file)) return "expressions";
  return ofRepetition.has(one.file) ? "repetition" : "blocks";
}

/** The proofs that ask no program. */
const ownProofs = new Set(["check", "comment"]);

/** Declares the tests of a part. Those that need a program are skipped visibly where there is none. */
export function testPart(part: Part): void {
  const program = planProgram();
  const cases = planCases().filter((one) => one.one.options.get("judge") !== "only" && partOf(one) === part);
  describe(`plans of ${program ?? "(needs tofu or terraform)"}: ${part}`, () => {
    it("has cases", () => expect(cases.length).toBeGreaterThan(0));
    for (const one of cases) {
      const isOwn = ownProofs.has(one.one.options.get("proof") ?? "");
      it.skipIf(program === undefined && !isOwn)(`${one.refactor}: ${one.title}`, { timeout: 60_000 }, async () => {
        const parser = await testParser();
        const refactored = await refactorCase(one);
        const reason = refusalOf(one);
        if (reason === undefined) {
          const after = afterOffer(one, refactored);
          const { compared, differences } = planned(program ?? "", parser, one, refactored, after);
          // Every toggle is on and off, but for a case that says that it fails with some of them.
          const wanted = one.one.options.has("fails") ? 1 : settingsOf(refactored.toggles).length;
          expect(compared, "settings that could be applied before the edit").toBeGreaterThanOrEqual(wanted);
          expect(differences, [...after].map((file) => file.join(":\n")).join("\n")).toEqual([]);
          return;
        }
        const reasons = refactored.offers.map((offer) => ("disabled" in offer ? offer.disabled : offer.title));
        expect(reasons, reasons.join(" | ")).toContain(reason);
        const forced = forcedFiles(one, refactored.before);
        const { compared, differences } = await refusalProof(program, parser, one, refactored, forced);
        expect(compared, "no setting could be applied before the edit").toBeGreaterThan(0);
        expect(differences, "the refused edit keeps the plan").not.toEqual([]);
        if (process.env.SHOW_PROOFS) console.log(`${one.title}: ${differences[0]?.slice(0, 400)}`);
      });
    }
  });
}
