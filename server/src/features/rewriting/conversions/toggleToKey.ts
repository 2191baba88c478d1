// From `count` of 0 or 1, or `enabled`, to `for_each` with at most one key: `x[0].a` becomes `x["this"].a`.

import type { Block } from "../../../syntax/ast.js";
import { type InstanceKey, keyText } from "../addressPath.js";
import { type Conversion, refused, replaced, unchanged } from "../conversion.js";
import { isCountIndex, literalNumber } from "../expressionShape.js";
import { isCaught } from "../sites.js";
import { wholeUse } from "../wholeUses.js";

/** The conversion; `isToggle` is as for `countToEnabled`. */
export function toggleToKey(
  address: string,
  isModule: boolean,
  before: "count" | "enabled",
  key: string,
  isToggle: (block: Block | undefined) => boolean,
): Conversion {
  const instance = address + keyText(key);
  const list = `values(${address})`;
  const isFirst = (given: InstanceKey | undefined, blocks: readonly Block[]): boolean => {
    if (given === undefined) return before === "enabled";
    if (before === "enabled" || given.kind === "string") return false;
    if (given.kind === "number") return given.value === 0;
    return literalNumber(given.expression) === 0 || (isCountIndex(given.expression) && isToggle(blocks[0]));
  };
  return {
    before,
    isModule,
    use(site, use) {
      const { addressRange } = site.origin;
      switch (use.kind) {
        case "instance":
          if (!isFirst(use.key, site.blocks)) return refused("its instance key is not 0");
          return replaced(use.keyRange, keyText(key));
        case "splat":
          if (use.rest.length === 0) return replaced({ start: addressRange.start, end: use.marker.end }, list);
          return replaced(addressRange, list);
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "whole": {
          const how = wholeUse(site);
          if (before === "enabled") {
            if (how.kind === "null-check") {
              return replaced(how.range, `length(${address}) ${how.present ? "> 0" : "== 0"}`);
            }
            return replaced(site.origin.range, `one(${list})`);
          }
          if (how.kind === "presence" || how.kind === "length") return unchanged;
          if (how.kind === "element" && literalNumber(how.index) === 0 && !isCaught(site)) {
            return replaced(how.call.range, instance);
          }
          return replaced(site.origin.range, list);
        }
      }
    },
    address({ key: given, keyRange, place, blocks }) {
      if (given === undefined) {
        const isTested = before === "count" && (place === "target" || place === "expect_failures");
        const isWhole = place === "depends_on" || place === "removed.from" || isTested;
        const named =
          isWhole || (place === "replace_triggered_by" && (before === "count" || keyRange.start < keyRange.end));
        if (named) return unchanged;
        return before === "enabled"
          ? replaced(keyRange, keyText(key))
          : refused("it names an instance without its key");
      }
      return isFirst(given, blocks) ? replaced(keyRange, keyText(key)) : refused("its instance key is not 0");
    },
  };
}
