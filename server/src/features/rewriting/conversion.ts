// The contract of a conversion: what becomes of each way to name an object whose repetition or address changes.
//
// A conversion is one file in `conversions/`. `rewriteReferences` walks the sites and asks it; nothing else edits
// references.

import type { TextRange } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Accessor } from "../../model/access.js";
import type { Place } from "../../model/places.js";
import type { InstanceKey } from "./addressPath.js";
import type { AddressMention, ReferenceSite } from "./sites.js";

/** How a block's instances are made. */
export type Repetition = "single" | "enabled" | "count" | "for_each";

/** How an expression uses the object. */
export type Use =
  /** One instance; `key` is undefined where the object has no keys. `rest` is what is read from it. */
  | {
      readonly kind: "instance";
      readonly key: InstanceKey | undefined;
      /** The key with its brackets or dot; empty and behind the address where there is none. */
      readonly keyRange: TextRange;
      readonly rest: readonly Accessor[];
    }
  | { readonly kind: "splat"; readonly marker: TextRange; readonly rest: readonly Accessor[] }
  /** The object with all its instances as one value. */
  | { readonly kind: "whole" }
  /** A form that OpenTofu itself rejects for this repetition. */
  | { readonly kind: "invalid"; readonly reason: string };

/** Edits of the site's file (none where the text may stay), or why this site cannot be rewritten. */
export type SiteOutcome = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

/** The object as a step of an address, in `depends_on`, an `import`, a test's target and the like. */
export interface AddressUse {
  readonly key: InstanceKey | undefined;
  /** The key with its brackets; empty and behind the address where there is none. */
  readonly keyRange: TextRange;
  /** The address with its key. */
  readonly range: TextRange;
  /** The address with all that is read behind it. */
  readonly whole: TextRange;
  readonly place: Place;
  readonly blocks: ReferenceSite["blocks"];
}

export interface Conversion {
  readonly before: Repetition;
  /** True for a module call, whose instances are read more freely than a resource's. */
  readonly isModule: boolean;
  /** What becomes of a use in an expression. */
  use(site: ReferenceSite, use: Use): SiteOutcome;
  /** What becomes of the object's step in an address; `moved` blocks are the planner's and never come here. */
  address(step: AddressUse): SiteOutcome;
}

/** The outcome that leaves the text as it is. */
export const unchanged: SiteOutcome = { edits: [] };

/** An outcome of one replacement. */
export function replaced(range: TextRange, newText: string): SiteOutcome {
  return { edits: [{ range, newText }] };
}

/** An outcome that says why not. */
export function refused(refusal: string): SiteOutcome {
  return { refusal };
}

/** How a site's expression uses an object of this repetition. */
export function useOf(site: ReferenceSite, before: Repetition, isModule: boolean): Use {
  const { accessors, addressRange } = site.origin;
  const first = accessors[0];
  const rest = accessors.slice(1);
  const behind = { start: addressRange.end, end: addressRange.end };
  if (!first) return { kind: "whole" };
  if (first.kind === "splat") return { kind: "splat", marker: first.range, rest };
  if (before === "single" || before === "enabled") {
    if (first.kind === "index" && !isModule) {
      return { kind: "invalid", reason: "it has an instance key, though the object has no instances" };
    }
    return { kind: "instance", key: undefined, keyRange: behind, rest: accessors };
  }
  switch (first.kind) {
    case "index":
      return {
        kind: "instance",
        key:
          typeof first.key === "number" ? { kind: "number", value: first.key } : { kind: "string", value: first.key },
        keyRange: first.range,
        rest,
      };
    case "dynamic":
      return { kind: "instance", key: { kind: "dynamic", expression: first.key }, keyRange: first.range, rest };
    case "attr":
      if (before === "for_each" && isModule) {
        return { kind: "instance", key: { kind: "string", value: first.name }, keyRange: first.range, rest };
      }
      return { kind: "invalid", reason: "it reads an attribute without an instance key" };
  }
}

/** The step that a mention of an address has for the object. */
export function mentionedStep(mention: AddressMention): {
  readonly key: InstanceKey | undefined;
  readonly keyRange: TextRange;
  readonly range: TextRange;
} {
  const step = mention.path.steps[mention.step];
  const start = step?.range.start ?? mention.path.range.start;
  const end = step?.range.end ?? mention.path.range.end;
  const keyRange = step?.instance?.range ?? { start: end, end };
  return { key: step?.instance?.key, keyRange, range: { start, end: keyRange.end } };
}
