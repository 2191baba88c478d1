// Runs the cases of rules and refactors: their header comments and `spec/{rules,refactors}/*.md`.
//
// `UPDATE=1` writes what edits give into the expected fences; review the diff before it is committed.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { refactors } from "../server/src/features/refactors/registry.js";
import { rules } from "../server/src/features/rules/registry.js";
import {
  type Case,
  type Fence,
  type MarkdownDocument,
  parseHeader,
  parseMarkdown,
  replaceFences,
} from "./harness/markdown.js";
import { runRefactorCase } from "./harness/refactorCases.js";
import { runRuleCase } from "./harness/ruleCases.js";

const root = join(import.meta.dirname, "..");

interface Kind {
  readonly folder: string;
  readonly specs: string;
  readonly ids: readonly string[];
  readonly run: (id: string, one: Case) => Promise<ReadonlyMap<Fence, string>>;
}

const kinds: readonly Kind[] = [
  {
    folder: "server/src/features/rules",
    specs: "test/spec/rules",
    ids: rules.map((rule) => rule.id),
    run: runRuleCase,
  },
  {
    folder: "server/src/features/refactors",
    specs: "test/spec/refactors",
    ids: refactors.map((refactor) => refactor.id),
    run: runRefactorCase,
  },
];

for (const kind of kinds) {
  const headers = documents(kind.folder, ".ts", parseHeader);
  const specs = documents(kind.specs, ".md", parseMarkdown);
  describe(kind.folder, () => {
    it("has a documented header for every registered id", () => {
      const documented = headers.map((document) => document.name);
      expect([...kind.ids].sort()).toEqual(documented.sort());
    });
    it("has specs only for registered ids", () => {
      for (const { name } of specs) expect(kind.ids).toContain(name);
    });
    for (const document of headers) {
      it(`${document.name}: its summary is one sentence`, () => {
        const summary = document.prose[0] ?? "";
        expect(summary).toMatch(/^[A-Z`][\s\S]*\.$/);
        expect(document.cases.length, "its header has no example").toBeGreaterThan(0);
      });
    }
  });
  for (const document of [...headers, ...specs]) describe(document.name, () => runDocument(kind, document));
}

function runDocument(kind: Kind, document: MarkdownDocument): void {
  const stale = new Map<Fence, string>();
  afterAll(() => {
    if (!process.env.UPDATE || stale.size === 0) return;
    const path = join(root, document.path);
    writeFileSync(path, replaceFences(document, readFileSync(path, "utf8"), stale));
  });
  for (const one of document.cases) {
    it(`${one.title} (${document.path}:${one.line})`, async () => {
      for (const [fence, text] of await kind.run(document.name, one)) if (fence.text !== text) stale.set(fence, text);
    });
  }
}

function documents(
  folder: string,
  extension: string,
  parse: (path: string, text: string) => MarkdownDocument | undefined,
): MarkdownDocument[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
    .flatMap((path) => parse(path, readFileSync(join(root, path), "utf8")) ?? []);
}
