// `lifecycle.enabled`: what a plan says of it.
import { join } from "node:path";
import { checkTree, readTree, snapshotOfFiles } from "../checkProduct.js";
import type { SetRunner } from "../set.js";
import { reached } from "../stages.js";
import { differences, directories, type Expected, readJson, textOf } from "./diagnostics.js";

interface Answers {
  readonly validate: readonly Expected[];
  readonly plan?: { readonly diagnostics: readonly Expected[] };
}

const enabledCases: SetRunner = {
  name: "opentofu-enabled-cases",
  source: "oracle",
  async run({ folder, tally }) {
    for (const id of directories(folder)) {
      const directory = join(folder, id);
      const answers = readJson<Answers>(join(directory, "expected.json"));
      const files = readTree(directory);
      const found = checkTree(await snapshotOfFiles(files), directory);
      await tally.score({ id, input: textOf(files), expected: answers }, () => {
        const problems = differences(answers.plan?.diagnostics ?? answers.validate, reached(found, "plan"));
        return problems.length > 0 ? problems.join("; ") : undefined;
      });
    }
  },
};

export const enabledSets: readonly SetRunner[] = [enabledCases];
