// After any edit a workspace that has been open for long finds what a fresh one finds in the same texts.
//
// The files are those of the examples and the cases of the rules, so that every rule has something to find.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../server/src/features/diagnostic.js";
import { checkModule, defaultCheckOptions } from "../server/src/features/diagnostics.js";
import { fileTypeOf } from "../server/src/model/builtins/fileKinds.js";
import { Workspace, type WorkspaceChange } from "../server/src/model/workspace.js";
import { type MarkdownDocument, parseHeader } from "./harness/markdown.js";
import { takeAnnotations } from "./harness/markers.js";
import { testParser } from "./harness/parser.js";
import { pick, randomEdit, seededRandom } from "./harness/randomEdits.js";
import { caseUri } from "./harness/workspace.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** All findings of all modules with the edits that their fixes would make. */
function findings(workspace: Workspace): string[] {
  const snapshot = workspace.snapshot();
  const found: Diagnostic[] = [];
  for (const module of snapshot.modules()) found.push(...checkModule(snapshot, module, defaultCheckOptions));
  return found
    .map(({ fixes, ...plain }) =>
      JSON.stringify({ ...plain, fixes: fixes.map(({ title, change }) => [title, change()]) }),
    )
    .sort();
}

/** The one change between two texts, as an editor would tell it. */
function editBetween(uri: string, version: number, before: string, text: string): WorkspaceChange {
  let start = 0;
  while (start < before.length && start < text.length && before[start] === text[start]) start++;
  let oldEnd = before.length;
  let newEnd = text.length;
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === text[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { kind: "edited", uri, version, text, edits: [{ start, oldEnd, newEnd }] };
}

/** Like `randomEdit`, but as often something that changes what names mean: a block or a word moves elsewhere. */
function anyEdit(text: string, random: () => number): string {
  if (random() < 0.4) return randomEdit(text, random);
  const lines = text.split("\n");
  const at = Math.floor(random() * lines.length);
  const line = lines[Math.floor(random() * lines.length)] ?? "";
  const kind = random();
  if (kind < 0.25) lines.splice(at, 0, "");
  else if (kind < 0.4) lines.splice(at, 1);
  else if (kind < 0.55) lines.splice(at, 0, line);
  else if (kind < 0.7) lines.splice(0, 0, "# A comment that moves everything.");
  else {
    const words = text.match(/\w+/g) ?? [];
    const [from, to] = [pick(random, words) ?? "", pick(random, words) ?? ""];
    return from === "" ? text : text.replace(from, to);
  }
  return lines.join("\n");
}

async function editAndCompare(files: ReadonlyMap<string, string>, seed: number, rounds: number): Promise<void> {
  const random = seededRandom(seed);
  const parser = await testParser();
  const texts = new Map([...files].map(([path, text]) => [caseUri(path), text]));
  const opened = [...texts.keys()].filter(
    (uri) => fileTypeOf(uri.slice(uri.lastIndexOf("/") + 1))?.syntax === "native",
  );
  const workspace = new Workspace(parser);
  workspace.apply([...texts].map(([uri, text]) => ({ kind: "loaded", uri, text })));
  workspace.apply(
    opened.map((uri) => ({ kind: "opened", uri, version: 0, text: texts.get(uri) ?? "", languageId: "opentofu" })),
  );
  findings(workspace);
  for (let version = 1; version <= rounds; version++) {
    const uri = pick(random, opened);
    if (uri === undefined) return;
    const before = texts.get(uri) ?? "";
    // Now and then an edit is taken back, as broken texts would otherwise only break further.
    const original = files.get([...files.keys()].find((path) => caseUri(path) === uri) ?? "") ?? "";
    const text = random() < 0.3 ? original : anyEdit(before, random);
    if (text === before) continue;
    texts.set(uri, text);
    workspace.apply([editBetween(uri, version, before, text)]);
    const fresh = new Workspace(parser);
    fresh.apply([...texts].map(([each, content]) => ({ kind: "loaded", uri: each, text: content })));
    fresh.apply(
      opened.map((each) => ({
        kind: "opened",
        uri: each,
        version: 0,
        text: texts.get(each) ?? "",
        languageId: "opentofu",
      })),
    );
    expect(findings(workspace), `seed ${seed}, edit ${version} of ${uri}`).toEqual(findings(fresh));
  }
}

function examples(): Map<string, string> {
  const folder = here("../examples");
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !fileTypeOf(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), readFileSync(path, "utf8"));
  }
  return files;
}

/** The cases of one rule, each in a directory of its own. */
function casesOf(document: MarkdownDocument): Map<string, string> {
  const files = new Map<string, string>();
  document.cases.forEach((one, i) => {
    for (const { path, text } of one.fences) files.set(`case-${i}/${path}`, takeAnnotations(text).text);
  });
  return files;
}

const ruleFolder = here("../server/src/features/rules");
const documents = readdirSync(ruleFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath, entry.name))
  .flatMap((path) => parseHeader(path, readFileSync(path, "utf8")) ?? [])
  .filter(({ cases }) => cases.length > 0);

describe("findings after edits are those of a fresh workspace", () => {
  it.each([1, 2, 3, 4])(
    "in the examples, seed %i",
    async (seed) => {
      await editAndCompare(examples(), seed, 15);
    },
    60_000,
  );

  it("in the cases of every rule", async () => {
    expect(documents.length).toBeGreaterThan(0);
    for (const [i, document] of documents.entries()) await editAndCompare(casesOf(document), 100 + i, 15);
  }, 120_000);
});
