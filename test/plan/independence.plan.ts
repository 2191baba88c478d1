// Proves that the judge shares no code with what it judges: it imports the parser and its tree, and nothing else of ours.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const judge = join(import.meta.dirname, "judge");

/** All files that a file imports, through any number of others, as paths from the repository's root. */
function imported(file: string, found = new Set<string>()): ReadonlySet<string> {
  for (const match of readFileSync(file, "utf8").matchAll(/\b(?:from|import) "(\.[^"]+)"/g)) {
    const target = resolve(dirname(file), (match[1] ?? "").replace(/\.js$/, ".ts"));
    const name = relative(root, target).replaceAll("\\", "/");
    if (found.has(name) || !existsSync(target)) continue;
    found.add(name);
    imported(target, found);
  }
  return found;
}

describe("the judge", () => {
  const files = readdirSync(judge).filter((name) => name.endsWith(".ts"));
  it("imports nothing but the syntax and itself", () => {
    const all = new Set(files.flatMap((name) => [...imported(join(judge, name))]));
    const allowed = ["server/src/syntax/", "server/src/base/", "test/plan/judge/"];
    expect([...all].filter((name) => !allowed.some((prefix) => name.startsWith(prefix)))).toEqual([]);
    expect(all.has("server/src/syntax/ast.ts")).toBe(true);
  });
});
