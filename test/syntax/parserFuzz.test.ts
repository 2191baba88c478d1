// Random edits: what is read after an edit is what a fresh parse reads, and the tree's verdict is that of HCL's rules.
// The seed is fixed, so that a failure comes again.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BodyItem, SourceFile } from "../../server/src/syntax/ast.js";
import { diagnose } from "../../server/src/syntax/diagnose.js";
import { parseMarkdown } from "../harness/markdown.js";
import { testParser } from "../harness/parser.js";
import { pick, randomEdit, seededRandom } from "../harness/randomEdits.js";

const specs = join(import.meta.dirname, "../spec/format");
const data = join(import.meta.dirname, "data");
const seeds = [
  ...readdirSync(specs).flatMap((name) =>
    parseMarkdown(name, readFileSync(join(specs, name), "utf8")).cases.flatMap((one) =>
      one.fences.map((fence) => fence.text),
    ),
  ),
  ...readdirSync(data).map((name) => readFileSync(join(data, name), "utf8")),
];

/** What a parse found, without what a fresh parse can not share: the shape alone. */
function found({ body, errors, comments }: SourceFile): string {
  return JSON.stringify([errors, { ...body, items: body.items.map(plain) }, comments]);
}

/** An item with all its properties, those of a moved one among them, which are not its own. */
function plain(item: BodyItem): BodyItem {
  if (item.kind === "Attribute") {
    const { kind, range, name, equals, value } = item;
    return { kind, range, name, equals, value };
  }
  const { kind, range, type, labels, header, openBrace, closeBrace, body } = item;
  return { kind, range, type, labels, header, openBrace, closeBrace, body };
}

test("an incremental parse reads what a fresh one reads, and agrees with HCL's rules", async () => {
  const parser = await testParser();
  const random = seededRandom(11);
  for (let i = 0; i < 400; i++) {
    let text = pick(random, seeds) ?? "";
    const open = parser.open("file:///case.tf", 0, text);
    for (let edits = 1 + Math.floor(random() * 5); edits > 0; edits--) {
      const before = text;
      text = randomEdit(before, random);
      const incremental = open.edit(edits, text, [changeBetween(before, text)]);
      const fresh = parser.parse("file:///case.tf", edits, text);
      expect(found(incremental), JSON.stringify([before, text])).toBe(found(fresh));
      const line = (offset: number) => fresh.lineIndex.position(offset).line + 1;
      const rejected = diagnose(text, 0, text.length, line).errors.length > 0;
      expect(fresh.errors.length > 0, JSON.stringify(text)).toBe(rejected);
    }
    open.dispose();
  }
});

function changeBetween(before: string, after: string): { start: number; oldEnd: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { start, oldEnd: before.length - end, newEnd: after.length - end };
}
