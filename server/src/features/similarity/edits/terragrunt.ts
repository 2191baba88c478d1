// Edits of suggestions in Terragrunt's files: what units share goes into the file that they include, or into a stack.

import type { TextRange } from "../../../base/range.js";
import type { Suggestion } from "../suggestion.js";
import { byRefactor, type EditContext, type EditOutcome } from "./edit.js";

/** T-5 and T-10: a dependency, a hook or extra arguments. */
export function toSharedBlock(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-block");
}

/** T-3: a local value. */
export function toSharedLocal(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-local");
}

/** T-4: an input. */
export function toSharedInput(ctx: EditContext): EditOutcome {
  return atAnySite(ctx, "hoist-input");
}

/** T-1: units that are the same, or differ in a few values. */
export function toStack(ctx: EditContext): EditOutcome {
  const [first] = ctx.suggestion.sites;
  const file = first && ctx.snapshot.file(first.uri);
  const block = file?.body.items.find((item) => item.kind === "Block" && item.type.name === "terraform");
  if (!first || block?.kind !== "Block") return { refused: "The units name no module to run." };
  return byRefactor(ctx, "units-to-stack", first.uri, { start: block.header.start, end: block.header.start });
}

/** What a refactor offers at the first site where it applies; else why it does not at the last. */
function atAnySite(ctx: EditContext, id: string): EditOutcome {
  let refusal: EditOutcome = { refused: "The units include no file that could say it for them." };
  for (const { uri, range } of sitesTried(ctx.suggestion)) {
    const outcome = byRefactor(ctx, id, uri, { start: range.start, end: range.start });
    if (!("refused" in outcome)) return outcome;
    if (outcome.refused !== "The edit does not apply here.") refusal = outcome;
  }
  return refusal;
}

/** All sites say the same, so that a few are enough to find one where the edit applies. */
function sitesTried({ sites }: Suggestion): readonly { readonly uri: string; readonly range: TextRange }[] {
  return sites.slice(0, 3);
}
