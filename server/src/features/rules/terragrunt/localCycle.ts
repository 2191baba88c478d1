// # local-cycle
//
// Reports local values of a Terragrunt file that need each other, so that none of them can be computed.
//
// `terragrunt.hcl`:
// ```hcl
// locals {
//   a = local.b
// # ^ error[local-cycle]: the local values need each other: `a` → `b` → `a`
//   b = "${local.a}-1"
// # ^ error[local-cycle]: the local values need each other: `b` → `a` → `b`
// }
// ```
import type { SourceFile } from "../../../syntax/ast.js";
import type { Rule } from "../rule.js";
import { localsOf } from "../units/names.js";
import { unitReferences } from "../units/references.js";

export const localCycle: Rule = {
  id: "local-cycle",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const needs = needsOf(ctx.file);
    for (const [name, attribute] of localsOf(ctx.file)) {
      const way = wayBack(name, needs);
      if (!way) continue;
      const words = [name, ...way].map((each) => `\`${each}\``).join(" → ");
      ctx.report(attribute.name.range, `the local values need each other: ${words}`, {
        summary: "Can't evaluate expression",
      });
    }
  },
};

/** The local values that each local value names. */
function needsOf(file: SourceFile): ReadonlyMap<string, readonly string[]> {
  const locals = localsOf(file);
  const needs = new Map<string, string[]>();
  for (const { root, names, attribute } of unitReferences(file)) {
    const [target] = names;
    if (root !== "local" || target === undefined || locals.get(attribute.name.name) !== attribute) continue;
    needs.set(attribute.name.name, [...(needs.get(attribute.name.name) ?? []), target]);
  }
  return needs;
}

/** The shortest way from a name back to itself, without the first; undefined where there is none. */
function wayBack(name: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [name];
  for (const current of queue) {
    for (const next of needs.get(current) ?? []) {
      if (next === name) {
        const way = [name];
        for (let at: string | undefined = current; at !== undefined && at !== name; at = cameFrom.get(at))
          way.unshift(at);
        return way;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  }
  return undefined;
}
