// Suggestions drawn at random, printed so that a person can judge each: the sites, and what the edit would write.

import type { SourceChange } from "../../server/src/base/sourceChange.js";
import { applyEdits } from "../../server/src/base/textEdit.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { availableEdit } from "../../server/src/features/similarity/availableEdit.js";
import { excerptOf } from "../../server/src/features/similarity/excerpt.js";
import type { Suggestion } from "../../server/src/features/similarity/suggestion.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import type { SearchedRepository } from "./corpus.js";

/** Edits are judged as for a workspace that says nothing of versions but what stands in its files. */
export const editOptions = { ...defaultCheckOptions, refactor: { movedBlocks: "file" as const } };

/** How many sites of a suggestion are printed, and how many lines of each and of its edit. */
interface Shown {
  readonly sites: number;
  readonly lines: number;
  readonly editLines: number;
}

const excerpt: Shown = { sites: 3, lines: 14, editLines: 40 };
const whole: Shown = { sites: Infinity, lines: Infinity, editLines: Infinity };

/** `count` suggestions drawn with a seed from all repositories, each as often as it stands among all; in full where `isWhole`. */
export function drawText(
  searched: readonly SearchedRepository[],
  seed: number,
  count: number,
  isWhole: boolean,
): string {
  const shown = isWhole ? whole : excerpt;
  const all = searched.flatMap((repository) => repository.found.map((suggestion) => ({ repository, suggestion })));
  const random = generator(seed);
  const drawn: typeof all = [];
  while (drawn.length < count && all.length > 0) {
    const [one] = all.splice(Math.floor(random() * all.length), 1);
    if (one) drawn.push(one);
  }
  const parts = drawn.map(({ repository, suggestion }, i) => suggestionText(repository, suggestion, i + 1, shown));
  return [`seed ${seed}, ${drawn.length} of ${all.length + drawn.length} suggestions`, ...parts].join("\n\n");
}

function suggestionText(
  { name, snapshot, pathOf }: SearchedRepository,
  suggestion: Suggestion,
  at: number,
  shown: Shown,
): string {
  const { detector, pattern, title, score, tokensSaved, sites } = suggestion;
  const edit = availableEdit(snapshot, suggestion, editOptions);
  const excerpt = excerptOf(snapshot, suggestion);
  const lines = [
    `=== ${at}. [${detector}, ${pattern}] ${title}${excerpt === undefined ? "" : `: ${excerpt}`}`,
    `    ${name}; score ${score}, saves ${tokensSaved} tokens at ${sites.length} sites; ${
      edit.kind === "available" ? `edit: ${edit.title}` : `report only: ${edit.reason}`
    }`,
  ];
  for (const { uri, range, note } of sites.slice(0, shown.sites)) {
    const file = snapshot.file(uri);
    const line = (file?.lineIndex.position(range.start).line ?? 0) + 1;
    lines.push(`  -- ${pathOf(uri)}:${line}${note === undefined ? "" : `  (${note})`}`);
    const from = (file?.text.lastIndexOf("\n", range.start - 1) ?? -1) + 1;
    const end = range.end > range.start ? range.end : (file?.text.length ?? 0);
    lines.push(...shortened(file?.text.slice(from, end) ?? "", shown.lines));
  }
  if (sites.length > shown.sites) lines.push(`  -- … and ${sites.length - shown.sites} more sites`);
  if (edit.kind === "available") {
    const change = edit.build();
    lines.push("  ++ the edit", ...(change ? shortened(changeText(snapshot, change, pathOf), shown.editLines) : []));
  }
  return lines.join("\n");
}

function shortened(text: string, most: number): string[] {
  const lines = text.split("\n").map((line) => `     ${line}`);
  return lines.length > most ? [...lines.slice(0, most), `     … ${lines.length - most} more lines`] : lines;
}

/** Lines that a change removes and adds, file by file. */
function changeText(snapshot: WorkspaceSnapshot, change: SourceChange, pathOf: (uri: string) => string): string {
  const lines: string[] = [];
  for (const operation of change.operations) {
    lines.push(`[${operation.kind} ${pathOf(operation.uri)}]`);
    if (operation.kind === "create") lines.push(operation.content);
  }
  for (const [uri, edits] of change.edits) {
    const before = snapshot.file(uri)?.text ?? "";
    const after = applyEdits(before, edits);
    const fresh = new Set(after.split("\n"));
    const old = new Set(before.split("\n"));
    const removed = before.split("\n").filter((line) => !fresh.has(line)).length;
    lines.push(`[${pathOf(uri)}: ${removed} lines go]`, ...after.split("\n").filter((line) => !old.has(line)));
  }
  return lines.join("\n");
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
