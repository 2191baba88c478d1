// Runs a rule's case: annotations against findings, and the edits of its fixes.
//
// Options: `target` (a product), `rules` (further rules that run, separated by commas), `fix` (which fix by title),
// `absent` (directories that are known to be missing, separated by commas).

import { expect } from "vitest";
import { changeOfFix } from "../../server/src/features/codeActions.js";
import type { Diagnostic } from "../../server/src/features/diagnostic.js";
import { type CheckOptions, checkFile, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { editProblems } from "./checkEdit.js";
import type { Case, Fence } from "./markdown.js";
import { type Annotation, messageMatches, takeAnnotations } from "./markers.js";
import { casePath, caseUri, filesAfter, onlyRules, snapshotOf, targetEvidence } from "./workspace.js";

/** Checks one case of the rule `id`; gives the texts that its expected fences should hold. */
export async function runRuleCase(id: string, one: Case): Promise<ReadonlyMap<Fence, string>> {
  const files = new Map<string, string>();
  const annotations = new Map<string, readonly Annotation[]>();
  for (const fence of one.fences) {
    const taken = takeAnnotations(fence.text);
    files.set(fence.path, taken.text);
    annotations.set(fence.path, taken.annotations);
  }
  const extra = (one.options.get("rules") ?? "").split(",").map((rule) => rule.trim());
  const options = onlyRules(new Set([id, ...extra]), one.options.get("target"));
  const absent = (one.options.get("absent") ?? "").split(",").flatMap((path) => path.trim() || []);
  const snapshot = await snapshotOf(files, absent);
  const found = findings(snapshot, files, options);

  const printed = found.map((diagnostic) => print(snapshot, diagnostic, undefined));
  const expected = [...annotations].flatMap(([path, list]) =>
    list.map((annotation) => printAnnotation(path, annotation)),
  );
  const printedAsExpected = found.map((diagnostic) =>
    print(snapshot, diagnostic, annotations.get(casePath(diagnostic.uri))),
  );
  expect(printedAsExpected.sort(), `found: ${printed.join(" | ")}`).toEqual(expected.sort());

  const replacements = new Map<Fence, string>();
  for (const expectation of one.expectations) {
    const title = expectation.words.startsWith("fix ")
      ? expectation.words.slice(4).trim().replace(/^"|"$/g, "")
      : undefined;
    const fix = found
      .flatMap((diagnostic) => diagnostic.fixes)
      .find((each) => title === undefined || each.title === title);
    if (!fix)
      throw new Error(
        `no fix ${title ?? ""}; there are: ${found.flatMap((d) => d.fixes.map((f) => f.title)).join(", ")}`,
      );
    const change = changeOfFix(snapshot, fix);
    if (!change) throw new Error(`the fix "${fix.title}" gives no edit`);
    expect(
      await editProblems(files, change, {
        ...defaultCheckOptions,
        evidence: targetEvidence(one.options.get("target")),
      }),
    ).toEqual([]);
    const after = filesAfter(files, change);
    const diagnostic = found.find((each) => each.fixes.includes(fix)) as Diagnostic;
    await findingIsGone(diagnostic, found, after, options);
    compareFiles(files, after, expectation.fences, replacements);
  }
  return replacements;
}

function findings(
  snapshot: WorkspaceSnapshot,
  files: ReadonlyMap<string, string>,
  options: CheckOptions,
): Diagnostic[] {
  return [...files.keys()].flatMap((path) => checkFile(snapshot, caseUri(path), options));
}

async function findingIsGone(
  diagnostic: Diagnostic,
  before: readonly Diagnostic[],
  after: ReadonlyMap<string, string>,
  options: CheckOptions,
): Promise<void> {
  const now = findings(await snapshotOf(after), after, options).filter((each) => each.rule === diagnostic.rule);
  const earlier = before.filter((each) => each.rule === diagnostic.rule);
  expect(now.length, "the fix leaves its finding").toBeLessThan(earlier.length);
}

/** Compares every file after an edit with its expected fence; a file without one must be unchanged. */
export function compareFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  fences: readonly Fence[],
  replacements: Map<Fence, string>,
): void {
  const byPath = new Map(fences.map((fence) => [fence.path, fence]));
  for (const [path, text] of after) {
    const fence = byPath.get(path);
    if (fence) replacements.set(fence, text);
    if (fence && process.env.UPDATE) continue;
    const shown = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    expect(`${path}:\n${shown}`).toBe(`${path}:\n${fence ? fence.text : before.get(path)}`);
  }
  for (const path of byPath.keys()) {
    if (!after.has(path) && !before.has(path)) throw new Error(`expected a file ${path}`);
  }
  // A file that is gone is expected as an empty one.
  for (const path of before.keys()) {
    const fence = byPath.get(path);
    if (after.has(path)) continue;
    if (fence) replacements.set(fence, "");
    if (!process.env.UPDATE) expect(`${path}: ${fence?.text ?? "not expected to go"}`).toBe(`${path}: `);
  }
}

function printAnnotation(path: string, { line, start, end, severity, rule, message }: Annotation): string {
  return `${path}:${line + 1}:${start + 1}-${end + 1} ${severity}[${rule}]: ${message ?? "…"}`;
}

function print(
  snapshot: WorkspaceSnapshot,
  { uri, range, severity, rule, message }: Diagnostic,
  annotations: readonly Annotation[] | undefined,
): string {
  const file = snapshot.terragruntFile(uri);
  if (!file) throw new Error(`a finding in an unknown file ${uri}`);
  const from = file.lineIndex.position(range.start);
  const to = file.lineIndex.position(range.end);
  const lineEnd = file.lineIndex.line(from.line);
  const width = file.text.slice(lineEnd.start, lineEnd.end).trimEnd().length;
  // An empty range has no width to annotate; one caret stands for it.
  const end = to.line === from.line ? Math.max(to.column, from.column + 1) : width;
  const annotation = annotations?.find(
    (each) =>
      each.line === from.line && each.start === from.column && each.rule === rule && messageMatches(each, message),
  );
  return printAnnotation(casePath(uri), {
    line: from.line,
    start: from.column,
    end,
    severity,
    rule,
    message: annotation ? annotation.message : message,
  });
}
