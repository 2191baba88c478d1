// What many folders repeat in a file of one name is told once, and changed in none of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { neverCancelled } from "../../server/src/base/cancellation.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { availableEdit } from "../../server/src/features/similarity/availableEdit.js";
import { findRepetition } from "../../server/src/features/similarity/findRepetition.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";

const data = join(import.meta.dirname, "../lsp/data/repetition");

/** One module in so many folders, each with a comment of its own. */
async function told(folders: number): Promise<readonly string[]> {
  const workspace = new Workspace(await testParser());
  const text = ["main.tf", "backups.tf"].map((name) => readFileSync(join(data, name), "utf8")).join("\n");
  for (let i = 0; i < folders; i++) {
    workspace.apply([{ kind: "loaded", uri: `file:///w/app${i}/main.tf`, text: `# Number ${i}.\n${text}` }]);
  }
  const snapshot = workspace.snapshot();
  const found = await findRepetition(snapshot, { wanted: () => true }, neverCancelled);
  return found
    .filter(({ detector }) => detector === "I" || detector === "E")
    .map((each) => {
      const edit = availableEdit(snapshot, each, { ...defaultCheckOptions, refactor: { movedBlocks: "file" } });
      return edit.kind === "available" ? edit.title : edit.reason;
    });
}

test("a few copies have an edit, at the first of them", async () => {
  const few = await told(4);
  expect(few.length).toBeGreaterThan(0);
  expect(few.filter((each) => each.startsWith("Whatever keeps"))).toEqual([]);
});

test("very many are kept alike by something", async () => {
  const many = await told(24);
  expect(many.filter((each) => each.startsWith("Whatever keeps the 24 copies of `main.tf` alike"))).toHaveLength(
    many.length,
  );
  expect(many.length).toBeGreaterThan(0);
});
