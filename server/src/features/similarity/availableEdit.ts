// Whether a suggestion's edit can be made where it stands: its refactor is asked, and refuses with its reason.

import type { SourceChange } from "../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { refactorsAt } from "../codeActions.js";
import type { CheckOptions } from "../diagnostics.js";
import type { RefactorOptions } from "../refactors/refactor.js";
import { refactors } from "../refactors/registry.js";
import type { Suggestion } from "./suggestion.js";

/** The refactor that makes each detector's edit; detectors without one are reported only. */
const refactorOf: Readonly<Record<string, string>> = {
  E: "extract-local",
  H: "blocks-to-dynamic",
  I: "extract-local",
  J: "name-condition",
};

/** True for detectors whose suggestions may have an edit; whether one has is known when it is asked for. */
export function mayHaveEdit(detector: string): boolean {
  return refactorOf[detector] !== undefined;
}

export type AvailableEdit =
  | {
      readonly kind: "available";
      readonly refactor: string;
      readonly title: string;
      /** Computes the edit; undefined where the state no longer allows it. */
      readonly build: () => SourceChange | undefined;
    }
  | { readonly kind: "report-only"; readonly reason: string };

/** The refactor that writes the first site's repetition once, or why there is none. */
export function availableEdit(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: CheckOptions & { readonly refactor: RefactorOptions },
): AvailableEdit {
  const only = refactors.filter((refactor) => refactor.id === refactorOf[suggestion.detector]);
  const [site] = suggestion.sites;
  if (only.length === 0 || !site) {
    return { kind: "report-only", reason: "Tofusmith has no edit for this pattern." };
  }
  const offers = refactorsAt(snapshot, site.uri, site.range, options, only);
  // The last one covers the most: all occurrences rather than the one at hand.
  const offer = offers.findLast((each) => "build" in each);
  if (offer && "build" in offer) {
    return { kind: "available", refactor: offer.refactor, title: offer.title, build: offer.build };
  }
  const refusal = offers.find((each) => "disabled" in each);
  const reason = refusal && "disabled" in refusal ? refusal.disabled : "The edit does not apply here.";
  return { kind: "report-only", reason };
}
