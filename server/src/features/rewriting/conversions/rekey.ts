// From known instances to others: every instance by its key goes on under a new address, key or both.

import type { Expression } from "../../../syntax/ast.js";
import type { InstanceKey } from "../addressPath.js";
import { type Conversion, type Repetition, refused, replaced, type SiteOutcome, unchanged } from "../conversion.js";
import { literalNumber } from "../expressionShape.js";
import type { ReferenceSite } from "../sites.js";
import { wholeUse } from "../wholeUses.js";

/** One instance: its key before, and the text that names it after. */
export interface Rekeyed {
  readonly from: string | number | undefined;
  readonly to: string;
}

export interface Rekeying {
  readonly before: Repetition;
  readonly isModule: boolean;
  readonly instances: readonly Rekeyed[];
  /** The value that the object had as a whole: its list, map or single instance. */
  readonly whole: string;
  /** What `values(x)` was, where it has a shorter form; only for `for_each`. */
  readonly values?: string;
  /** The address after, where the object goes on as one with as many instances: `length(x)` stays then. */
  readonly sameLength: boolean;
  /** The instance that an index which is no literal selects; undefined where that cannot be told. */
  dynamic?(key: Expression, site: ReferenceSite): string | undefined;
  /** What stands for the whole in `depends_on` and the like: an address, or several with commas. */
  readonly named: string;
}

/** The conversion that a rekeying makes. */
export function rekey(plan: Rekeying): Conversion {
  const find = (key: InstanceKey | undefined): string | undefined => {
    const literal = key?.kind === "dynamic" ? literalNumber(key.expression) : key?.value;
    if (key?.kind === "dynamic" && literal === undefined) return undefined;
    return plan.instances.find((one) => one.from === literal)?.to;
  };
  const missing = (key: InstanceKey | undefined): SiteOutcome =>
    refused(
      key === undefined || key.kind === "dynamic"
        ? "its instance key is not a constant"
        : `it reads the instance ${JSON.stringify(key.value)}, which does not exist`,
    );
  return {
    before: plan.before,
    isModule: plan.isModule,
    use(site, use) {
      const { addressRange, range } = site.origin;
      switch (use.kind) {
        case "instance": {
          const found =
            find(use.key) ?? (use.key?.kind === "dynamic" ? plan.dynamic?.(use.key.expression, site) : undefined);
          return found === undefined
            ? missing(use.key)
            : replaced({ start: addressRange.start, end: use.keyRange.end }, found);
        }
        case "splat":
          if (plan.before === "for_each") return refused("it reads the map of instances with a splat");
          return replaced(addressRange, plan.whole);
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "whole": {
          const how = wholeUse(site);
          if (plan.sameLength && (how.kind === "length" || how.kind === "presence")) return unchanged;
          if (how.kind === "values" && plan.values !== undefined) return replaced(how.call.range, plan.values);
          const isRepetition =
            site.attribute.name.name === "for_each" && site.blocks.length === 1 && site.parents.length === 0;
          if (isRepetition) return refused("the for_each of another block goes through its instances");
          return replaced(range, plan.whole);
        }
      }
    },
    address({ key, keyRange, range, place }) {
      if (key === undefined && plan.before !== "single") {
        if (place === "replace_triggered_by" && keyRange.start < keyRange.end) return missing(key);
        return plan.named.includes(",") && place !== "depends_on" && place !== "replace_triggered_by"
          ? refused("it names all instances at once, which become blocks of their own")
          : replaced(range, plan.named);
      }
      if (key === undefined && (place === "depends_on" || place === "removed.from")) return replaced(range, plan.named);
      const found = find(key);
      return found === undefined ? missing(key) : replaced(range, found);
    },
  };
}
