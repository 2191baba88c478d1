// From a block that may be missing to one that is always there: what stood its absence is taken away with it.
//
// `one(x[*].a)` is `x.a`, and `x != null ? e : null` is `e`; all else is rewritten as for `enabled`.

import type { Expression } from "../../../syntax/ast.js";
import { type Conversion, type SiteOutcome, unchanged } from "../conversion.js";
import { isNull, withoutParentheses } from "../expressionShape.js";
import type { ReferenceSite } from "../sites.js";
import { wholeUse } from "../wholeUses.js";

/** Arguments whose type is fixed, so that the other result of a conditional cannot have changed it. */
const typedArguments = new Set(["condition", "count", "enabled", "error_message"]);

/** The conversion; `other` says what becomes of every use that does not speak of the object's absence. */
export function optionalToSingle(before: "count" | "enabled" | "for_each", other: Conversion): Conversion {
  return {
    before,
    isModule: other.isModule,
    use(site, use) {
      // A splat over a map of instances is another thing than one over a list of them.
      if (use.kind === "splat" && before !== "for_each") {
        const only = onlyElement(site, use.marker);
        if (only) return only;
      }
      if (use.kind === "whole") {
        const guarded = unguarded(site);
        if (guarded) return guarded;
      }
      return before === "enabled" ? unchanged : other.use(site, use);
    },
    address: (step) => (before === "enabled" ? unchanged : other.address(step)),
  };
}

/** `one(x[*].a)`, where the splat reads attributes only. */
function onlyElement(site: ReferenceSite, marker: { start: number; end: number }): SiteOutcome | undefined {
  const { origin, parents } = site;
  const call = parents[parents.length - 1];
  if (call?.kind !== "FunctionCallExpr" || call.name !== "one" || call.args.length !== 1) return undefined;
  const [first, ...rest] = origin.accessors;
  if (first?.kind !== "splat" || rest.length === 0 || rest.some((one) => one.kind !== "attr")) return undefined;
  return {
    edits: [
      { range: { start: call.range.start, end: origin.range.start }, newText: "" },
      { range: marker, newText: "" },
      { range: { start: origin.range.end, end: call.range.end }, newText: "" },
    ],
  };
}

/** A conditional over the object's presence, whose other result leaves the type as it is. */
function unguarded(site: ReferenceSite): SiteOutcome | undefined {
  const how = wholeUse(site);
  if (how.kind !== "presence" && how.kind !== "null-check") return undefined;
  const at = site.parents.findIndex(({ range }) => range.start === how.range.start && range.end === how.range.end);
  const choice = site.parents[at - 1];
  if (choice?.kind !== "ConditionalExpr" || choice.condition !== site.parents[at]) return undefined;
  const kept = how.present ? choice.then : choice.else;
  const dropped = how.present ? choice.else : choice.then;
  if (!isNull(dropped) && !typedArguments.has(site.attribute.name.name)) return undefined;
  const range = inner(kept, at === 1);
  return {
    edits: [
      { range: { start: choice.range.start, end: range.start }, newText: "" },
      { range: { start: range.end, end: choice.range.end }, newText: "" },
    ],
  };
}

/** A conditional that is the whole of an argument needs no parentheses. */
function inner(kept: Expression, isWhole: boolean): { readonly start: number; readonly end: number } {
  const bare = withoutParentheses(kept);
  return isWhole && bare.kind === "ConditionalExpr" ? bare.range : kept.range;
}
