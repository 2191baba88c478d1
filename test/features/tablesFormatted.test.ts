// What is written for a table of blocks is what the formatter writes: every outcome of the specs whose files were formatted
// before is formatted after.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatEdits } from "../../server/src/syntax/format/format.js";
import { scan } from "../../server/src/syntax/scan.js";
import { parseMarkdown } from "../harness/markdown.js";

const specs = join(import.meta.dirname, "../spec/refactors");

/** How much the formatter would mend; the marks of a selection are no text of the file. */
function mended(text: string): number {
  const plain = text.replaceAll("<|>", "").replaceAll("<|", "").replaceAll("|>", "");
  return formatEdits(plain, scan(plain), { style: "tofu" }).length;
}

describe.each(["siblings-to-for-each.md", "blocks-to-dynamic.md"])("%s", (name) => {
  const { cases } = parseMarkdown(name, readFileSync(join(specs, name), "utf8"));
  const outcomes = cases.flatMap((one) => {
    const after = one.expectations.flatMap(({ fences }) => fences);
    return after.length > 0 && one.fences.every(({ text }) => mended(text) === 0) ? [{ title: one.title, after }] : [];
  });

  it("has outcomes", () => expect(outcomes.length).toBeGreaterThan(5));
  it.each(outcomes)("$title", ({ after }) => {
    for (const { path, text } of after) expect(mended(text), path).toBe(0);
  });
});
