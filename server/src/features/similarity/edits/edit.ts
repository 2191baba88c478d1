// The contract of an edit that writes a suggestion's repetition once, and the way to let a refactor make it.

import type { TextRange } from "../../../base/range.js";
import type { FileRange, SourceChange } from "../../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { plainRefactorsAt } from "../../codeActions.js";
import type { CheckOptions } from "../../diagnostics.js";
import type { Offer, Refactor, RefactorOptions } from "../../refactors/refactor.js";
import { refactors } from "../../refactors/registry.js";
import type { Suggestion } from "../suggestion.js";

/** What an edit is made from. */
export interface EditContext {
  readonly snapshot: WorkspaceSnapshot;
  readonly suggestion: Suggestion;
  readonly options: CheckOptions & { readonly refactor: RefactorOptions };
}

/** An edit that keeps the plan, or why there is none: one sentence for a person. */
export type EditOutcome =
  | {
      /** The refactor that makes it, or the edit's own id. */
      readonly refactor: string;
      readonly title: string;
      /** The places that it takes, where they may be others than the suggestion's. */
      readonly places?: readonly FileRange[] | undefined;
      readonly build: () => SourceChange | undefined;
    }
  | { readonly refused: string };

/** Makes a suggestion's edit. Whether it applies is decided at once; what it writes is built when it is chosen. */
export type SuggestionEdit = (ctx: EditContext) => EditOutcome;

/** What a refactor offers at a selection: the last offer that `prefer` takes, else the first; or its refusal. */
export function byRefactor(
  ctx: EditContext,
  refactor: string | Refactor,
  uri: string,
  selection: TextRange,
  prefer: (offer: Offer) => boolean = () => false,
): EditOutcome {
  const only = typeof refactor === "string" ? refactors.filter(({ id }) => id === refactor) : [refactor];
  const offers = plainRefactorsAt(ctx.snapshot, uri, selection, ctx.options, only);
  const offered = offers.flatMap((offer) => ("build" in offer ? [offer] : []));
  const chosen = offered.filter(prefer).at(-1) ?? offered[0];
  if (chosen?.doubt !== undefined) return { refused: chosen.doubt };
  if (chosen) {
    const { title, places, build } = chosen;
    return { refactor: chosen.refactor, title, places, build };
  }
  const refusal = offers.find((each) => "disabled" in each);
  return { refused: refusal && "disabled" in refusal ? refusal.disabled : "The edit does not apply here." };
}

/** The range from the first site's start to the last one's end, where all stand in one file. */
export function span(suggestion: Suggestion): { readonly uri: string; readonly range: TextRange } | undefined {
  const [first] = suggestion.sites;
  const last = suggestion.sites.at(-1);
  if (!first || !last || suggestion.sites.some(({ uri }) => uri !== first.uri)) return undefined;
  return { uri: first.uri, range: { start: first.range.start, end: last.range.end } };
}
