// From a block that is always there to one that may be missing: references from elsewhere must stand its absence.
//
// The only conversion that may change a plan, and only while the object is off. Within the blocks that share the
// condition nothing can meet the missing object, so references there stay as they are (or get the key of `count`).

import { slice } from "../../../base/range.js";
import type { Attribute } from "../../../syntax/ast.js";
import { type Conversion, refused, replaced, type SiteOutcome, unchanged } from "../conversion.js";
import type { ReferenceSite } from "../sites.js";

/** Arguments that cannot be null, and what they are while the object is missing. */
const standIns: ReadonlyMap<string, string> = new Map([
  ["condition", "true"],
  ["enabled", "false"],
  ["count", "0"],
  ["error_message", '""'],
]);

const decidesForEach = "it decides in a for_each how often another block exists";

/** The conversion with what it can do for readers of what may be null now. */
export interface OptionalConversion extends Conversion {
  /** The sites whose arguments may be null now, once the references are rewritten. */
  readonly madeNull: readonly ReferenceSite[];
  /** Leaves an argument out while the object is missing. */
  leaveOut(site: ReferenceSite): SiteOutcome;
}

/** The conversion; `isGuarded` tells whether a site is evaluated only while the object is there. */
export function singleToOptional(
  address: string,
  isModule: boolean,
  after: "enabled" | "count",
  isGuarded: (site: ReferenceSite) => boolean,
): OptionalConversion {
  const instance = after === "count" ? `${address}[0]` : address;
  const guards = new Set<Attribute>();
  const madeNull: ReferenceSite[] = [];
  const isThere = after === "count" ? `length(${address}) > 0` : `${address} != null`;
  return {
    before: "single",
    isModule,
    madeNull,
    leaveOut(site) {
      if (site.attribute.name.name === "for_each") return refused(decidesForEach);
      return guarded(site, false);
    },
    use(site, use) {
      switch (use.kind) {
        case "invalid":
          return refused(use.reason);
        case "splat":
          return unchanged;
        case "whole":
          if (!isGuarded(site) && site.parents.length === 0) madeNull.push(site);
          return after === "count"
            ? replaced(site.origin.range, isGuarded(site) ? instance : `one(${address})`)
            : unchanged;
        case "instance": {
          if (!isGuarded(site) && site.attribute.name.name === "for_each") {
            return refused(decidesForEach);
          }
          if (!isGuarded(site) && !standIns.has(site.attribute.name.name)) madeNull.push(site);
          const withKey = replaced(use.keyRange, after === "count" ? "[0]" : "");
          if (isGuarded(site)) return withKey;
          if (site.parents.length === 0 && !standIns.has(site.attribute.name.name)) return wrapped(site);
          // Within a larger expression nobody expects null, so the whole of it is left out.
          return guarded(site);
        }
      }
    },
    address({ keyRange, place }) {
      const isWhole = place === "depends_on" || place === "removed.from";
      if (isWhole) return unchanged;
      if (place === "replace_triggered_by") return refused("replace_triggered_by cannot name what may be missing");
      if (place === "import.to") return refused("an import needs its target, which may be missing");
      return after === "count" ? replaced(keyRange, "[0]") : unchanged;
    },
  };

  /** The value of an argument: null where the object is missing. */
  function wrapped(site: ReferenceSite): SiteOutcome {
    const { range, addressRange } = site.origin;
    const rest = site.file.text.slice(addressRange.end, range.end);
    return replaced(range, `one(${address}[*]${rest})`);
  }

  /** A larger expression: guarded as a whole, once for all its references to the object. */
  function guarded(site: ReferenceSite, takesKey = true): SiteOutcome {
    const { value } = site.attribute;
    const { start, end } = value.range;
    const at = site.origin.addressRange.end;
    const withKey = takesKey && after === "count" ? [{ range: { start: at, end: at }, newText: "[0]" }] : [];
    if (guards.has(site.attribute)) return { edits: withKey };
    guards.add(site.attribute);
    const text = slice(site.file.text, value.range);
    const isOpen = value.kind === "ConditionalExpr" || text.includes("\n");
    const edits = [
      { range: { start, end: start }, newText: `${isThere} ? ${isOpen ? "(" : ""}` },
      {
        range: { start: end, end },
        newText: `${isOpen ? ")" : ""} : ${standIns.get(site.attribute.name.name) ?? "null"}`,
      },
    ];
    return { edits: [...withKey, ...edits] };
  }
}
