// Runs a refactor's case: a selection, then the files after its edit, a refusal, or nothing offered.
//
// Options: `target` (a product), `offer` (which offer by title), `kind` (the kind the offer must have), `rename` (the name
// that the person is asked to choose).

import { expect } from "vitest";
import type { SourceChange } from "../../server/src/base/sourceChange.js";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { editProblems } from "./checkEdit.js";
import type { Case, Fence } from "./markdown.js";
import { takeMarkers } from "./markers.js";
import { testParser } from "./parser.js";
import { compareFiles } from "./ruleCases.js";
import { renderedUnits, runUnits } from "./terragruntPlan.js";
import { casePath, caseUri, filesAfter, snapshotOf, targetEvidence } from "./workspace.js";

/** They move what OpenTofu is run on between Terragrunt's configuration and files beside the units. */
const betweenFiles: ReadonlySet<string> = new Set([
  "backend-to-remote-state",
  "generate-file",
  "remote-state-to-backend",
  "write-generated-file",
]);

/** Checks one case of the refactor `id`; gives the texts that its expected fences should hold. */
export async function runRefactorCase(id: string, one: Case): Promise<ReadonlyMap<Fence, string>> {
  const files = new Map<string, string>();
  let cursor: { path: string; selection: { start: number; end: number } } | undefined;
  for (const fence of one.fences) {
    const { text, selection } = takeMarkers(fence.text);
    files.set(fence.path, text);
    if (selection) cursor = { path: fence.path, selection };
  }
  if (!cursor) throw new Error("the case has no cursor `<|>` and no selection");
  const checks = { ...defaultCheckOptions, evidence: targetEvidence(one.options.get("target")) };
  const moved = one.options.get("moved") === "beside" ? ("beside" as const) : ("file" as const);
  const snapshot = await snapshotOf(files);
  const only = refactors.filter((refactor) => refactor.id === id);
  const offers = refactorsAt(
    snapshot,
    caseUri(cursor.path),
    cursor.selection,
    { ...checks, refactor: { movedBlocks: moved } },
    only,
  );
  const wanted = one.options.get("offer");
  const kind = one.options.get("kind");

  const [expectation] = one.expectations;
  if (!expectation) throw new Error("the case expects nothing: it has no `->`");
  if (expectation.words === "not applicable") {
    expect(offers.map((offer) => offer.title)).toEqual([]);
    return new Map();
  }
  if (expectation.words.startsWith("refused: ")) {
    const reasons = offers.map((offer) => ("disabled" in offer ? offer.disabled : `offered: ${offer.title}`));
    expect(reasons).toContain(JSON.parse(expectation.words.slice("refused: ".length)));
    return new Map();
  }
  const offer = offers.find((each) => "build" in each && (wanted === undefined || each.title === wanted));
  if (!offer || !("build" in offer)) {
    const seen = offers.map((each) => ("disabled" in each ? `refused: ${each.disabled}` : each.title));
    throw new Error(`no such offer; there are: ${seen.join(" | ") || "none"}`);
  }
  if (kind !== undefined) expect(offer.kind).toBe(kind);
  const change = offer.build();
  if (!change) throw new Error(`"${offer.title}" gives no edit`);
  expect(await editProblems(files, change, checks)).toEqual([]);
  expectRename(change, filesAfter(files, change), one.options.get("rename"));
  // No refactor of Terragrunt's files changes what any unit comes to, but the one that writes mocks.
  if (only[0]?.terragrunt && id !== "add-mock-outputs" && !betweenFiles.has(id)) {
    expect(renderedUnits(await snapshotOf(filesAfter(files, change)))).toEqual(renderedUnits(snapshot));
  }
  if (betweenFiles.has(id)) {
    const parser = await testParser();
    const parse = (text: string) => parser.parse("file:///piece.tf", 0, text).body;
    const after = await snapshotOf(filesAfter(files, change));
    expect(runUnits(after, parse)).toEqual(runUnits(snapshot, parse));
  }
  const replacements = new Map<Fence, string>();
  compareFiles(files, filesAfter(files, change), expectation.fences, replacements);
  return replacements;
}

/** Where a person is to choose a name, that name stands there; the option `rename` says which. */
function expectRename(change: SourceChange, after: ReadonlyMap<string, string>, wanted: string | undefined): void {
  const { rename } = change;
  if (wanted !== undefined) expect(rename, "no name to choose").toBeDefined();
  if (!rename) return;
  const text = after.get(casePath(rename.uri)) ?? "";
  const name = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(text.slice(rename.offset))?.[0];
  expect(`${text[rename.offset - 1] ?? ""}${name ?? "no name"}`).toMatch(/^[."\s]/);
  if (wanted !== undefined) expect(name).toBe(wanted);
}
