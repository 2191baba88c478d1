// Whether a suggestion's edit can be made where it stands: it is tried, and refuses with its reason.

import { bug } from "../../base/bug.js";
import type { FileRange, SourceChange } from "../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { CheckOptions } from "../diagnostics.js";
import type { RefactorOptions } from "../refactors/refactor.js";
import { keepLayout } from "../rewriting/keptLayout.js";
import { edits, withoutEdit } from "./edits/registry.js";
import type { Suggestion } from "./suggestion.js";

/** True for detectors whose suggestions may have an edit; whether one has is known when it is asked for. */
export function mayHaveEdit(detector: string): boolean {
  return edits[detector] !== undefined;
}

export type AvailableEdit =
  | {
      readonly kind: "available";
      /** The refactor that makes the edit, or the edit's own id. */
      readonly refactor: string;
      /** What the edit does, as a person reads it. */
      readonly title: string;
      /** The places that it takes, where they may be others than the suggestion's. */
      readonly places?: readonly FileRange[] | undefined;
      /** Computes the edit; undefined where the state no longer allows it. */
      readonly build: () => SourceChange | undefined;
    }
  | { readonly kind: "report-only"; readonly reason: string };

/** The edit that writes a suggestion's repetition once, or why there is none. */
export function availableEdit(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: CheckOptions & { readonly refactor: RefactorOptions },
): AvailableEdit {
  const edit = edits[suggestion.detector];
  if (!edit) {
    const reason = withoutEdit[suggestion.detector] ?? "Tofusmith has no edit for this pattern.";
    return { kind: "report-only", reason };
  }
  try {
    const outcome = edit({ snapshot, suggestion, options });
    if (!("refused" in outcome)) {
      return { kind: "available", ...outcome, build: () => keepLayout(snapshot, outcome.build()) };
    }
    return { kind: "report-only", reason: outcome.refused };
  } catch (error) {
    bug(`the edit of a suggestion of ${suggestion.detector} failed`, error);
    return { kind: "report-only", reason: "The edit failed; this is a mistake of Tofusmith's." };
  }
}
