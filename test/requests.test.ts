// Runs the cases of editor requests: `spec/requests/<request>.md`, expected output in a `text` fence behind `->`.
//
// `UPDATE=1` writes the output into the expected fences; review the diff before it is committed.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Case, type Fence, parseMarkdown, replaceFences } from "./harness/markdown.js";
import { takeMarkers } from "./harness/markers.js";
import { requests } from "./harness/requests.js";
import { caseUri, snapshotOf } from "./harness/workspace.js";

const folder = join(import.meta.dirname, "spec/requests");

const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));

for (const name of names.sort()) {
  const path = join(folder, name);
  const document = parseMarkdown(basename(name), readFileSync(path, "utf8"));
  describe(name, () => {
    const stale = new Map<Fence, string>();
    afterAll(() => {
      if (stale.size > 0) writeFileSync(path, replaceFences(document, readFileSync(path, "utf8"), stale));
    });
    it("is the name of a request", () => {
      expect(Object.keys(requests)).toContain(document.name);
    });
    for (const one of document.cases) {
      it(`${one.title} (${name}:${one.line})`, async () => {
        const [fence] = one.expectations.flatMap((expectation) => expectation.fences);
        const output = await run(document.name, one);
        if (process.env.UPDATE && fence) {
          if (fence.text !== output) stale.set(fence, output);
          return;
        }
        expect(output).toBe(fence?.text ?? "");
      });
    }
  });
}

async function run(request: string, one: Case): Promise<string> {
  const files = new Map<string, string>();
  let at: { path: string; start: number; end: number } | undefined;
  for (const fence of one.fences) {
    const { text, selection } = takeMarkers(fence.text);
    files.set(fence.path, text);
    if (selection) at = { path: fence.path, ...selection };
  }
  at ??= { path: one.fences[0]?.path ?? "main.tf", start: 0, end: 0 };
  const snapshot = await snapshotOf(files);
  const uri = caseUri(at.path);
  const file = snapshot.file(uri);
  const answer = requests[request];
  if (!file || !answer) throw new Error(`no file ${at.path}, or no request ${request}`);
  const selection = { start: at.start, end: at.end };
  const output = await answer({ snapshot, uri, file, offset: at.start, selection, options: one.options });
  return output === "" ? "" : `${output}\n`;
}
