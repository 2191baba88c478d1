// Compares the functions' examples with `terraform console`, for the functions that both products have.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { upcomingSignatures } from "../../../server/src/model/functions/signatures.js";
import { answer, consoleScope, fixtureFiles, parseSession } from "../../harness/console.js";
import { parseMarkdown } from "../../harness/markdown.js";
import { testParser } from "../../harness/parser.js";

const folder = join(import.meta.dirname, "../../spec/functions");
const version = spawnSync("terraform", ["version"], { encoding: "utf8" });
const isMissing = version.status !== 0;
if (isMissing) console.warn("terraform is not installed: the functions' examples are not compared with it");

/** OpenTofu's alone, or with another rule in Terraform (`templatestring` wants a reference). */
const openTofuOnly = new Set([
  ...["base64gunzip", "cidrcontains", "templatestring", "urldecode"],
  ...Object.keys(upcomingSignatures),
]);
/** Terraform 1.11 has an older release of the library of values, which gives another result here, or none. */
const olderLibrary = new Set([
  'element(["a","b","c"], -1)',
  'fileset("policies", "{a,nested/c}.json")',
  'format("%v", null)',
]);

/** For the functions of the built-in provider. */
const requirement =
  'terraform {\n  required_providers {\n    terraform = {\n      source = "terraform.io/builtin/terraform"\n    }\n  }\n}\n';

interface Example {
  readonly expression: string;
  readonly answer: string;
}

function examples(): { all: Example[]; fixtures: Map<string, string> } {
  const all: Example[] = [];
  const fixtures = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const document = parseMarkdown(name, readFileSync(join(folder, name), "utf8"));
    for (const { title, fences } of document.cases) {
      for (const fence of fences) {
        if (fence.language !== "console") fixtures.set(fence.path, fence.text);
        else if (!openTofuOnly.has(title)) {
          all.push(...parseSession(fence.text));
        }
      }
    }
  }
  const comparable = all.filter(
    ({ answer }) => !answer.startsWith("Error: ") && !answer.includes("(known after apply)"),
  );
  return { all: comparable, fixtures };
}

/** The expressions on which the console says something else than we do; a group is halved until it is one expression. */
function differences(cwd: string, group: readonly string[], ours: (expression: string) => string): string[] {
  const together = `[${group.join(", ")}]`;
  const run = spawnSync("terraform", ["console"], { cwd, input: `${together}\n`, encoding: "utf8" });
  if (run.status === 0 && run.stdout.trimEnd() === ours(together)) return [];
  if (group.length === 1) return [...group];
  const half = Math.ceil(group.length / 2);
  return [...differences(cwd, group.slice(0, half), ours), ...differences(cwd, group.slice(half), ours)];
}

describe.skipIf(isMissing)("terraform console", () => {
  it("gives the same values", { timeout: 300_000 }, async () => {
    const { all, fixtures } = examples();
    const parser = await testParser();
    const scope = consoleScope(parser, new Map(), fixtureFiles(fixtures));
    const directory = mkdtempSync(join(tmpdir(), "tofusmith-console-"));
    try {
      writeFileSync(join(directory, "main.tf"), requirement);
      spawnSync("terraform", ["init", "-input=false"], { cwd: directory });
      for (const [path, text] of fixtures) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
      const found: string[] = [];
      const asked = all.map(({ expression }) => expression).filter((expression) => !olderLibrary.has(expression));
      for (let i = 0; i < asked.length; i += 150) {
        const ours = (expression: string): string => answer(parser, expression, scope);
        found.push(...differences(directory, asked.slice(i, i + 150), ours));
      }
      expect(found).toEqual([]);
      expect(all.length).toBeGreaterThan(400);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
