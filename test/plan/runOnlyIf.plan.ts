// Proves the one refactor that may change a plan: with the new variable true nothing changes, and with it false
// exactly the selected blocks are destroyed and nothing fails.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import { judged, planDifference } from "./difference.js";
import { afterOffer, planCases, refactorCase } from "./planCases.js";
import { PlanDirectory, planProgram } from "./planOracle.js";

const program = planProgram();
const cases = planCases("optional");
const created = /variable "(create_\w+)"/;

/** Addresses of the selected blocks: those that the new variable's condition stands in. */
function selected(files: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  const text = files.get("main.tf") ?? "";
  for (const block of text.split(/\n(?=resource|module|output)/)) {
    const header = /^(resource|module) "([\w-]+)"(?: "([\w-]+)")?/.exec(block);
    if (!header || !/(count|enabled)\s*= var\.create_/.test(block)) continue;
    found.push(header[1] === "module" ? `module.${header[2]}` : `${header[2]}.${header[3]}`);
  }
  return found;
}

function isOf(address: string, blocks: readonly string[]): boolean {
  return blocks.some(
    (block) => address === block || address.startsWith(`${block}.`) || address.startsWith(`${block}[`),
  );
}

describe("run-only-if", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(0));
  for (const one of cases) {
    it(`with enabled: ${one.title}`, async () => {
      const parser = await testParser();
      const refactored = await refactorCase(one, "opentofu@1.12");
      const after = afterOffer(one, refactored);
      expect(planDifference(parser, refactored.before, after, {})).toBeUndefined();
      const state = judged(parser, refactored.before, {}, new Map()).state;
      const variable = created.exec(after.get("variables.tf") ?? "")?.[1] ?? "";
      const off = judged(parser, after, { [variable]: false }, state);
      const shown = [...after.values()].join("\n");
      expect(off.error, shown).toBeUndefined();
      const blocks = selected(after);
      expect(blocks.length, shown).toBeGreaterThan(0);
      // A block that counts by what is missing has nothing to count.
      const wanted = [...state.keys()].filter(
        (address) => isOf(address, blocks) || shown.includes("? terraform_data.x.input : 0"),
      );
      expect([...off.destroyed].sort(), shown).toEqual(wanted.sort());
      expect(off.created).toEqual([]);
    });
    it.skipIf(program === undefined)(`with count, planned by ${program}: ${one.title}`, async () => {
      const refactored = await refactorCase(one, "terraform@1.11");
      const after = afterOffer(one, refactored);
      const shown = [...after.values()].join("\n");
      const directory = new PlanDirectory(program ?? "");
      try {
        directory.write(refactored.before);
        expect(directory.apply({})).toBeUndefined();
        directory.write(after);
        const on = directory.plan({});
        expect(on.error, shown).toBeUndefined();
        expect(on.changes, shown).toEqual([]);
        const variable = created.exec(after.get("variables.tf") ?? "")?.[1] ?? "";
        const off = directory.plan({ [variable]: false });
        expect(off.error, shown).toBeUndefined();
        const deleted = off.changes.filter((change) => change.endsWith(": delete"));
        const blocks = selected(after);
        expect(deleted.length, shown).toBeGreaterThan(0);
        if (!shown.includes("> 0 ? terraform_data.x[0].input : 0")) {
          expect(
            deleted.every((change) => isOf(change.slice(0, change.indexOf(": ")), blocks)),
            deleted.join(),
          ).toBe(true);
        }
        expect(off.changes.filter((change) => change.includes("create"))).toEqual([]);
      } finally {
        directory.dispose();
      }
    });
  }
});
