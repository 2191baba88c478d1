// From `count` that is 0 or 1 to `lifecycle.enabled` (or to no repetition at all): `x[0].a` becomes `x.a`.
//
// Source: OpenTofu 1.12.6, evaluation of references to disabled objects; a disabled object is null, a splat on null
// is an empty list, and an instance key on an object without instances is rejected before planning.

import type { Accessor } from "../../../model/access.js";
import type { Block } from "../../../syntax/ast.js";
import type { InstanceKey } from "../addressPath.js";
import { type Conversion, refused, replaced, type SiteOutcome, type Use, unchanged } from "../conversion.js";
import { isCountIndex, isNull, literalNumber } from "../expressionShape.js";
import { isIdentifier } from "../identifier.js";
import { consumers, isCaught, type ReferenceSite } from "../sites.js";
import { wholeUse } from "../wholeUses.js";

/**
 * The conversion. `address` is the object's address as text; `isToggle` tells whether a top-level block has a `count`
 * that is always 0 or 1, in which `count.index` can only be 0.
 */
export function countToEnabled(
  address: string,
  isModule: boolean,
  isToggle: (block: Block | undefined) => boolean,
): Conversion {
  const isFirst = (key: InstanceKey | undefined, blocks: readonly Block[]): boolean => {
    if (key?.kind === "number") return key.value === 0;
    if (key?.kind !== "dynamic") return false;
    return literalNumber(key.expression) === 0 || (isCountIndex(key.expression) && isToggle(blocks[0]));
  };
  return {
    before: "count",
    isModule,
    use(site, use) {
      switch (use.kind) {
        case "splat":
          return unchanged;
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "instance":
          if (!isFirst(use.key, site.blocks)) return refused(keyReason(use.key));
          return instance(address, site, use);
        case "whole":
          return whole(address, site, isToggle);
      }
    },
    address({ key, keyRange, place, blocks }) {
      if (key === undefined) {
        const named = place === "depends_on" || place === "replace_triggered_by" || place === "removed.from";
        if (named || place === "target" || place === "expect_failures") return unchanged;
        return refused("it names an instance without its key");
      }
      return isFirst(key, blocks) ? replaced(keyRange, "") : refused(keyReason(key));
    },
  };
}

function keyReason(key: InstanceKey | undefined): string {
  switch (key?.kind) {
    case "number":
      return `it reads the instance ${key.value}, which does not exist`;
    case "string":
      return `it reads the instance "${key.value}", which does not exist`;
    default:
      return "its instance key is not a constant";
  }
}

function instance(address: string, site: ReferenceSite, use: Extract<Use, { kind: "instance" }>): SiteOutcome {
  const next: Accessor | undefined = use.rest[0];
  if (next?.kind === "attr") return replaced(use.keyRange, "");
  if (next?.kind === "index") {
    // `x["id"]` would be read as an instance key, so the attribute is written with a dot.
    if (typeof next.key !== "string" || !isIdentifier(next.key)) {
      return refused("the key behind its instance is not the name of an attribute");
    }
    return replaced({ start: use.keyRange.start, end: next.range.end }, `.${next.key}`);
  }
  // `x[var.name]` reads an attribute of the object, whose name is known later.
  if (next?.kind === "dynamic") return replaced(use.keyRange, "");
  if (!isCaught(site)) return replaced(use.keyRange, "");
  // The missing instance is an error that `try` and `can` catch; the disabled object is null, which they let pass.
  const consumer = consumers(site)[0];
  const call = consumer?.parent;
  if (!next && call?.kind === "FunctionCallExpr" && call.args[0] === consumer?.child && !call.expandFinal) {
    if (call.name === "try" && call.args.length === 2 && call.args[1] && isNull(call.args[1])) {
      return replaced(use.keyRange, "");
    }
    const around = site.parents[site.parents.indexOf(call) - 1];
    const isFree = around?.kind !== "BinaryOpExpr" && around?.kind !== "UnaryOpExpr";
    if (call.name === "can") return replaced(call.range, isFree ? `${address} != null` : `(${address} != null)`);
  }
  return refused("it catches the error that a missing instance gives, and a disabled object is null instead");
}

function whole(address: string, site: ReferenceSite, isToggle: (block: Block | undefined) => boolean): SiteOutcome {
  const use = wholeUse(site);
  switch (use.kind) {
    case "presence":
      return replaced(use.range, `${address} ${use.present ? "!=" : "=="} null`);
    case "element":
      if (literalNumber(use.index) === 0 || (isCountIndex(use.index) && isToggle(site.blocks[0]))) {
        if (consumers(site)[1] === undefined || !isCaught(site) || isReadFurther(site)) {
          return replaced(use.call.range, address);
        }
      }
      return listOf(site);
    case "one":
      return replaced(use.call.range, address);
    default:
      if (isRepetition(site)) return refused("the for_each of another block goes through its instances");
      return listOf(site);
  }
}

/** True where an attribute is read from the call around the site, so that a null object fails as a missing one does. */
function isReadFurther(site: ReferenceSite): boolean {
  const parent = consumers(site)[1]?.parent;
  return parent?.kind === "RelativeTraversalExpr" && parent.steps[0]?.kind === "AttrStep";
}

/** The list of the object's instances: `x[*]` is empty where `x` is null. */
function listOf(site: ReferenceSite): SiteOutcome {
  const end = site.origin.addressRange.end;
  return replaced({ start: end, end }, "[*]");
}

/** True where the value is the `for_each` of a block itself; that of a `dynamic` block takes any list. */
function isRepetition(site: ReferenceSite): boolean {
  return site.attribute.name.name === "for_each" && site.blocks.length === 1 && site.parents.length === 0;
}
