// # invalid-reference
//
// Reports a reference that is not one: too short, with an index where a name belongs, or to an attribute that its root
// does not have.
//
// ```hcl
// output "a" {
//   value = foo
// #         ^^^ error[invalid-reference]: `foo` is none of the names that OpenTofu knows, so it is taken for a resource type and needs a name behind it. A text is written in quotes: `"foo"`.
// }
//
// output "b" {
//   value = path.modle
// #         ^^^^^^^^^^ error[invalid-reference]: `path` has no attribute `modle`. Did you mean `module`?
// }
// ```
// -> fix "Change to `module`"
// ```hcl
// output "a" {
//   value = foo
// }
//
// output "b" {
//   value = path.module
// }
// ```
import { referenceRoots } from "../../../model/builtins/references.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import type { ReferenceOrigin } from "../../../model/references.js";
import { isEvaluated } from "../references/context.js";
import { type ParsedReference, parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence, listed } from "../structure/words.js";

export const invalidReference: Rule = {
  id: "invalid-reference",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    reference(origin, where, ctx) {
      if (!isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind === "problem") reportProblem(ctx, origin, where, parsed);
      else if (parsed.kind === "path" || parsed.kind === "terraform" || parsed.kind === "tofu") {
        checkAttribute(ctx, where, origin, parsed.kind, parsed.name, parsed.range);
      } else if (parsed.kind === "count" || parsed.kind === "each") {
        checkAttribute(ctx, where, origin, parsed.kind, parsed.name, parsed.range);
      }
      if (origin.place === "depends_on") checkWhole(ctx, where, parsed);
    },
  },
};

function reportProblem(
  ctx: ModuleRuleContext,
  origin: ReferenceOrigin,
  where: Where,
  { summary, message, range }: Extract<ParsedReference, { kind: "problem" }>,
): void {
  const { root, steps } = origin.base;
  const isBareWord = steps.length === 0 && referenceRoots[root.name] === undefined && summary === "Invalid reference";
  const fixes = isBareWord
    ? [replaceFix(where.file.uri, root.range, `"${root.name}"`, `Change to the text "${root.name}"`)]
    : [];
  ctx.report(where.file.uri, range, message, { summary, fixes });
}

function checkAttribute(
  ctx: ModuleRuleContext,
  where: Where,
  origin: ReferenceOrigin,
  root: string,
  name: string,
  range: { readonly start: number; readonly end: number },
): void {
  const known = referenceRoots[root]?.attributes ?? {};
  const attributes = Object.keys(known).filter((attribute) => !known[attribute]?.removed);
  if (attributes.includes(name)) return;
  const suggestion = didYouMean(name, sortedNames(attributes));
  const isOldWorkspace = (root === "terraform" || root === "tofu") && name === "env";
  const hint = isOldWorkspace
    ? ` It is called \`${root}.workspace\` today.`
    : didYouMeanSentence(suggestion) || ` It has ${listed(attributes)}.`;
  const better = isOldWorkspace ? "workspace" : suggestion;
  const first = origin.base.steps[0];
  ctx.report(where.file.uri, range, `\`${root}\` has no attribute \`${name}\`.${hint}`, {
    summary: `Invalid "${root}" attribute`,
    fixes:
      better !== undefined && first?.kind === "AttrStep"
        ? [suggestionFix(where.file.uri, first.nameRange, better)]
        : [],
  });
}

/** `depends_on` waits for whole objects. */
function checkWhole(ctx: ModuleRuleContext, where: Where, parsed: ParsedReference): void {
  if (parsed.kind === "problem" || parsed.rest.length === 0) return;
  const first = parsed.rest[0];
  const last = parsed.rest[parsed.rest.length - 1];
  if (!first || !last) return;
  const range = { start: first.range.start, end: last.range.end };
  ctx.report(where.file.uri, range, "`depends_on` waits for whole objects, so nothing may follow the object's name", {
    summary: "Invalid depends_on reference",
    fixes: [replaceFix(where.file.uri, range, "", "Name the whole object", { safety: "safe", preferred: true })],
  });
}
