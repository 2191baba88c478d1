// Runs the annotated samples beside it: each caret line names the scopes of the characters above it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadGrammar, scopeOfLanguage, tokenize } from "./textMate.js";

const folder = dirname(fileURLToPath(import.meta.url));

/** `^^^ a b - c`: every character under a caret has scopes `a` and `b` and lacks `c`. */
interface Annotation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly required: readonly string[];
  readonly forbidden: readonly string[];
}

interface Sample {
  readonly title: string;
  readonly language: string;
  readonly source: string;
  readonly annotations: readonly Annotation[];
}

function readAnnotation(line: string, above: number): Annotation | undefined {
  const match = /^\s*(\^+)\s+(\S.*)$/.exec(line);
  if (match === null) return undefined;
  const words = match[2]!.trim().split(/\s+/);
  const dash = words.indexOf("-");
  const start = line.indexOf("^");
  return {
    line: above,
    start,
    end: start + match[1]!.length,
    required: dash < 0 ? words : words.slice(0, dash),
    forbidden: dash < 0 ? [] : words.slice(dash + 1),
  };
}

function readSamples(markdown: string): readonly Sample[] {
  const samples: Sample[] = [];
  let title = "";
  let block: { language: string; lines: string[]; annotations: Annotation[] } | undefined;
  for (const line of markdown.split("\n")) {
    if (block === undefined) {
      if (line.startsWith("## ")) title = line.slice(3);
      else if (line.startsWith("````")) block = { language: line.slice(4).trim(), lines: [], annotations: [] };
    } else if (line.startsWith("````")) {
      samples.push({ title, language: block.language, source: block.lines.join("\n"), annotations: block.annotations });
      block = undefined;
    } else {
      const annotation = readAnnotation(line, block.lines.length - 1);
      if (annotation === undefined) block.lines.push(line);
      else block.annotations.push(annotation);
    }
  }
  return samples;
}

const matches = (scope: string, wanted: string) => scope === wanted || scope.startsWith(`${wanted}.`);

/** One line per character that differs from its annotation. */
async function differences(sample: Sample): Promise<readonly string[]> {
  const lines = tokenize(await loadGrammar(sample.language), sample.source);
  const found: string[] = [];
  for (const { line, start, end, required, forbidden } of sample.annotations) {
    const tokens = lines[line];
    for (let at = start; at < end; at++) {
      const scopes = tokens?.scopes[at];
      const where = `line ${line + 1}, column ${at + 1} (${tokens?.text[at] ?? "past the end"})`;
      if (scopes === undefined) found.push(`${where}: no such character`);
      for (const wanted of required) {
        if (scopes?.some((scope) => matches(scope, wanted)) !== true) {
          found.push(`${where}: lacks ${wanted}, has ${scopes?.join(" ")}`);
        }
      }
      for (const unwanted of forbidden) {
        if (scopes?.some((scope) => matches(scope, unwanted)) === true) {
          found.push(`${where}: must not have ${unwanted}, has ${scopes.join(" ")}`);
        }
      }
    }
  }
  return found;
}

const files = readdirSync(folder).filter((name) => name.endsWith(".md"));

describe.each(files)("%s", (file) => {
  const samples = readSamples(readFileSync(join(folder, file), "utf8"));

  test("holds samples", () => expect(samples.length).toBeGreaterThan(0));

  for (const [index, sample] of samples.entries()) {
    test(`${sample.title} (${sample.language}, sample ${index + 1})`, async () => {
      expect([...scopeOfLanguage.keys()]).toContain(sample.language);
      expect(sample.annotations.length).toBeGreaterThan(0);
      expect(await differences(sample)).toEqual([]);
    });
  }
});
