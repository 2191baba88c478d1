// From `lifecycle.enabled` to `count` of 0 or 1: `x.a` becomes `x[0].a`.
//
// What `countToEnabled` does, mirrored: a disabled object is null, so every use that lets null pass asks for the only
// element of the list instead.

import { type Conversion, refused, replaced, unchanged } from "../conversion.js";
import { wholeUse } from "../wholeUses.js";

/** The conversion; `address` is the object's address as text. */
export function enabledToCount(address: string, isModule: boolean): Conversion {
  return {
    before: "enabled",
    isModule,
    use(site, use) {
      switch (use.kind) {
        case "instance":
          return replaced(use.keyRange, "[0]");
        case "splat":
          // `x[*]` with nothing behind it is the list itself.
          return use.rest.length === 0 ? replaced(use.marker, "") : unchanged;
        case "invalid":
          return refused(use.reason);
        case "whole": {
          const how = wholeUse(site);
          if (how.kind === "null-check")
            return replaced(how.range, `length(${address}) ${how.present ? "> 0" : "== 0"}`);
          return replaced(site.origin.range, `one(${address})`);
        }
      }
    },
    address({ key, keyRange, place }) {
      if (key !== undefined) return refused("it has an instance key, though the object has no instances");
      const isWhole = place === "depends_on" || place === "removed.from";
      // An attribute behind `replace_triggered_by` needs the instance; a whole resource does not.
      return isWhole || (place === "replace_triggered_by" && keyRange.start < keyRange.end)
        ? unchanged
        : replaced(keyRange, "[0]");
    },
  };
}
