// # dependency-cycle
//
// Reports a unit that depends on itself through others, so that none of them can be run first.
//
// `a/terragrunt.hcl`:
// ```hcl
// dependency "b" {
//   config_path = "../b"
// #               ^^^^^^ error[dependency-cycle]: this unit depends on itself: `a` → `b` → `a`
// }
// ```
// `b/terragrunt.hcl`:
// ```hcl
// dependency "a" {
//   config_path = "../a"
// #               ^^^^^^ error[dependency-cycle]: this unit depends on itself: `b` → `a` → `b`
// }
// ```

import type { TextRange } from "../../../base/range.js";
import type { UnitDependency } from "../../../model/terragrunt/unitParts.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf, type UnitContext } from "../units/contexts.js";
import { attributeOf } from "../units/names.js";

/** Units that are looked at before a search for a way back is given up. */
const mostUnits = 5000;

export const dependencyCycle: Rule = {
  id: "dependency-cycle",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const terragrunt = terragruntWorkspace(ctx.snapshot);
    const reported = new Set<number>();
    // What an include brings is reported in the units, where the cycle is closed.
    const contexts = contextsOf(ctx).filter(({ view }) => view.context.role === "unit");
    if (contexts[0]) checkPaths(ctx, contexts[0]);
    for (const { unit } of contexts) {
      for (const dependency of unit.dependencies) {
        if (!isFollowed(dependency) || reported.has(placeOf(dependency, ctx.file.uri))) continue;
        const way = wayBack(terragrunt, dependency.directory, unit.directory);
        if (!way) continue;
        reported.add(placeOf(dependency, ctx.file.uri));
        report(ctx, rangeOf(dependency), [unit.directory, ...way]);
      }
    }

    function rangeOf({ uri, item }: UnitDependency) {
      const block = uri === ctx.file.uri ? ctx.file.body.items[item] : undefined;
      if (block?.kind === "Block") return attributeOf(block.body.items, "config_path")?.value.range ?? block.header;
      const first = ctx.file.body.items[0];
      return first?.kind === "Block" ? first.header : { start: 0, end: 0 };
    }
  },
};

/** Dependencies of the file are told apart, those of its includes are not. */
function placeOf({ uri, item }: UnitDependency, file: string): number {
  return uri === file ? item : -1;
}

function isFollowed(dependency: UnitDependency): dependency is UnitDependency & { readonly directory: string } {
  return dependency.enabled && dependency.directory !== undefined;
}

/** The shortest way from one unit to another over what they wait for, both included; undefined where there is none. */
function wayBack(terragrunt: TerragruntWorkspace, from: string, to: string): readonly string[] | undefined {
  if (from === to) return [to];
  const cameFrom = new Map<string, string>([[from, ""]]);
  const queue = [from];
  for (const current of queue) {
    if (queue.length > mostUnits) return undefined;
    for (const directory of waitsFor(terragrunt, current)) {
      if (directory === to) {
        const way = [to];
        for (let at: string | undefined = current; at !== undefined && at !== ""; at = cameFrom.get(at))
          way.unshift(at);
        return way;
      }
      if (cameFrom.has(directory)) continue;
      cameFrom.set(directory, current);
      queue.push(directory);
    }
  }
  return undefined;
}

/** The directories that must be run before a unit, by `dependency` and by `dependencies`. */
function waitsFor(terragrunt: TerragruntWorkspace, directory: string): readonly string[] {
  const links = terragrunt.linksOf(directory);
  if (!links) return [];
  const disabled = new Set(links.dependencies.filter(({ enabled }) => !enabled).map((each) => each.directory));
  return links.directories.filter((each) => !disabled.has(each));
}

/** Reports the paths of `dependencies` that lead back. */
function checkPaths(ctx: TerragruntRuleContext, { unit, view }: UnitContext): void {
  const terragrunt = terragruntWorkspace(ctx.snapshot);
  const fact = view.facts.blocks.find(({ type }) => type === "dependencies");
  const block = fact && ctx.file.body.items[fact.item];
  const list = block?.kind === "Block" ? attributeOf(block.body.items, "paths")?.value : undefined;
  if (!fact || list?.kind !== "TupleConsExpr") return;
  view.pathList(fact).forEach((path, index) => {
    const element = list.elements[index];
    const way = path.kind === "path" ? wayBack(terragrunt, path.uri, unit.directory) : undefined;
    if (way && element) report(ctx, element.range, [unit.directory, ...way]);
  });
}

function report(ctx: TerragruntRuleContext, range: TextRange, way: readonly string[]): void {
  const names = way.map(nameOf);
  ctx.report(range, `this unit depends on itself: ${names.map((name) => `\`${name}\``).join(" → ")}`, {
    summary: `Found a dependency cycle between modules: ${names.join(" -> ")}`,
  });
}
