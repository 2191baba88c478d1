// Whether a suggestion's edit can be made where it stands: its refactor is asked, and refuses with its reason.

import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { refactorsAt } from "../codeActions.js";
import type { CheckOptions } from "../diagnostics.js";
import { refactors } from "../refactors/registry.js";
import type { Suggestion } from "./suggestion.js";

/** The refactor that makes each detector's edit; detectors without one are reported only. */
const refactorOf: Readonly<Record<string, string>> = {
  E: "extract-local",
  H: "blocks-to-dynamic",
  I: "extract-local",
  J: "name-condition",
};

export type AvailableEdit =
  | { readonly kind: "available"; readonly refactor: string }
  | { readonly kind: "report-only"; readonly reason: string };

/** The refactor that writes the first site's repetition once, or why there is none. */
export function availableEdit(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: CheckOptions,
): AvailableEdit {
  const only = refactors.filter((refactor) => refactor.id === refactorOf[suggestion.detector]);
  const [site] = suggestion.sites;
  if (only.length === 0 || !site) {
    return { kind: "report-only", reason: "Tofusmith has no edit for this pattern." };
  }
  const offers = refactorsAt(snapshot, site.uri, site.range, { ...options, refactor: { movedBlocks: "file" } }, only);
  const offer = offers.find((each) => "build" in each);
  if (offer) return { kind: "available", refactor: offer.refactor };
  const refusal = offers.find((each) => "disabled" in each);
  const reason = refusal && "disabled" in refusal ? refusal.disabled : "The edit does not apply here.";
  return { kind: "report-only", reason };
}
