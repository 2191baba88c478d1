// The edits that write units as stacks, or label their includes: every unit comes to the same before and after, and the
// units of the stacks can be written as files of their own again.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { stackToUnits } from "../../server/src/features/refactors/terragrunt/stackToUnits.js";
import { type Case, parseMarkdown } from "../harness/markdown.js";
import { repetitionEdit } from "../harness/repetitionEdits.js";
import { renderedUnits } from "../harness/terragruntPlan.js";
import { caseUri, filesAfter, snapshotOf } from "../harness/workspace.js";

const name = "repetition-edit.md";
const path = join(import.meta.dirname, "../spec/requests/terragrunt", name);
const isOfUnits = ({ options }: Case) => ["T1", "T7"].includes(options.get("detector") ?? "");
const { cases } = parseMarkdown(name, readFileSync(path, "utf8"));

const stackName = "terragrunt.stack.hcl";

/** The files with the units of all stacks written out. */
async function withoutStacks(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  let left = files;
  for (const stack of [...files.keys()].filter((each) => each.endsWith(`/${stackName}`))) {
    const snapshot = await snapshotOf(left);
    const start = snapshot.file(caseUri(stack))?.body.items[0]?.range.start ?? 0;
    const options = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };
    const offers = refactorsAt(snapshot, caseUri(stack), { start, end: start }, options, [stackToUnits]);
    const change = offers.flatMap((offer) => ("build" in offer ? [offer.build()] : [])).at(-1);
    if (!change) throw new Error(`the units of ${stack} cannot be written: ${JSON.stringify(offers)}`);
    left = filesAfter(left, change);
  }
  return left;
}

describe("edits of units", () => {
  const wanted = cases.filter(isOfUnits);
  it("has cases of both detectors", () => {
    expect(new Set(wanted.map(({ options }) => options.get("detector")))).toEqual(new Set(["T1", "T7"]));
  });
  for (const one of wanted) {
    it(`${one.title}: every unit stays what it is, and comes back`, async () => {
      const before = new Map(one.fences.map((fence) => [fence.path, fence.text]));
      const snapshot = await snapshotOf(before);
      const edit = await repetitionEdit(snapshot, one.options);
      if (edit.kind !== "available") return expect(one.expectations[0]?.fences[0]?.text).toContain("report only: ");
      const old = renderedUnits(snapshot);
      expect(Object.keys(old).length).toBeGreaterThan(0);
      expect(renderedUnits(await snapshotOf(edit.after))).toEqual(old);
      const back = await withoutStacks(edit.after);
      expect([...back.keys()].filter((each) => each.endsWith(stackName))).toEqual([]);
      const again = renderedUnits(await snapshotOf(back));
      for (const [unit, configuration] of Object.entries(old)) expect(again[unit], unit).toEqual(configuration);
    });
  }
});
