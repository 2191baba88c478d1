// Runs the examples of every built-in function in `test/spec/functions/`, and checks that none is missing.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { builtinFunctionNames, isImplemented, notImplemented } from "../../../server/src/model/functions/builtin.js";
import { builtinProviderSignatures, upcomingSignatures } from "../../../server/src/model/functions/signatures.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { answer, consoleScope, fixtureFiles, parseSession } from "../../harness/console.js";
import { parseMarkdown } from "../../harness/markdown.js";
import { testParser } from "../../harness/parser.js";

const folder = join(import.meta.dirname, "../../spec/functions");
const documents = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => parseMarkdown(name, readFileSync(join(folder, name), "utf8")));

const all = [...builtinFunctionNames, ...Object.keys({ ...upcomingSignatures, ...builtinProviderSignatures })];

let parser: HclParser;
beforeAll(async () => {
  parser = await testParser();
});

const documented = new Map<string, { examples: number; errors: number }>();

for (const document of documents) {
  const fixtures = new Map<string, string>();
  for (const { fences } of document.cases) {
    for (const fence of fences) if (fence.language !== "console") fixtures.set(fence.path, fence.text);
  }
  describe(document.path, () => {
    for (const specCase of document.cases) {
      const sessions = specCase.fences.filter(({ language }) => language === "console");
      if (sessions.length === 0) continue;
      const exchanges = sessions.flatMap(({ text }) => parseSession(text));
      documented.set(specCase.title, {
        examples: exchanges.length,
        errors: exchanges.filter((exchange) => exchange.answer.startsWith("Error: ")).length,
      });
      it(specCase.title, () => {
        const scope = consoleScope(parser, new Map(), fixtureFiles(fixtures));
        for (const exchange of exchanges) {
          expect(`> ${exchange.expression}\n${answer(parser, exchange.expression, scope)}`).toBe(
            `> ${exchange.expression}\n${exchange.answer}`,
          );
        }
      });
    }
  });
}

describe("the function table", () => {
  it("has three examples of every function, an error among them", () => {
    const missing = all.filter((name) => {
      const found = documented.get(name);
      return found === undefined || found.examples < 3 || found.errors < 1;
    });
    expect(missing).toEqual([]);
    expect([...documented.keys()].filter((name) => !all.includes(name))).toEqual([]);
  });

  it("implements every function but those it says it does not", () => {
    expect(builtinFunctionNames.filter((name) => !isImplemented(name))).toEqual(Object.keys(notImplemented).sort());
  });
});

if (process.env.UPDATE === "1") {
  describe("update", () => {
    it("rewrites the answers", () => {
      for (const document of documents) {
        const fixtures = new Map<string, string>();
        for (const { fences } of document.cases) {
          for (const fence of fences) if (fence.language !== "console") fixtures.set(fence.path, fence.text);
        }
        const scope = consoleScope(parser, new Map(), fixtureFiles(fixtures));
        const lines: string[] = [];
        let session = false;
        for (const line of document.lines) {
          if (line.startsWith("```")) session = line === "```console";
          if (!session || line.startsWith("```")) lines.push(line);
          else if (line.startsWith("> ")) lines.push(line, answer(parser, line.slice(2), scope));
        }
        writeFileSync(join(folder, document.path), lines.join("\n"));
      }
    });
  });
}
