// Formats randomly edited texts; the seeds are fixed, so that a failure comes again.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formattingFault } from "../harness/formatProperties.js";
import { parseMarkdown } from "../harness/markdown.js";
import { testParser } from "../harness/parser.js";
import { pick, randomEdit, seededRandom } from "../harness/randomEdits.js";

test("no edit makes the formatter lose a token, break a file or change its mind", async () => {
  const parser = await testParser();
  const folder = join(import.meta.dirname, "../spec/format");
  const seeds = readdirSync(folder).flatMap((name) =>
    parseMarkdown(name, readFileSync(join(folder, name), "utf8")).cases.flatMap((one) =>
      one.fences.map((fence) => fence.text),
    ),
  );
  expect(seeds.length).toBeGreaterThan(20);
  const random = seededRandom(3);
  for (let i = 0; i < 4000; i++) {
    let text = pick(random, seeds) ?? "";
    for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) text = randomEdit(text, random);
    const fault = formattingFault(parser, text);
    if (fault !== undefined) expect.fail(`${fault}: ${JSON.stringify(text)}`);
  }
});
