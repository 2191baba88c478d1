// A refactor and its inverse where they do not give the first bytes: for each reason one case that says why not.
//
// The option `reason` names the difference that the case shows, `with` those that go along; behind `->` is what stands
// there after there and back.
// `one-way` shows what no way leads back from, and `chosen-again` what the inverse cannot know: behind `->` stands what
// the first refactor gives.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { type Case, parseMarkdown } from "../harness/markdown.js";
import { takeMarkers } from "../harness/markers.js";
import { testParser } from "../harness/parser.js";
import { caseUri, filesAfter, snapshotOf, targetEvidence } from "../harness/workspace.js";
import type { Files } from "./judge/configuration.js";
import { addressAt, type Back, back } from "./random/inverse.js";
import { chosenAgain, differences, oneWay, pairs, why } from "./random/sameBut.js";

const path = join(import.meta.dirname, "back/back.md");
const { cases } = parseMarkdown(path, readFileSync(path, "utf8"));
const named = (option: string): readonly string[] => cases.flatMap((one) => one.options.get(option) ?? []).sort();

describe("there and back", () => {
  it("has one case for each reason why not, and no other", () => {
    expect(named("reason")).toEqual(Object.keys(why).sort());
    expect(named("one-way")).toEqual(Object.keys(oneWay).sort());
    expect(named("chosen-again")).toEqual([...chosenAgain.keys()].sort());
    expect([...new Set(Object.values(pairs).flat())].sort()).toEqual(Object.keys(why).sort());
  });

  for (const one of cases) {
    it(one.title, async () => {
      const { files, after, found, reasons } = await thereAndBack(one);
      const reason = one.options.get("reason");
      const expected = new Map(one.expectations[0]?.fences.map((fence) => [fence.path, fence.text]));
      if (reason !== undefined) {
        expect("files" in found ? changed(files, found.files) : found).toEqual(expected);
        expect([...(reasons ?? [])].sort()).toEqual([reason, ...(one.options.get("with")?.split(", ") ?? [])].sort());
        return;
      }
      expect(changed(files, after)).toEqual(expected);
      if (one.options.has("one-way")) expect("nothing" in found && found.nothing).toBe(one.expectations[0]?.words);
      else expect("files" in found && reasons?.length === 0).toBe(false);
    });
  }
});

/** The files that an edit leaves otherwise than they were; those that are gone are empty. */
function changed(before: Files, after: Files): Files {
  const all = [...new Set([...before.keys(), ...after.keys()])];
  return new Map(
    all.flatMap((name) => (before.get(name) === after.get(name) ? [] : [[name, after.get(name) ?? ""] as const])),
  );
}

async function thereAndBack(one: Case): Promise<{
  readonly files: Files;
  readonly after: Files;
  readonly found: Back;
  readonly reasons: readonly string[] | undefined;
}> {
  const parser = await testParser();
  const files = new Map<string, string>();
  let cursor: { readonly path: string; readonly selection: { start: number; end: number } } | undefined;
  for (const fence of one.fences) {
    const { text, selection } = takeMarkers(fence.text);
    files.set(fence.path, text);
    if (selection) cursor = { path: fence.path, selection };
  }
  const refactor = refactors.find(({ id }) => id === one.options.get("refactor"));
  if (!cursor || !refactor) throw new Error("the case has no cursor or no refactor");
  const { path: where, selection } = cursor;
  const options = {
    ...defaultCheckOptions,
    evidence: targetEvidence("opentofu@1.12"),
    refactor: { movedBlocks: "file" as const },
  };
  const wanted = one.options.get("offer") ?? "";
  const offers = refactorsAt(await snapshotOf(files), caseUri(where), selection, options, [refactor]);
  const offer = offers.find((each) => "build" in each && each.title.includes(wanted));
  const change = offer && "build" in offer ? offer.build() : undefined;
  if (!change) throw new Error(`no offer: ${offers.map((each) => JSON.stringify(each)).join()}`);
  const after = filesAfter(files, change);
  const address = addressAt(parser, files, where, selection);
  const reasonsFor = (again: Files) => differences(parser, files, again, address, pairs[refactor.id] ?? []);
  const isExplained = (again: Files): boolean => reasonsFor(again) !== undefined;
  const found = await back(refactor, files, after, where, selection, options, isExplained);
  return { files, after, found, reasons: "files" in found ? reasonsFor(found.files) : undefined };
}
