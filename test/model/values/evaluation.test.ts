// Runs `test/spec/values/`: expressions with their values in cty's notation, and conversions to type constraints.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../server/src/model/evaluate/evaluate.js";
import { expressionPrefix, parseExpressionText } from "../../../server/src/model/evaluate/parseText.js";
import { parseTypeConstraint } from "../../../server/src/model/evaluate/typeConstraint.js";
import { convert } from "../../../server/src/model/values/convert.js";
import { applyDefaults } from "../../../server/src/model/values/defaults.js";
import { Failure } from "../../../server/src/model/values/failure.js";
import { valueNotation } from "../../../server/src/model/values/notation.js";
import { printType } from "../../../server/src/model/values/typeName.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { consoleScope, parseSession } from "../../harness/console.js";
import { parseMarkdown } from "../../harness/markdown.js";
import { testParser } from "../../harness/parser.js";
import { sampleValues } from "../../harness/sampleValues.js";

const folder = join(import.meta.dirname, "../../spec/values");
const documents = readdirSync(folder).map((name) => parseMarkdown(name, readFileSync(join(folder, name), "utf8")));

let parser: HclParser;
beforeAll(async () => {
  parser = await testParser();
});

interface Problem {
  readonly summary: string;
  readonly detail: string;
  readonly range: { readonly start: number; readonly end: number };
}

/** Each problem with the text it points at. */
function describeProblems(problems: readonly Problem[], text: string): string {
  return problems
    .map(({ summary, detail, range }) => {
      const at = text.slice(range.start - expressionPrefix.length, range.end - expressionPrefix.length);
      return `Error at \`${at}\`: ${summary}: ${detail}`;
    })
    .join("\n");
}

/** What `expression`, `expression as type` or `type: constraint` comes to. */
function answer(line: string): string {
  if (line.startsWith("type: ")) return describeType(line.slice(6));
  const [source = "", wanted] = line.split(" as ");
  const parsed = parseExpressionText(parser, source);
  if (parsed === undefined) return "not an expression";
  const { value, diagnostics } = evaluate(parsed, consoleScope(parser, sampleValues));
  if (wanted === undefined) {
    const found = describeProblems(diagnostics, source);
    return found === "" ? valueNotation(value) : found;
  }
  const constraint = parseExpressionText(parser, wanted);
  if (constraint === undefined) return "not a type";
  const { type, defaults } = parseTypeConstraint(constraint);
  const converted = convert(defaults && !value.isNull ? applyDefaults(defaults, value) : value, type);
  if (!(converted instanceof Failure)) return valueNotation(converted);
  const path = converted.path.map((step) =>
    "attribute" in step ? `.${step.attribute}` : "index" in step ? `[${step.index}]` : `[${JSON.stringify(step.key)}]`,
  );
  return `Error at value${path.join("")}: ${converted.message}`;
}

function describeType(text: string): string {
  const parsed = parseExpressionText(parser, text);
  if (parsed === undefined) return "not an expression";
  const { type, diagnostics } = parseTypeConstraint(parsed);
  const found = describeProblems(diagnostics, text);
  return found === "" ? printType(type) : found;
}

for (const document of documents) {
  describe(document.path, () => {
    for (const specCase of document.cases) {
      it(specCase.title, () => {
        const exchanges = specCase.fences.flatMap(({ text }) => parseSession(text));
        expect(exchanges.length).toBeGreaterThan(0);
        for (const exchange of exchanges) {
          expect(`> ${exchange.expression}\n${answer(exchange.expression)}`).toBe(
            `> ${exchange.expression}\n${exchange.answer}`,
          );
        }
      });
    }
  });
}

if (process.env.UPDATE === "1") {
  describe("update", () => {
    it("rewrites the answers", () => {
      for (const document of documents) {
        const lines: string[] = [];
        let session = false;
        for (const line of document.lines) {
          if (line.startsWith("```")) session = line === "```console";
          if (!session || line.startsWith("```")) lines.push(line);
          else if (line.startsWith("> ")) lines.push(line, answer(line.slice(2)));
        }
        writeFileSync(join(folder, document.path), lines.join("\n"));
      }
    });
  });
}
