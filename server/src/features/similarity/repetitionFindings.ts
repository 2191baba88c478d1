// Repetition as findings in open files: a hint on the first site, the others related, with the edit as its fix.
//
// Only what can be written once without changing the plan is worth a hint; everything else stands in the report.

import type { Checkpoint } from "../../base/cancellation.js";
import type { TextRange } from "../../base/range.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import type { Diagnostic, Fix, RuleLevel } from "../diagnostic.js";
import type { CheckOptions } from "../diagnostics.js";
import type { RefactorOptions } from "../refactors/refactor.js";
import { availableEdit } from "./availableEdit.js";
import { ruleOf } from "./detectorNames.js";
import { findRepetition, type RepetitionOptions, type RepetitionProgress } from "./findRepetition.js";
import { toldOf } from "./needs.js";
import type { Suggestion } from "./suggestion.js";

/** What is searched for, and what of it is shown. The same object must stand for the same choices. */
export interface RepetitionSettings {
  readonly search: RepetitionOptions;
  readonly lowestScore: number;
  readonly fewestSites: number;
  /** Levels by rule, where they differ from `hint`. */
  readonly levels: ReadonlyMap<string, RuleLevel>;
}

/** How many other sites a finding lists. */
const mostRelated = 20;

/**
 * What is written more than once, by the settings: without rules that are off, and above the thresholds. `isIgnored`
 * says what the workspace's baseline names, and `options` what a file's module is written for.
 */
export async function wantedRepetition(
  snapshot: WorkspaceSnapshot,
  settings: RepetitionSettings,
  isIgnored: (suggestion: Suggestion) => boolean,
  options: (uri: string) => CheckOptions,
  checkpoint: Checkpoint,
  progress?: (progress: RepetitionProgress) => void,
): Promise<readonly Suggestion[]> {
  const found = await findRepetition(snapshot, settings.search, checkpoint, progress);
  const wanted = found.filter(
    (each) =>
      each.score >= settings.lowestScore &&
      each.sites.length >= settings.fewestSites &&
      settings.levels.get(ruleOf(each.detector)) !== "off" &&
      !isIgnored(each),
  );
  const told: Suggestion[] = [];
  for (const each of wanted) {
    // Some are told only with what their edit would write, which takes its time.
    await checkpoint();
    told.push(...toldOf(snapshot, each, options));
  }
  return told;
}

/** The findings for suggestions whose first site is in an open file and whose edit can be made; `ignoring` is the fix that leaves it. */
export async function repetitionFindings(
  snapshot: WorkspaceSnapshot,
  suggestions: readonly Suggestion[],
  options: (uri: string) => { readonly check: CheckOptions; readonly refactor: RefactorOptions },
  ignoring: (suggestion: Suggestion) => Fix | undefined,
  checkpoint: Checkpoint,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const suggestion of suggestions) {
    const [first, ...others] = suggestion.sites;
    const entry = first && snapshot.entry(first.uri);
    if (!first || entry?.version === undefined) continue;
    await checkpoint();
    const { check, refactor } = options(first.uri);
    const rule = ruleOf(suggestion.detector);
    const level = check.levels.get(rule) ?? "hint";
    if (level === "off") continue;
    const edit = availableEdit(snapshot, suggestion, { ...check, refactor });
    if (edit.kind !== "available") continue;
    const { title, tokensSaved } = suggestion;
    const message = tokensSaved > 0 ? `${title}; writing it once saves about ${tokensSaved} tokens` : title;
    const fix: Fix = {
      title: edit.title,
      safety: "unsafe",
      alone: true,
      change: edit.build,
    };
    found.push({
      rule,
      severity: level,
      uri: first.uri,
      range: firstLine(entry, first.range),
      summary: message,
      message,
      tags: [],
      related: others
        .slice(0, mostRelated)
        .map(({ uri, range, note }) => ({ uri, range, message: note ?? "the same here" })),
      fixes: [fix, ignoring(suggestion) ?? []].flat(),
    });
  }
  return found;
}

/** The range up to the end of its first line: the light bulb belongs to a block's first line, not to all of it. */
function firstLine({ text }: FileEntry, { start, end }: TextRange): TextRange {
  const lineEnd = text.indexOf("\n", start);
  const last = lineEnd < 0 ? text.length : text.charAt(lineEnd - 1) === "\r" ? lineEnd - 1 : lineEnd;
  return { start, end: Math.max(start, Math.min(end, last)) };
}
