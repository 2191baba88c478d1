// Compares the names that our TextMate grammar tells apart with those of the parser, on real configurations.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isHclFile, listFiles, repositoryRoot, sharedDir } from "../../scripts/oracle/inputs.js";
import type { TextRange } from "../../server/src/base/range.js";
import type { Node, SourceFile } from "../../server/src/syntax/ast.js";
import { walk } from "../../server/src/syntax/visit.js";
import { testParser } from "../harness/parser.js";
import { loadGrammar, tokenize } from "./textMate.js";

interface Name {
  readonly what: string;
  readonly range: TextRange;
  readonly scope: string;
}

const name = (what: string, range: TextRange, scope: string): Name => ({ what, range, scope: `${scope}.hcl` });

function namesOf(node: Node, parent: Node | undefined): readonly Name[] {
  switch (node.kind) {
    case "Attribute":
      return [name("attribute name", node.name.range, "variable.other.property")];
    case "Block":
      return [
        name("block type", node.type.range, "entity.name.type"),
        ...node.labels.map(({ range, quoted }) => {
          const inside = quoted ? { start: range.start + 1, end: range.end - 1 } : range;
          return name("label", inside, "variable.other.enummember");
        }),
      ];
    case "FunctionCallExpr": {
      const ownName = node.nameRange.end - (node.name.split("::").at(-1) ?? "").length;
      return [name("function name", { start: ownName, end: node.nameRange.end }, "entity.name.function")];
    }
    case "ForExpr":
      return [node.keyVar, node.valueVar]
        .filter((variable) => variable !== undefined)
        .map(({ range }) => name("loop variable", range, "variable.parameter"));
    case "ScopeTraversalExpr": {
      const isKey = parent?.kind === "ObjectItem" && parent.key === node && node.steps.length === 0;
      return [
        name(
          isKey ? "object key" : "root",
          node.root.range,
          isKey ? "meta.object-literal.key" : "variable.other.readwrite",
        ),
      ];
    }
    case "AttrStep":
      return [name("step", node.nameRange, "variable.other.member")];
    default:
      return [];
  }
}

/** How many names were compared, and a line for each whose first character has another scope. */
interface Tally {
  compared: number;
  readonly differing: string[];
}

async function compare(path: string, file: SourceFile, tally: Tally): Promise<void> {
  const grammar = await loadGrammar(path.endsWith("terragrunt.hcl") ? "terragrunt" : "opentofu");
  const lines = tokenize(grammar, file.text);
  walk(file.body, (node, ancestors) => {
    for (const { what, range, scope } of namesOf(node, ancestors.at(-1))) {
      if (range.start === range.end) continue;
      const { line, column } = file.lineIndex.position(range.start);
      tally.compared++;
      const scopes = lines[line]?.scopes[column] ?? [];
      if (!scopes.includes(scope)) {
        const text = file.text.slice(range.start, range.end);
        tally.differing.push(`${path}:${line + 1}:${column + 1}: ${what} ${text} is ${scopes.join(" ")}`);
      }
    }
  });
}

async function compareFiles(directory: string, paths: readonly string[]): Promise<Tally> {
  const parser = await testParser();
  const tally: Tally = { compared: 0, differing: [] };
  for (const path of paths) {
    const file = parser.parse(`file:///${path}`, 1, readFileSync(join(directory, path), "utf8"));
    if (file.errors.length === 0) await compare(path, file, tally);
  }
  return tally;
}

test("names agree with the parser on the examples", async () => {
  const directory = join(repositoryRoot, "examples");
  const tally = await compareFiles(directory, listFiles(directory, isHclFile));
  expect(tally.compared).toBeGreaterThan(500);
  expect(tally.differing).toEqual([]);
});

const corpus = join(sharedDir(), "corpus");

test.skipIf(!existsSync(corpus))(
  "names agree with the parser on every tenth file of the corpus (needs ../shared)",
  async () => {
    const paths = listFiles(corpus, isHclFile).filter((_, index) => index % 10 === 0);
    const tally = await compareFiles(corpus, paths);
    console.log(`${paths.length} files: ${tally.compared} names, ${tally.differing.length} differ`);
    expect(tally.compared).toBeGreaterThan(10_000);
    expect(tally.differing.slice(0, 30)).toEqual([]);
  },
  120_000,
);
