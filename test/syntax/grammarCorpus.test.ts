// The grammar's own tests, in tree-sitter's format (`server/grammar/test/corpus`), and its leaves against HCL's tokens.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Language, Parser } from "web-tree-sitter";
import { scan } from "../../server/src/syntax/scan.js";

const corpus = "server/grammar/test/corpus";
await Parser.init({
  wasmBinary: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
});
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync("server/grammar/tree-sitter-hcl.wasm")));

interface Case {
  readonly name: string;
  readonly text: string;
  readonly tree: string;
}

/** `====`, a name, `====`, the text, `---` and the tree, each on lines of their own. */
function readCases(file: string): Case[] {
  const cases: Case[] = [];
  const parts = readFileSync(join(corpus, file), "utf8").split(/^=+\n(.*)\n=+\n\n/m);
  for (let i = 1; i < parts.length; i += 2) {
    const [text = "", tree = ""] = (parts[i + 1] ?? "").split("\n---\n\n");
    cases.push({ name: parts[i] ?? "", text, tree });
  }
  return cases;
}

function parsed(text: string) {
  const tree = parser.parse(text);
  if (tree === null) throw new Error("no tree");
  return tree;
}

const oneSpace = (tree: string): string => tree.split(/\s+/).join(" ").trim();

describe.each(readdirSync(corpus))("%s", (file) => {
  test.each(readCases(file))("$name", ({ text, tree }) => {
    const got = parsed(text);
    expect(oneSpace(got.rootNode.toString())).toBe(oneSpace(tree));
    got.delete();
  });

  test.each(readCases(file).filter(({ tree }) => isWhole(tree)))(
    "each leaf begins and ends with a token: $name",
    ({ text }) => {
      const tokens = scan(text);
      const starts = new Set(tokens.map((token) => token.start));
      const ends = new Set(tokens.map((token) => token.end));
      const got = parsed(text);
      const cursor = got.walk();
      let leaves = 0;
      for (let inside = true; inside; ) {
        if (cursor.gotoFirstChild()) continue;
        leaves++;
        expect([cursor.nodeText, starts.has(cursor.startIndex)]).toEqual([cursor.nodeText, true]);
        // A comment behind an item leaves its line break to the item.
        const comment = cursor.nodeType === "comment" && ends.has(cursor.endIndex + 1);
        expect([cursor.nodeText, ends.has(cursor.endIndex) || comment]).toEqual([cursor.nodeText, true]);
        while (inside && !cursor.gotoNextSibling()) inside = cursor.gotoParent();
      }
      expect(leaves).toBeGreaterThan(1);
      cursor.delete();
      got.delete();
    },
  );
});

/** Whether a tree is that of valid text. */
function isWhole(tree: string): boolean {
  return !["ERROR", "MISSING", "unterminated", "missing_"].some((mark) => tree.includes(mark));
}
