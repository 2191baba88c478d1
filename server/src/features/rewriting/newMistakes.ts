// Whether an edit makes a mistake known that nothing told before.
//
// Input variables, `count.index` and `each` have no value while OpenTofu validates; what takes their place may have one.
// It is then looked at in blocks that no plan would have, and fails there: `"${var.x}"` with a null for `var.x`.

import type { SourceChange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import type { ProductDecision } from "../../model/product.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { mistakesOf } from "../evaluation/moduleMistakes.js";

export const newMistake = "A value would be known where nothing uses it, and it is a mistake there.";

/** True where the change gives `module` an error that neither it nor one of `merged`, which it takes in, had. */
export function bringsMistakes(
  { snapshot, product }: { readonly snapshot: WorkspaceSnapshot; readonly product: ProductDecision },
  module: Module,
  change: SourceChange | undefined,
  merged: readonly Module[] = [],
): boolean {
  if (!change) return false;
  const next = snapshot.after(change);
  const changed = next.module(module.directory);
  if (!changed) return false;
  const before = new Map<string, number>();
  for (const one of [module, ...merged]) count(snapshot, one, product, before, 1);
  const left = new Map(before);
  count(next, changed, product, left, -1);
  return [...left.values()].some((number) => number < 0);
}

function count(
  snapshot: WorkspaceSnapshot,
  module: Module,
  product: ProductDecision,
  numbers: Map<string, number>,
  step: number,
): void {
  for (const [rule, mistakes] of mistakesOf(snapshot, module, product)) {
    const errors = mistakes.filter(({ severity }) => severity === "error").length;
    numbers.set(rule, (numbers.get(rule) ?? 0) + step * errors);
  }
}
