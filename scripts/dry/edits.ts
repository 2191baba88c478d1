// How often the edit of a suggestion is available, and the reasons where it is not.
import { availableEdit } from "../../server/src/features/similarity/availableEdit.js";
import { detectors } from "../../server/src/features/similarity/registry.js";
import type { SearchedRepository } from "./corpus.js";
import { editOptions } from "./draw.js";

/** Counts of available edits by detector, with the reasons of the others, the most frequent first. */
export function editCounts(searched: readonly SearchedRepository[]): string {
  const lines: string[] = [];
  for (const { id } of detectors) {
    let available = 0;
    let built = 0;
    let all = 0;
    const reasons = new Map<string, { count: number; example: string }>();
    for (const { snapshot, found, pathOf } of searched) {
      for (const suggestion of found.filter(({ detector }) => detector === id)) {
        all++;
        const edit = availableEdit(snapshot, suggestion, editOptions);
        if (edit.kind === "available") {
          available++;
          if (edit.build()) built++;
          continue;
        }
        const known = reasons.get(edit.reason);
        const example = pathOf(suggestion.sites[0]?.uri ?? "");
        if (known) known.count++;
        else reasons.set(edit.reason, { count: 1, example });
      }
    }
    if (all === 0) continue;
    lines.push(`${id}: ${available} of ${all} available, ${built} built`);
    const sorted = [...reasons].sort((a, b) => b[1].count - a[1].count);
    for (const [reason, { count, example }] of sorted) lines.push(`  ${count} × ${reason}  e.g. ${example}`);
  }
  return lines.join("\n");
}
