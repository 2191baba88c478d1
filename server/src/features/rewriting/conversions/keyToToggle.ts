// From `for_each` with at most one key to `enabled` or to `count` of 0 or 1: `x["this"].a` becomes `x.a` or `x[0].a`.

import type { Expression } from "../../../syntax/ast.js";
import { type InstanceKey, quoted } from "../addressPath.js";
import { type Conversion, refused, replaced, type SiteOutcome, type Use, unchanged } from "../conversion.js";
import { isNull, literalNumber } from "../expressionShape.js";
import { isIdentifier } from "../identifier.js";
import { consumers, isCaught, type ReferenceSite } from "../sites.js";
import { wholeUse } from "../wholeUses.js";

/** The conversion of an object whose only key is `key`. */
export function keyToToggle(address: string, isModule: boolean, after: "count" | "enabled", key: string): Conversion {
  const instance = after === "count" ? `${address}[0]` : address;
  const list = after === "count" ? address : `${address}[*]`;
  const isKey = (given: InstanceKey | undefined): boolean => given?.kind === "string" && given.value === key;
  const reason = (given: InstanceKey | undefined): string =>
    given?.kind === "string"
      ? `it reads the instance ${quoted(given.value)}, which does not exist`
      : "its instance key is not a constant";
  return {
    before: "for_each",
    isModule,
    use(site, use) {
      switch (use.kind) {
        case "instance":
          if (!isKey(use.key)) return refused(reason(use.key));
          return after === "count" ? replaced(use.keyRange, "[0]") : enabledInstance(site, use);
        case "splat":
          return refused("it reads the map of instances with a splat");
        case "invalid":
          return refused(`${use.reason}, which fails already`);
        case "whole":
          return whole(site);
      }
    },
    address({ key: given, keyRange, place }) {
      if (given === undefined) {
        const named = place === "depends_on" || place === "removed.from" || place === "replace_triggered_by";
        return named || place === "target" || place === "expect_failures"
          ? unchanged
          : refused("it names an instance without its key");
      }
      return isKey(given) ? replaced(keyRange, after === "count" ? "[0]" : "") : refused(reason(given));
    },
  };

  function whole(site: ReferenceSite): SiteOutcome {
    const { origin } = site;
    const how = wholeUse(site);
    if (site.attribute.name.name === "for_each" && site.blocks.length === 1 && site.parents.length === 0) {
      return refused("the for_each of another block goes through its instances");
    }
    switch (how.kind) {
      case "presence":
        return after === "enabled" ? replaced(how.range, `${address} ${how.present ? "!=" : "=="} null`) : unchanged;
      case "length":
        return replaced(origin.range, list);
      case "values":
        return values(site, how.call);
      case "for":
        if (!how.hasKey) return replaced(origin.range, list);
        break;
      default:
        break;
    }
    return replaced(origin.range, `{ for instance in ${list} : ${quoted(key)} => instance }`);
  }

  /** `values(x)[*].a` and `values(x)[0].a` keep what stands behind them. */
  function values(site: ReferenceSite, call: Expression): SiteOutcome {
    const consumer = consumers(site)[1];
    const parent = consumer?.parent;
    if (parent?.kind === "SplatExpr" && parent.source === call) return replaced(call.range, address);
    if (parent?.kind === "RelativeTraversalExpr" && parent.source === call) {
      const [first, second] = parent.steps;
      if (first?.kind === "IndexStep" && first.key.type === "number" && Number(first.key.text) === 0) {
        if (second?.kind === "AttrStep" || after === "count") {
          return replaced({ start: call.range.start, end: first.range.end }, instance);
        }
      }
    }
    if (
      parent?.kind === "IndexExpr" &&
      parent.collection === call &&
      literalNumber(parent.key) === 0 &&
      after === "count"
    ) {
      return replaced(parent.range, instance);
    }
    return replaced(call.range, list);
  }

  function enabledInstance(site: ReferenceSite, use: Extract<Use, { kind: "instance" }>): SiteOutcome {
    const next = use.rest[0];
    if (next?.kind === "attr") return replaced(use.keyRange, "");
    if (next?.kind === "index") {
      if (typeof next.key === "string" && isIdentifier(next.key)) {
        return replaced({ start: use.keyRange.start, end: next.range.end }, `.${next.key}`);
      }
      return refused("the key behind its instance is not the name of an attribute");
    }
    // `x[var.name]` reads an attribute of the object, whose name is known later.
    if (next?.kind === "dynamic") return replaced(use.keyRange, "");
    if (!isCaught(site)) return replaced(use.keyRange, "");
    const consumer = consumers(site)[0];
    const call = consumer?.parent;
    const isTried =
      !next &&
      call?.kind === "FunctionCallExpr" &&
      call.name === "try" &&
      call.args.length === 2 &&
      call.args[0] === consumer?.child &&
      call.args[1] !== undefined &&
      isNull(call.args[1]);
    if (isTried) return replaced(use.keyRange, "");
    return refused("it catches the error that a missing instance gives, and a disabled object is null instead");
  }
}
