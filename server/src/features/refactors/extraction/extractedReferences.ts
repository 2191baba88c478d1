// The references from outside to blocks that go to a module: each object becomes an output of its call.

import type { Block } from "../../../syntax/ast.js";
import type { InstanceKey } from "../../rewriting/addressPath.js";
import { type Conversion, refused, replaced, type SiteOutcome } from "../../rewriting/conversion.js";
import { literalNumber } from "../../rewriting/expressionShape.js";
import type { ReferenceSite } from "../../rewriting/sites.js";
import { wholeUse } from "../../rewriting/wholeUses.js";

export interface ExtractedNames {
  /** The call's address, the output that holds the object, and the object's address within the module. */
  readonly call: string;
  readonly output: string;
  readonly key: string;
  readonly isInside: (around: readonly Block[]) => boolean;
  readonly onUse: () => void;
}

/** References to an object that becomes a module's output as a whole, with all its instances. */
export function intoModule({ call, output, isInside, onUse }: ExtractedNames): Conversion {
  return {
    before: "single",
    isModule: true,
    use(site) {
      if (isInside(site.blocks)) return { edits: [] };
      onUse();
      return replaced(site.origin.addressRange, `${call}.${output}`);
    },
    address({ range, whole, place, blocks: around }) {
      if (isInside(around)) return { edits: [] };
      if (place === "depends_on") return replaced(whole, call);
      if (place === "replace_triggered_by") return refused("replace_triggered_by cannot name a module");
      return replaced({ start: range.start, end: range.start }, `${call}.`);
    },
  };
}

/**
 * References to an object whose condition goes onto the call. `before` is how the object has it, `after` how the call
 * does; `within` converts references between the blocks themselves.
 */
export function intoConditionalModule(
  names: ExtractedNames,
  before: "count" | "enabled",
  after: "count" | "enabled",
  within: Conversion,
): Conversion {
  const { call, output, key, isInside, onUse } = names;
  const instance = after === "count" ? `${call}[0]` : call;
  const isThere = (given: InstanceKey | undefined): boolean => {
    if (before === "enabled") return given === undefined;
    if (given?.kind === "number") return given.value === 0;
    return given?.kind === "dynamic" && literalNumber(given.expression) === 0;
  };
  const missing =
    before === "count" ? "its instance key is not 0" : "it has an instance key, though the object has no instances";
  return {
    before,
    isModule: within.isModule,
    use(site, use) {
      if (isInside(site.blocks)) return within.use(site, use);
      onUse();
      const { addressRange, accessors } = site.origin;
      switch (use.kind) {
        case "instance":
          if (!isThere(use.key)) return refused(missing);
          return replaced({ start: addressRange.start, end: use.keyRange.end }, `${instance}.${output}`);
        case "splat": {
          // Behind `.*` an index takes from the whole list, and behind `[*]` from each element.
          const isLegacy = accessors[0]?.kind === "splat" && accessors[0].style === "attr";
          if (isLegacy && use.rest.some((one) => one.kind !== "attr"))
            return refused("an index follows its `.*` and would take from each element; write `[*]` first");
          return replaced({ start: addressRange.start, end: use.marker.end }, `${call}[*].${output}`);
        }
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "whole":
          return before === "count" ? wholeList(site) : wholeObject(site);
      }
    },
    address(step) {
      if (isInside(step.blocks)) return within.address(step);
      if (step.place === "depends_on") return replaced(step.whole, call);
      if (step.place === "replace_triggered_by") return refused("replace_triggered_by cannot name a module");
      return isThere(step.key) ? replaced(step.range, `${instance}.${key}`) : refused(missing);
    },
  };

  /** The list of instances. */
  function wholeList(site: ReferenceSite): SiteOutcome {
    const { addressRange } = site.origin;
    const how = wholeUse(site);
    if (after === "count") {
      const asksLength = how.kind === "length" || how.kind === "presence";
      return replaced(addressRange, asksLength ? call : `${call}[*].${output}`);
    }
    if (how.kind === "presence") return replaced(how.range, `${call} ${how.present ? "!=" : "=="} null`);
    return replaced(addressRange, how.kind === "length" ? `${call}[*]` : `${call}[*].${output}`);
  }

  /** The object, or null. */
  function wholeObject(site: ReferenceSite): SiteOutcome {
    const { addressRange } = site.origin;
    if (wholeUse(site).kind === "null-check") return replaced(addressRange, call);
    return replaced(addressRange, `one(${call}[*].${output})`);
  }
}
