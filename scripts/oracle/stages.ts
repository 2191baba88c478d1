// How far OpenTofu gets: an error at one stage keeps it from reaching the next.
//
// The product reports everything at once. To compare it with OpenTofu's answers, what OpenTofu would not have reached
// is left out here, by the phase that every rule declares, never by a case.
import type { Found } from "./checkProduct.js";

/** How far a command goes. */
export type Until = "file" | "load" | "validate" | "plan";

/** What OpenTofu would have given of these findings, in the order of its stages. */
export function reached(found: readonly Found[], until: Until): Found[] {
  const own = found.filter(({ phase, severity }) => phase && (severity === "error" || severity === "warning"));
  const visible = withoutIncompatible(own);
  const isRoot = ({ module }: Found) => module === "";
  const stages: readonly (readonly [Until, (one: Found) => boolean])[] = [
    ["file", (one) => isRoot(one) && one.phase === "file"],
    ["load", (one) => isRoot(one) && one.phase === "module"],
    ["load", (one) => one.phase === "tree" || (!isRoot(one) && (one.phase === "file" || one.phase === "module"))],
    ["load", (one) => one.phase === "providers"],
    ["validate", (one) => one.phase === "graph"],
    ["validate", (one) => one.phase === "validate"],
    ["plan", (one) => one.phase === "plan"],
  ];
  const order: readonly Until[] = ["file", "load", "validate", "plan"];
  const result: Found[] = [];
  for (const [i, [stage, belongs]] of stages.entries()) {
    if (order.indexOf(stage) > order.indexOf(until)) break;
    result.push(...visible.filter(belongs));
    // Files of one module are put together even where some of them have errors.
    if (i > 0 && result.some(({ severity }) => severity === "error")) break;
  }
  return result;
}

/** A module for another version of OpenTofu gets no diagnostic but that. */
function withoutIncompatible(found: readonly Found[]): Found[] {
  const isIncompatible = (one: Found) => one.summary === "Incompatible module";
  const modules = new Set(found.filter(isIncompatible).map(({ module }) => module));
  return found.filter((one) => isIncompatible(one) || !modules.has(one.module));
}
