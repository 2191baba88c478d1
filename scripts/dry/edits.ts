// How often the edit of a suggestion is available, whether what it writes has mistakes that were not there, and the
// reasons where there is none.
import type { SourceChange } from "../../server/src/base/sourceChange.js";
import { checkFile } from "../../server/src/features/diagnostics.js";
import { availableEdit } from "../../server/src/features/similarity/availableEdit.js";
import { detectors } from "../../server/src/features/similarity/registry.js";
import { directoryOf } from "../../server/src/model/uri.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import type { SearchedRepository } from "./corpus.js";
import { editOptions } from "./draw.js";

/** Counts of available edits by detector, with the reasons of the others, the most frequent first. */
export function editCounts(searched: readonly SearchedRepository[]): string {
  const lines: string[] = [];
  for (const { id } of detectors) {
    let available = 0;
    let built = 0;
    let all = 0;
    const wrong: string[] = [];
    const reasons = new Map<string, { count: number; example: string }>();
    for (const { snapshot, found, pathOf } of searched) {
      for (const suggestion of found.filter(({ detector }) => detector === id)) {
        all++;
        const edit = availableEdit(snapshot, suggestion, editOptions);
        if (edit.kind === "available") {
          available++;
          const change = edit.build();
          if (!change) continue;
          built++;
          const mistakes = newErrors(snapshot, change);
          if (mistakes.length > 0) wrong.push(`${suggestion.title}: ${mistakes[0]}`);
          continue;
        }
        const known = reasons.get(edit.reason);
        const example = pathOf(suggestion.sites[0]?.uri ?? "");
        if (known) known.count++;
        else reasons.set(edit.reason, { count: 1, example });
      }
    }
    if (all === 0) continue;
    lines.push(`${id}: ${available} of ${all} available, ${built} built, ${wrong.length} with new errors`);
    for (const each of wrong) lines.push(`  wrong: ${each}`);
    const sorted = [...reasons].sort((a, b) => b[1].count - a[1].count);
    for (const [reason, { count, example }] of sorted) lines.push(`  ${count} × ${reason}  e.g. ${example}`);
  }
  return lines.join("\n");
}

/** Errors in the folders that a change touches, and in those they call, that were not there before. */
function newErrors(snapshot: WorkspaceSnapshot, change: SourceChange): readonly string[] {
  const touched = [...change.edits.keys(), ...change.operations.map(({ uri }) => uri)];
  const folders = new Set(touched.map(directoryOf));
  const before = new Set(errorsIn(snapshot, folders));
  return errorsIn(snapshot.after(change), folders).filter((error) => !before.has(error));
}

function errorsIn(snapshot: WorkspaceSnapshot, folders: ReadonlySet<string>): readonly string[] {
  return [...folders].flatMap((folder) =>
    [...(snapshot.directories.get(folder)?.files.values() ?? [])].flatMap(({ uri }) =>
      checkFile(snapshot, uri, editOptions).flatMap(({ severity, rule, message }) =>
        severity === "error" ? [`${folder} ${rule} ${message}`] : [],
      ),
    ),
  );
}
