// Every reason for which a refactor refuses has a case that proves it: its forced edit changes or fails the plan.

import { describe, expect, it } from "vitest";
import { planCases, refusalOf } from "./planCases.js";
import { sourceReasons } from "./refusals/sourceReasons.js";
import { unproven } from "./refusals/unproven.js";

/** Reasons of cases with a proof; refusals.cases.plan.ts and judged.plan.ts hold that the proof is one. */
const proven = planCases().flatMap((one) => {
  const reason = refusalOf(one);
  const hasEdit = (one.one.expectations[0]?.fences.length ?? 0) > 0;
  return reason !== undefined && (hasEdit || one.one.options.has("proof")) ? [{ reason, refactor: one.refactor }] : [];
});
const patterns = [...new Set(sourceReasons().map(({ pattern }) => pattern))];

/** Whether a case gives the reason: as its sentence, or as the clause behind the place that it is about. */
function isProven(pattern: string): boolean {
  const words = pattern.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^(?:[^:]+(?:\\S+:\\d+)?[^:]*: )?${words.join(".+")}(?:, which fails already)?\\.?$`);
  return proven.some(({ reason }) => whole.test(reason));
}

describe("the reasons of refusals", () => {
  it("are found in the source", () => {
    expect(patterns.length).toBeGreaterThan(120);
    const kinds = new Map<string, number>();
    for (const one of planCases()) {
      if (refusalOf(one) === undefined) continue;
      const kind = one.one.options.get("proof") ?? (one.one.options.get("judge") === "only" ? "judge" : "plan");
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    console.log(
      `refusals: ${patterns.length} reasons, ${patterns.filter(isProven).length} proven\n` +
        [...kinds].map(([kind, count]) => `  ${String(count).padStart(4)} ${kind}`).join("\n"),
    );
  });

  it("have a case that forces the edit, or say why there is none", () => {
    expect(patterns.filter((pattern) => !isProven(pattern) && unproven[pattern] === undefined)).toEqual([]);
  });

  it("are not listed as unproven where they are proven, or are no longer given", () => {
    expect(Object.keys(unproven).filter((pattern) => isProven(pattern) || !patterns.includes(pattern))).toEqual([]);
  });
});
