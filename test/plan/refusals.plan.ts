// Every reason for which a refactor refuses has a case whose forced edit changes or fails the plan, or says why not.

import { describe, expect, it } from "vitest";
import { planCases, refusalOf } from "./planCases.js";
import { sourceReasons } from "./refusals/sourceReasons.js";
import { unproven } from "./refusals/unproven.js";

/** Reasons of cases with a forced edit; cases.plan.ts and judged.plan.ts hold that the edit changes or fails a plan. */
const proven = planCases().flatMap((one) => {
  const reason = refusalOf(one);
  return reason !== undefined && (one.one.expectations[0]?.fences.length ?? 0) > 0 ? [reason] : [];
});
const patterns = [...new Set(sourceReasons().map(({ pattern }) => pattern))];

function isProven(pattern: string): boolean {
  const words = pattern.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return proven.some((reason) => new RegExp(words.join(".+")).test(reason));
}

describe("the reasons of refusals", () => {
  it("are found in the source", () => {
    expect(patterns.length).toBeGreaterThan(80);
    console.log(`refusals: ${patterns.length} reasons, ${patterns.filter(isProven).length} proven by a plan`);
  });

  it("have a case that forces the edit, or say why there is none", () => {
    expect(patterns.filter((pattern) => !isProven(pattern) && unproven[pattern] === undefined)).toEqual([]);
  });

  it("are not listed as unproven where they are proven, or are no longer given", () => {
    expect(Object.keys(unproven).filter((pattern) => isProven(pattern) || !patterns.includes(pattern))).toEqual([]);
  });
});
