// Edits that keep every object: modules before and after, of which the real tool plans no change.
//
// What the product predicts for a state made from the module before must be that nothing is created or destroyed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { predictPlan } from "../../../server/src/features/rewriting/movePrediction.js";
import { testParser } from "../../../test/harness/parser.js";
import { caseUri, snapshotOf } from "../../../test/harness/workspace.js";
import { stepsOf } from "../addressSteps.js";
import { isHclFile, listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

export const terragruntPreserve: SetRunner = {
  name: "terragrunt-preserve",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const id of readdirSync(folder).sort()) {
      if (!existsSync(join(folder, id, "before"))) continue;
      const [before, after] = [filesIn(join(folder, id, "before")), filesIn(join(folder, id, "after"))];
      await tally.score({ id, input: [...before.values(), ...after.values()].join("\n") }, async () => {
        const created = await planOf(before, []);
        const state = created.changes.filter(({ action }) => action === "Create").map(({ address }) => address);
        if (state.length === 0) return "nothing is found in the module before";
        tally.count("objects", state.length);
        const plan = await planOf(
          after,
          state.map((address) => stepsOf(parser, address)),
        );
        const errors = plan.diagnostics.filter(({ severity }) => severity === "error");
        if (errors.length > 0) return errors.map(({ summary }) => summary).join("; ");
        const changes = plan.changes.filter(({ action }) => action !== "NoOp");
        return changes.length === 0
          ? undefined
          : changes.map(({ address, action }) => `${action} ${address}`).join("; ");
      });
    }
  },
};

async function planOf(files: ReadonlyMap<string, string>, state: Parameters<typeof predictPlan>[2]) {
  const snapshot = await snapshotOf(files);
  const root = snapshot.module(caseUri("x").slice(0, -"/x".length));
  if (!root) throw new Error("there is no module");
  return predictPlan(snapshot, root, state);
}

function filesIn(directory: string): ReadonlyMap<string, string> {
  const paths = listFiles(directory, isHclFile);
  return new Map(paths.map((path) => [path, readFileSync(join(directory, path), "utf8")]));
}
