// # ambiguous-move
//
// Reports `moved` blocks that move one object to two addresses, two objects to one, or objects in a circle.
//
// ```hcl
// resource "terraform_data" "b" {}
//
// moved {
//   from = terraform_data.a
//   to   = terraform_data.b
// }
//
// moved {
// #<^^^ error[ambiguous-move]: `terraform_data.a` is moved to `terraform_data.b` already, so it cannot also move to `terraform_data.c`
//   from = terraform_data.a
//   to   = terraform_data.c
// }
// ```
import type { RelatedLocation } from "../../diagnostic.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { isWhole, type MoveStatement, movesOf } from "./moveFacts.js";

export const ambiguousMove: Rule = {
  id: "ambiguous-move",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    const byFrom = new Map<string, MoveStatement>();
    const byTo = new Map<string, MoveStatement>();
    const moves = movesOf(ctx.snapshot, ctx.module).filter(({ fromText, toText }) => fromText !== toText);
    for (const move of moves) {
      const { uri, block, fromText, toText } = move;
      const [fromKey, toKey] = [endKey(move, fromText), endKey(move, toText)];
      const sameFrom = byFrom.get(fromKey);
      const sameTo = byTo.get(toKey);
      if (sameFrom && sameFrom.toText !== toText) {
        ctx.report(
          uri,
          block.header,
          `\`${fromText}\` is moved to \`${sameFrom.toText}\` already, so it cannot also move to \`${toText}\``,
          { summary: "Ambiguous move statements", related: [other(sameFrom)] },
        );
      } else if (sameTo && sameTo.fromText !== fromText) {
        ctx.report(
          uri,
          block.header,
          `\`${sameTo.fromText}\` is moved to \`${toText}\` already, so \`${fromText}\` cannot move there too`,
          { summary: "Ambiguous move statements", related: [other(sameTo)] },
        );
      } else {
        byFrom.set(fromKey, move);
        byTo.set(toKey, move);
      }
    }
    reportCircles(ctx, byFrom);
  },
};

/** A move of a whole object and one of an instance are about different things even where the address is the same. */
function endKey({ from, to }: MoveStatement, text: string): string {
  return `${isWhole(from) && isWhole(to) ? "whole" : "instance"} ${text}`;
}

function other({ uri, block }: MoveStatement): RelatedLocation {
  return { uri, range: block.header, message: "the other move" };
}

function reportCircles(ctx: ModuleRuleContext, byFrom: ReadonlyMap<string, MoveStatement>): void {
  const done = new Set<MoveStatement>();
  for (const start of byFrom.values()) {
    const chain: MoveStatement[] = [];
    for (let at: MoveStatement | undefined = start; at && !done.has(at); at = byFrom.get(endKey(at, at.toText))) {
      done.add(at);
      chain.push(at);
    }
    const last = chain.at(-1);
    const closes = last && chain.findIndex(({ fromText }) => fromText === last.toText);
    if (!last || closes === undefined || closes < 0) continue;
    const circle = chain.slice(closes);
    ctx.report(
      last.uri,
      last.block.header,
      `these moves go in a circle: ${[...circle.map(({ fromText }) => `\`${fromText}\``), `\`${last.toText}\``].join(" → ")}`,
      { summary: "Cyclic dependency in move statements", related: circle.slice(0, -1).map(other) },
    );
  }
}
