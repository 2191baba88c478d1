// How many cases the plan oracle has: over the whole catalogue, and for each refactor.

import { describe, expect, it } from "vitest";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { planCases, refactorCase, refusalOf } from "./planCases.js";

/** Refactors of Terragrunt's files, which no program that plans reads. */
const withoutPlan = new Set([
  "rename-root-configuration",
  "hoist-input",
  "hoist-local",
  "hoist-block",
  "hoist-literal",
  "lower-shared",
  "units-to-stack",
  "generate-file",
  "backend-to-remote-state",
  "add-mock-outputs",
  "stack-to-units",
  "share-values",
  "write-generated-file",
  "remote-state-to-backend",
]);

const cases = [...planCases(), ...planCases("optional")];

describe("the cases of the plan oracle", () => {
  it("are at least 150 that keep a plan, for every refactor at least one", () => {
    const kept = cases.filter((one) => refusalOf(one) === undefined);
    const counts = new Map(refactors.map(({ id }) => [id, kept.filter(({ refactor }) => refactor === id).length]));
    console.log(
      `plan cases: ${kept.length} that keep the plan, ${cases.length - kept.length} refused\n` +
        [...counts].map(([id, count]) => `  ${String(count).padStart(3)} ${id}`).join("\n"),
    );
    expect(kept.filter(({ one }) => one.options.get("judge") !== "only").length).toBeGreaterThanOrEqual(150);
    expect([...counts].filter(([id, count]) => (count === 0) !== withoutPlan.has(id))).toEqual([]);
  });

  it("speak of refactors that exist", () => {
    const known = new Set(refactors.map(({ id }) => id));
    expect(cases.filter(({ refactor }) => !known.has(refactor)).map(({ title }) => title)).toEqual([]);
  });

  it("have toggles in every refactor that is about conditions", async () => {
    const about = ["count-to-enabled", "enabled-to-count", "for-each-to-enabled", "enabled-to-for-each"];
    const more = ["count-toggle-to-for-each", "for-each-to-count-toggle", "name-condition", "condition-to-call"];
    for (const id of [...about, ...more, "condition-to-module"]) {
      const own = cases.filter(({ refactor }) => refactor === id);
      const toggled = await Promise.all(own.map(async (one) => (await refactorCase(one)).toggles.length > 0));
      expect(toggled.filter(Boolean).length, id).toBeGreaterThan(0);
    }
  });
});
