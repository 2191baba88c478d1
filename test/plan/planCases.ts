// Cases for the plan oracle: a Markdown file for each refactor, whose cases say before and the refactor says after.
//
// The option `refactor` names another refactor than the file. A case without `->` must be offered and keep the plan, with every bool variable of the root module on and off.
// `-> refused: "reason"` must be refused; the files below it are the forced edit, which must change or fail a plan. The
// option `proof` names another proof (see proof.ts).
// The option `crlf` names the file before that has line breaks of two characters.
// With the option `outputs: one more` the plan may have a new output value.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import type { Offer } from "../../server/src/features/refactors/refactor.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { argument } from "../../server/src/model/extract.js";
import { type Case, parseMarkdown } from "../harness/markdown.js";
import { takeMarkers } from "../harness/markers.js";
import { caseUri, filesAfter, snapshotOf, targetEvidence } from "../harness/workspace.js";
import type { Files } from "./judge/configuration.js";

export interface PlanCase {
  /** The name of the file it stands in. */
  readonly file: string;
  readonly refactor: string;
  readonly title: string;
  readonly one: Case;
}

/** All cases of a folder, in the order of files. */
export function planCases(name: "cases" | "optional" = "cases"): PlanCase[] {
  const folder = join(import.meta.dirname, name);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .flatMap((file) => {
      const document = parseMarkdown(`test/plan/${name}/${file}`, readFileSync(join(folder, file), "utf8"));
      return document.cases.map((one) => ({
        file: document.name,
        refactor: one.options.get("refactor") ?? document.name,
        title: one.title,
        one,
      }));
    });
}

export interface Refactored {
  readonly before: Files;
  /** The offers at the cursor by the case's refactor. */
  readonly offers: readonly Offer[];
  /** Names of the root module's bool variables that have a default: the toggles. */
  readonly toggles: readonly string[];
}

/** Runs a case's refactor on its files. */
export async function refactorCase(one: PlanCase, target = one.one.options.get("target")): Promise<Refactored> {
  const files = new Map<string, string>();
  let cursor: { path: string; selection: { start: number; end: number } } | undefined;
  for (const fence of one.one.fences) {
    const { text, selection } = takeMarkers(fence.text);
    const hasCrLf = one.one.options.get("crlf") === fence.path;
    files.set(fence.path, hasCrLf ? text.replaceAll("\n", "\r\n") : text);
    // Each line break before a place has one character more.
    const at = (offset: number): number => offset + (hasCrLf ? text.slice(0, offset).split("\n").length - 1 : 0);
    if (selection) cursor = { path: fence.path, selection: { start: at(selection.start), end: at(selection.end) } };
  }
  if (!cursor) throw new Error("the case has no cursor");
  const snapshot = await snapshotOf(files);
  const only = refactors.filter((refactor) => refactor.id === one.refactor);
  const offers = refactorsAt(
    snapshot,
    caseUri(cursor.path),
    cursor.selection,
    {
      ...defaultCheckOptions,
      evidence: targetEvidence(target),
      refactor: { movedBlocks: one.one.options.get("moved") === "beside" ? "beside" : "file" },
    },
    only,
  );
  const root = snapshot.module(caseUri("x").slice(0, -2));
  const toggles = [...(root?.declarationsOf("variable") ?? [])].flatMap(({ uri, fact }) => {
    const block = snapshot.file(uri)?.body.items[fact.item];
    if (block?.kind !== "Block") return [];
    const value = argument(block.body, "default")?.value;
    return value?.kind === "LiteralValueExpr" && value.value.type === "bool" ? [fact.name] : [];
  });
  return { before: files, offers, toggles };
}

/** The files after the case's offer. */
export function afterOffer(one: PlanCase, refactored: Refactored): Files {
  const wanted = one.one.options.get("offer");
  const offer = refactored.offers.find((each) => "build" in each && (wanted === undefined || each.title === wanted));
  if (!offer || !("build" in offer)) {
    const seen = refactored.offers.map((each) => ("disabled" in each ? `refused: ${each.disabled}` : each.title));
    throw new Error(`no such offer; there are: ${seen.join(" | ") || "none"}`);
  }
  const change = offer.build();
  if (!change) throw new Error("the offer gives no edit");
  return filesAfter(refactored.before, change);
}

/** The reason of a case that must be refused; undefined for one that must be offered. */
export function refusalOf(one: PlanCase): string | undefined {
  const words = one.one.expectations[0]?.words ?? "";
  return words.startsWith("refused: ") ? (JSON.parse(words.slice("refused: ".length)) as string) : undefined;
}

/** The files of a refusal's forced edit: those before, with the expected fences in their place. */
export function forcedFiles(one: PlanCase, before: Files): Files | undefined {
  const fences = one.one.expectations[0]?.fences ?? [];
  if (fences.length === 0) return undefined;
  return new Map([...before, ...fences.map((fence) => [fence.path, fence.text] as const)]);
}
