// What no text may do: make a request fail, or make what is known after edits differ from what a fresh start knows.
//
// A seeded sample; `npm run prefixes` asks at every prefix of whole repositories.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isHclFile, listFiles, sharedDir } from "../scripts/oracle/inputs.js";
import { checkFile, defaultCheckOptions } from "../server/src/features/diagnostics.js";
import { semanticTokens } from "../server/src/features/semanticTokens.js";
import { printSyntaxTree } from "../server/src/features/syntaxTree.js";
import { Workspace, type WorkspaceSnapshot } from "../server/src/model/workspace.js";
import { testParser } from "./harness/parser.js";
import { typeThrough } from "./harness/prefixes.js";
import { pick, randomEdit, seededRandom } from "./harness/randomEdits.js";
import { caseUri, snapshotOf } from "./harness/workspace.js";

const examples = join(import.meta.dirname, "../examples");
const corpus = join(sharedDir(), "corpus");
const exampleFiles = listFiles(examples, isHclFile);

/** Types files through and asks at about one prefix in `every`; gives how many requests were asked, and what failed. */
async function failuresIn(root: string, paths: readonly string[], every: number, seed: number) {
  const parser = await testParser();
  const random = seededRandom(seed);
  const failures: string[] = [];
  let asked = 0;
  for (const path of paths) {
    for (const step of typeThrough(parser, join(root, path), () => random() * every < 1)) {
      asked += step.asked.length;
      for (const { request, failure } of step.asked) {
        if (failure !== undefined) failures.push(`${request} behind ${step.end} characters of ${path}: ${failure}`);
      }
    }
  }
  return { asked, failures };
}

describe("every request answers at prefixes", () => {
  it("of the examples", { timeout: 120_000 }, async () => {
    const { asked, failures } = await failuresIn(examples, exampleFiles, 25, 1);
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  it.skipIf(!existsSync(corpus))("of files of real repositories (needs ../shared)", { timeout: 120_000 }, async () => {
    const random = seededRandom(2);
    const all = listFiles(corpus, isHclFile).filter((path) => readFileSync(join(corpus, path)).length < 3000);
    const chosen = Array.from({ length: 8 }, () => pick(random, all) ?? "");
    const { asked, failures } = await failuresIn(corpus, chosen, 20, 3);
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(200);
  });
});

describe("what is known after random edits", () => {
  it("is what a fresh start knows", { timeout: 120_000 }, async () => {
    const random = seededRandom(5);
    const parser = await testParser();
    // The files of the first directory, so that one file's edit reaches the findings of the others.
    const texts = new Map(
      exampleFiles
        .filter((path) => !path.includes("/"))
        .map((path) => [path, readFileSync(join(examples, path), "utf8")] as const),
    );
    const workspace = new Workspace(parser);
    for (const [path, text] of texts) {
      workspace.apply([{ kind: "opened", uri: caseUri(path), version: 0, text, languageId: "" }]);
    }
    const paths = [...texts.keys()];
    for (let round = 1; round <= 120; round++) {
      const path = pick(random, paths) ?? "";
      const old = texts.get(path) ?? "";
      const text = randomEdit(old, random);
      texts.set(path, text);
      const edits = [differenceOf(old, text)];
      const edited = workspace.apply([{ kind: "edited", uri: caseUri(path), version: round, text, edits }]);
      // A fresh start costs as much as the whole module: every few edits are compared, and all that they led to.
      if (round % 6 !== 0) continue;
      const fresh = await snapshotOf(texts);
      for (const each of paths)
        expect(known(edited, each), `${each} after edit ${round} of ${path}`).toEqual(known(fresh, each));
    }
  });
});

/** All that is compared of one file. */
function known(snapshot: WorkspaceSnapshot, path: string) {
  const uri = caseUri(path);
  const file = snapshot.file(uri);
  return {
    tree: file && printSyntaxTree(file),
    facts: snapshot.facts(uri),
    tokens: file && semanticTokens(file),
    // A fix holds a closure; its title stands for it.
    findings: checkFile(snapshot, uri, defaultCheckOptions).map(({ fixes, ...finding }) => ({
      ...finding,
      fixes: fixes.map(({ title }) => title),
    })),
  };
}

/** The one edit that leads from a text to another. */
function differenceOf(old: string, text: string): { start: number; oldEnd: number; newEnd: number } {
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let same = 0;
  const shorter = Math.min(old.length, text.length) - start;
  while (same < shorter && old[old.length - 1 - same] === text[text.length - 1 - same]) same++;
  return { start, oldEnd: old.length - same, newEnd: text.length - same };
}
