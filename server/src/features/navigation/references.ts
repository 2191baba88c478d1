// Find all references, and the highlights of a name within its file.

import type { FileRange } from "../../base/sourceChange.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { type Occurrence, occurrencesOf, symbolAt } from "./symbol.js";

/** All places that name what stands at an offset; without its declarations where those are not wanted. */
export function references(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  includeDeclaration: boolean,
): readonly FileRange[] {
  const symbol = symbolAt(snapshot, uri, offset);
  if (!symbol) return [];
  return unique(occurrencesOf(snapshot, symbol)).filter(
    ({ kind }) => includeDeclaration || (kind !== "declaration" && kind !== "override"),
  );
}

/** The places of the name at an offset within its own file; a declaration and a given value count as writes. */
export function highlights(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Occurrence[] {
  const symbol = symbolAt(snapshot, uri, offset);
  return symbol ? unique(occurrencesOf(snapshot, symbol)).filter((each) => each.uri === uri) : [];
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
