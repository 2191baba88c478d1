// The search for repetition in a session: with the settings, and without what the baselines of its folders name.

import type { Checkpoint } from "../base/cancellation.js";
import { singleFileChange } from "../base/sourceChange.js";
import type { Fix } from "../features/diagnostic.js";
import {
  type Baseline,
  baselineName,
  baselineOf,
  baselineText,
  ignoredForm,
  readBaseline,
} from "../features/similarity/baseline.js";
import type { RepetitionProgress } from "../features/similarity/findRepetition.js";
import { wantedRepetition } from "../features/similarity/repetitionFindings.js";
import type { Suggestion } from "../features/similarity/suggestion.js";
import { derived } from "../model/derived.js";
import { resolveUri } from "../model/uri.js";
import type { FileEntry } from "../model/workspace.js";
import type { BaselineText } from "../protocol.js";
import type { Session } from "./session.js";

/** What is written more than once in the session's folders, the most worthwhile first. */
export function searchRepetition(
  session: Session,
  checkpoint: Checkpoint,
  progress?: (progress: RepetitionProgress) => void,
): Promise<readonly Suggestion[]> {
  const { repetition } = session.settings.in(undefined);
  const isIgnored = (suggestion: Suggestion) => {
    const root = baselineFolder(session, suggestion);
    return root !== undefined && baselineIn(session, root).has(ignoredForm(suggestion, root));
  };
  const check = (uri: string) => session.settingsFor(uri).check;
  return wantedRepetition(session.snapshot(), repetition, isIgnored, check, checkpoint, progress);
}

/** The folder whose baseline speaks of a suggestion; undefined outside of all folders. */
export function baselineFolder(session: Session, { sites }: Suggestion): string | undefined {
  return session.discovery.folderOf(sites[0]?.uri ?? "");
}

/** The fix that leaves a repetition as it is, by naming it in the baseline. */
export function ignoringFix(session: Session, suggestion: Suggestion): Fix | undefined {
  const folder = baselineFolder(session, suggestion);
  if (folder === undefined) return undefined;
  return {
    title: `Keep this repetition (names it in \`${baselineName}\`)`,
    safety: "unsafe",
    alone: true,
    change() {
      const { uri, text } = baselineWith(session, folder, suggestion);
      const entry = session.snapshot().entry(uri);
      if (!entry) return { edits: new Map(), operations: [{ kind: "create", uri, content: text }] };
      return singleFileChange(uri, [{ range: { start: 0, end: entry.text.length }, newText: text }]);
    },
  };
}

/** The baseline of a folder with one more suggestion in it. */
export function baselineWith(session: Session, folder: string, suggestion: Suggestion): BaselineText {
  const ignored = [...baselineIn(session, folder).ignored, ignoredForm(suggestion, folder)];
  return { uri: resolveUri(folder, baselineName), text: baselineText(ignored) };
}

const none = baselineOf([]);
const readEntry = derived((entry: FileEntry) => readBaseline(entry.text));

/** What the baseline of a folder names; nothing where there is none. One that cannot be read is told of once. */
export function baselineIn(session: Session, folder: string): Baseline {
  const entry = session.snapshot().entry(resolveUri(folder, baselineName));
  if (!entry) return none;
  const baseline = readEntry(entry);
  if (typeof baseline !== "string") return baseline;
  session.tellOnce(`${baselineName} ${baseline}.`);
  return none;
}
