// How many cases the plan oracle has: over the whole catalogue, and for each refactor.

import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { planCases, refactorCase, refusalOf } from "./planCases.js";
import { partOf } from "./plannedCases.js";
import { planProgram, settingsOf } from "./planOracle.js";

/** Refactors of Terragrunt's files, which no program that plans reads; those of backends have a proof of their own. */
const withoutPlan = new Set([
  "share-backend-configuration",
  "inline-backend-configuration",
  "rename-root-configuration",
  "hoist-input",
  "hoist-local",
  "hoist-block",
  "hoist-dependencies",
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

  it("are each planned in one part, and in none only where there is no program", () => {
    const planned = planCases().filter(({ one }) => one.options.get("judge") !== "only");
    const counts = new Map<string, number>();
    for (const one of planned) counts.set(partOf(one), (counts.get(partOf(one)) ?? 0) + 1);
    console.log(`parts: ${[...counts].map(([part, count]) => `${part} ${count}`).join(", ")}`);
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".cases.plan.ts"));
    expect(files.sort()).toEqual([...counts.keys()].map((part) => `${part}.cases.plan.ts`).sort());
    // A program that is there and does not start would let all cases be left out.
    const folders = (process.env.PATH ?? "").split(delimiter);
    const names = ["tofu", "terraform"].flatMap((name) => [name, `${name}.exe`]);
    const isInstalled = folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
    expect(planProgram() !== undefined).toBe(isInstalled);
  });

  it("set every toggle both on and off", async () => {
    const both = [
      { a: true, b: true },
      { a: true, b: false },
      { a: false, b: true },
      { a: false, b: false },
    ];
    expect(settingsOf(["a", "b"])).toEqual(both);
    const kept = cases.filter((one) => refusalOf(one) === undefined);
    const toggled = await Promise.all(kept.map(async (one) => (await refactorCase(one)).toggles.length > 0));
    console.log(`${toggled.filter(Boolean).length} of ${kept.length} cases have toggles`);
    expect(toggled.filter(Boolean).length).toBeGreaterThanOrEqual(100);
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
