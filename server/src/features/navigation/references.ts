// Find all references, and the highlights of a name within its file.

import type { FileRange } from "../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { namedOccurrences, objectKeyAt } from "./objectKeys.js";
import { type Occurrence, occurrencesOf, symbolAt } from "./symbol.js";
import { testRunAt } from "./testRuns.js";

/** All places that name what stands at an offset; without its declarations where those are not wanted. */
export function references(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  includeDeclaration: boolean,
): readonly FileRange[] {
  return unique(occurrencesAt(snapshot, uri, offset)).filter(
    ({ kind }) => includeDeclaration || (kind !== "declaration" && kind !== "override"),
  );
}

/** The places of the name at an offset within its own file; a declaration and a given value count as writes. */
export function highlights(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Occurrence[] {
  return unique(occurrencesAt(snapshot, uri, offset)).filter((each) => each.uri === uri);
}

/** Of a key of a local value's object those that are known, which need not be all where the object is used as a whole. */
function occurrencesAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Occurrence[] {
  const key = objectKeyAt(snapshot, uri, offset);
  if (key) return namedOccurrences(snapshot, key);
  const run = testRunAt(snapshot, uri, offset);
  if (run) return run.occurrences;
  const symbol = symbolAt(snapshot, uri, offset);
  return symbol ? occurrencesOf(snapshot, symbol) : [];
}

function unique(occurrences: readonly Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return occurrences.filter(({ uri, range }) => {
    const key = `${uri} ${range.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
