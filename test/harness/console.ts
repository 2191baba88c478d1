// Console sessions in Markdown: a line `> expression`, and below it the value as `tofu console` prints it, or the error.

import { evaluate } from "../../server/src/model/evaluate/evaluate.js";
import { parseExpressionText, templateParser } from "../../server/src/model/evaluate/parseText.js";
import type { Scope } from "../../server/src/model/evaluate/scope.js";
import type { FileAccess } from "../../server/src/model/functions/implementation.js";
import { functionsFor } from "../../server/src/model/moduleValues/functionsFor.js";
import { newestRelease } from "../../server/src/model/product.js";
import { printValue } from "../../server/src/model/values/print.js";
import type { Value } from "../../server/src/model/values/value.js";
import { parseVersion } from "../../server/src/model/version.js";
import type { HclParser } from "../../server/src/syntax/parser.js";

export interface Exchange {
  readonly expression: string;
  /** The lines up to the next expression. */
  readonly answer: string;
}

/** Takes a session apart. */
export function parseSession(text: string): Exchange[] {
  const exchanges: { expression: string; answer: string[] }[] = [];
  for (const line of text.trimEnd().split("\n")) {
    if (line.startsWith("> ")) exchanges.push({ expression: line.slice(2), answer: [] });
    else exchanges.at(-1)?.answer.push(line);
  }
  return exchanges.map(({ expression, answer }) => ({ expression, answer: answer.join("\n") }));
}

// All that there are, those to come among them.
const functions = functionsFor({ product: "opentofu", newest: parseVersion("1.13.0") ?? newestRelease("opentofu") });

/** A scope with the values given and all functions. */
export function consoleScope(parser: HclParser, values: ReadonlyMap<string, Value>, files?: FileAccess): Scope {
  return {
    lookup: ({ root }) => {
      const value = values.get(root.name);
      return value && { value, consumed: 0 };
    },
    roots: [...values.keys()],
    functions,
    parseTemplate: templateParser(parser),
    parseFile: (text) => parser.parse("", 0, text),
    ...(files ? { files } : {}),
  };
}

/** The files of a document, as functions see them. */
export function fixtureFiles(files: ReadonlyMap<string, string>): FileAccess {
  const plain = (path: string): string => (path.startsWith("./") ? path.slice(2) : path);
  return {
    read: (path) => {
      const text = files.get(plain(path));
      return text === undefined ? "missing" : new TextEncoder().encode(text);
    },
    list: (directory) => {
      const prefix = directory === "." ? "" : `${plain(directory)}/`;
      return [...files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    },
  };
}

/** What the console answers. */
export function answer(parser: HclParser, expression: string, scope: Scope): string {
  const parsed = parseExpressionText(parser, expression);
  if (parsed === undefined) return "Error: not an expression";
  const { value, diagnostics } = evaluate(parsed, scope);
  if (diagnostics.length === 0) return printValue(value);
  return diagnostics.map(({ summary, detail }) => `Error: ${summary}: ${detail}`).join("\n");
}
