// Every id that the parser gives a mistake is documented, and every documented id is given.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { syntaxErrors } from "../../server/src/features/rules/syntaxErrors.js";

it("the ids of syntax errors are the documented ones", () => {
  const folder = join(import.meta.dirname, "../../server/src/syntax");
  const source = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    // Mistakes of JSON that the schema tells are found a layer above.
    .concat(readFileSync(join(import.meta.dirname, "../../server/src/features/jsonFindings.ts"), "utf8"))
    .join("\n");
  // A report begins with its id; the summary, HCL's own, begins with a capital.
  const given = new Set(
    [...source.matchAll(/(?:report(?:First|At)?\(\s*|id: |mistake\(\s*|error\(\s*)"([a-z][a-z-]+)"/g)].map(
      (match) => match[1],
    ),
  );
  const documented = new Set(Object.keys(syntaxErrors));
  expect(given.size).toBeGreaterThan(20);
  expect([...given].filter((id) => id !== undefined && !documented.has(id))).toEqual([]);
  expect([...documented].filter((id) => !source.includes(`"${id}"`))).toEqual([]);
});
