// Edits between two texts make the one of the other, and touch no line that both have.
import { expect, test } from "vitest";
import { applyEdits, areDisjoint } from "../../server/src/base/textEdit.js";
import { lineEdits } from "../../server/src/cli/lineEdits.js";
import { unifiedDiff } from "../../server/src/cli/unifiedDiff.js";
import { pick, seededRandom } from "../harness/randomEdits.js";

test("random texts are made of each other", () => {
  const random = seededRandom(7);
  const text = (): string => {
    const lines = Array.from({ length: Math.floor(random() * 8) }, () => pick(random, ["a", "b", "c", ""]) ?? "");
    return lines.join("\n");
  };
  for (let i = 0; i < 500; i++) {
    const [before, after] = [text(), text()];
    const edits = lineEdits(before, after);
    expect(areDisjoint(edits)).toBe(true);
    expect(applyEdits(before, edits)).toBe(after);
    expect(edits.length === 0).toBe(before === after);
  }
});

test("a diff of changes far apart shows only those", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
  const after = "1\nx\n3\n4\n5\n6\n7\n8\n9\n10\n11\n";
  expect(unifiedDiff("f", before, lineEdits(before, after))).toBe(
    "--- old/f\n+++ new/f\n@@ -1,5 +1,5 @@\n 1\n-2\n+x\n 3\n 4\n 5\n@@ -8,3 +8,4 @@\n 8\n 9\n 10\n+11\n",
  );
});
