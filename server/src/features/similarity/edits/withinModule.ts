// Edits of suggestions whose sites stand in one module: a local value, a named condition, a table of blocks.

import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { Block } from "../../../syntax/ast.js";
import { pathAt } from "../../../syntax/visit.js";
import { byRefactor, type EditContext, type EditOutcome, span } from "./edit.js";

/** a local value for all sites; one that has the expression already is used at the others. */
export function toLocal(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const known = suggestion.sites.flatMap((site) => {
    const file = snapshot.file(site.uri);
    const path = file ? pathAt(file, site.range.start) : [];
    const [outer] = path.filter((node): node is Block => node.kind === "Block");
    const attribute = path.find((node) => node.kind === "Attribute");
    const isWhole =
      attribute?.kind === "Attribute" &&
      attribute.value.range.start === site.range.start &&
      attribute.value.range.end === site.range.end;
    return outer?.type.name === "locals" && isWhole ? [{ site, name: attribute.name.name }] : [];
  });
  const [local] = known;
  if (local && known.length === 1) {
    const others = suggestion.sites.filter((site) => site !== local.site);
    for (const { uri, range } of others) {
      const outcome = byRefactor(ctx, "extract-local", uri, range);
      if ("refused" in outcome) return outcome;
    }
    return {
      refactor: "extract-local",
      title: `Use \`local.${local.name}\` at ${others.length} places`,
      build: () => {
        const change = new SourceChangeBuilder();
        for (const { uri, range } of others) change.replace(uri, range, `local.${local.name}`);
        return change.build();
      },
    };
  }
  let refusal: EditOutcome = { refused: "The edit does not apply here." };
  for (const { uri, range } of suggestion.sites) {
    const outcome = byRefactor(ctx, "extract-local", uri, range, (offer) => offer.title.includes("occurrences"));
    if (!("refused" in outcome)) return outcome;
    refusal = outcome;
  }
  return refusal;
}

/** the condition's name; where it has one, one module for the blocks that stand together. */
export function toCondition(ctx: EditContext): EditOutcome {
  const { suggestion } = ctx;
  const [first] = suggestion.sites;
  if (!first) return { refused: "The edit does not apply here." };
  const named = byRefactor(ctx, "name-condition", first.uri, first.range);
  const whole = span(suggestion);
  return "refused" in named && whole ? byRefactor(ctx, "condition-to-module", whole.uri, whole.range) : named;
}

/** one block with `for_each`. */
export function toForEach(ctx: EditContext): EditOutcome {
  const whole = span(ctx.suggestion);
  if (!whole) return { refused: "The blocks stand in several files." };
  return byRefactor(ctx, "siblings-to-for-each", whole.uri, whole.range);
}

/** one `dynamic` block. */
export function toDynamic(ctx: EditContext): EditOutcome {
  const whole = span(ctx.suggestion);
  if (!whole) return { refused: "The blocks stand in several files." };
  return byRefactor(ctx, "blocks-to-dynamic", whole.uri, whole.range);
}
