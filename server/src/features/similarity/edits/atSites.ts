// What a refactor can do at the sites of a suggestion in files of Terragrunt: once for each file that units include.

import type { TextRange } from "../../../base/range.js";
import { type FileRange, type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf } from "../../../model/uri.js";
import { grouped } from "../suggestion.js";
import { byRefactor, type EditContext, type EditOutcome } from "./edit.js";

/** Said where the refactor applies nowhere and does not say why. */
export const nowhere = "The units include no file that could say it for them.";

/** All sites of one group say the same, so that a few are enough to find one where the edit applies. */
const mostTried = 3;
/** More files than these are edited one after the other. */
const mostTogether = 200;

type Select = (ctx: EditContext, site: FileRange) => TextRange;

export function cursorAt(offset: number): TextRange {
  return { start: offset, end: offset };
}

/**
 * What a refactor offers at the first site where it applies, for each group of units that include the same files; else
 * why it does not at the last site.
 */
export function atAnySite(
  ctx: EditContext,
  id: string,
  selectionOf: Select = (_, { range }) => cursorAt(range.start),
): EditOutcome {
  const first = grouped(ctx.suggestion.sites, ({ uri }) => uri).flatMap(([site]) => site ?? []);
  const workspace = terragruntWorkspace(ctx.snapshot);
  const included = ({ uri }: FileRange) =>
    (workspace.linksOf(directoryOf(uri))?.includes ?? []).map((include) => include.uri ?? "").join("\n");
  const groups = grouped(first, included);
  if (groups.length === 1 || first.length > mostTogether) return atFirst(ctx, id, selectionOf, first);
  const edited = new Set<string>();
  const made: { readonly outcome: Available; readonly change: SourceChange }[] = [];
  let refusal: EditOutcome = { refused: nowhere };
  for (const group of groups) {
    // What one group shares may be shared with others, whose units include more than that.
    const sites = group.filter(({ uri }) => !edited.has(uri));
    const outcome = atFirst(ctx, id, selectionOf, sites);
    if ("refused" in outcome) {
      if (outcome.refused !== nowhere) refusal = outcome;
      continue;
    }
    const change = outcome.build();
    const touched = change ? [...change.edits.keys(), ...change.operations.map(({ uri }) => uri)] : [];
    if (!change || touched.some((uri) => edited.has(uri))) continue;
    for (const uri of touched) edited.add(uri);
    made.push({ outcome, change });
  }
  // The title speaks of the file by which most is changed.
  const size = ({ edits, operations }: SourceChange) => edits.size + operations.length;
  const [only, ...others] = made.sort((a, b) => size(b.change) - size(a.change));
  if (!only) return refusal;
  if (others.length === 0) return { ...only.outcome, build: () => only.change };
  const where = others.length === 1 ? "one other file" : `${others.length} other files`;
  const title = `${only.outcome.title}, and likewise in ${where} that units include`;
  return { ...only.outcome, title, build: () => together(made.map(({ change }) => change)) };
}

type Available = Exclude<EditOutcome, { readonly refused: string }>;

function atFirst(ctx: EditContext, id: string, selectionOf: Select, sites: readonly FileRange[]): EditOutcome {
  let refusal: EditOutcome = { refused: nowhere };
  for (const site of sites.slice(0, mostTried)) {
    const outcome = byRefactor(ctx, id, site.uri, selectionOf(ctx, site));
    if (!("refused" in outcome)) return outcome;
    if (outcome.refused !== "The edit does not apply here.") refusal = outcome;
  }
  return refusal;
}

/** Changes of different files as one. */
function together(changes: readonly SourceChange[]): SourceChange {
  const all = new SourceChangeBuilder();
  for (const { edits, operations } of changes) {
    for (const [uri, list] of edits) for (const { range, newText } of list) all.replace(uri, range, newText);
    for (const operation of operations) all.operation(operation);
  }
  return all.confirm().build();
}
