// Detectors that compare the tags and nested blocks of one module, and the way to compare the pieces of one.

import { inRepeated } from "../nameable.js";
import {
  type Detector,
  grouped,
  type LocatedPiece,
  lowestScore,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
  varyingColumns,
} from "../suggestion.js";

/** What `found` says of each group of pieces of one kind in one module that share a key. */
export function inEachModule(
  kind: LocatedPiece["piece"]["kind"],
  key: (piece: LocatedPiece) => string,
  fewest: number,
  found: (group: readonly LocatedPiece[], first: LocatedPiece) => Suggestion | readonly Suggestion[] | undefined,
): (pieces: Pieces) => readonly Suggestion[] {
  return ({ byDirectory }) => {
    const suggestions: Suggestion[] = [];
    for (const pieces of byDirectory.values()) {
      const wanted = pieces.filter(({ piece }) => piece.kind === kind);
      for (const group of grouped(wanted, key)) {
        const [first] = group;
        if (!first || group.length < fewest) continue;
        suggestions.push(...[found(group, first) ?? []].flat());
      }
    }
    return suggestions;
  };
}

export const repeatedTags: Detector = {
  id: "E",
  pattern: "R-1",
  scope: "module",
  summary: "The same map of tags on several objects of a module.",
  find: inEachModule(
    "tags",
    ({ piece }) => String(piece.exact),
    3,
    (group, { piece }) => {
      if (group.every((each) => each.piece.name === inRepeated)) return undefined;
      const saved = savings(group.length, piece.size, 0, false);
      // Three merges of two names read as well as one with a name of its own.
      if (saved.tokensSaved < fewestSavedByTags) return undefined;
      return {
        detector: "E",
        pattern: "R-1",
        key: String(piece.exact),
        title: `the same tags are written ${group.length} times`,
        ...saved,
        sites: sitesOf(group),
      };
    },
  ),
};

const fewestSavedByTags = 25;

/** Blocks whose repetition is the point: each is read, or audited, by itself. */
const keptApart = new Set(["statement", "rule", "validation", "condition", "precondition", "postcondition", "assert"]);

export const similarNestedBlocks: Detector = {
  id: "H",
  pattern: "R-4",
  scope: "module",
  summary: "Nested blocks of one object that differ in a few values.",
  find: ({ byDirectory }) => {
    const suggestions: Suggestion[] = [];
    for (const pieces of byDirectory.values()) {
      const nested = pieces.filter(({ piece }) => piece.kind === "nested" && !keptApart.has(piece.name));
      for (const blocks of grouped(nested, ({ uri, piece }) => `${uri} ${piece.parent} ${piece.name}`)) {
        suggestions.push(...blocksOf(blocks).flatMap(dynamicSuggestion));
      }
    }
    return suggestions;
  },
};

/** Blocks of one name in one parent, in parts of one shape that stand one after another: their order may matter. */
function blocksOf(blocks: readonly LocatedPiece[]): LocatedPiece[][] {
  const result: LocatedPiece[][] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    if (last?.[0]?.piece.shape === block.piece.shape) last.push(block);
    else result.push([block]);
  }
  return result;
}

/** So many blocks are a list. */
export const manyBlocks = 10;

function dynamicSuggestion(group: readonly LocatedPiece[]): Suggestion[] {
  const [first] = group;
  if (!first || group.length < 5) return [];
  const columns = varyingColumns(group.map(({ piece }) => piece.holes));
  const { score, tokensSaved } = savings(group.length, first.piece.size, columns.length, false);
  if ((columns.length > 4 && group.length < manyBlocks) || score < lowestScore) return [];
  const title = `${group.length} \`${first.piece.name}\` blocks differ in ${columns.length === 1 ? "one value" : `${columns.length} values`}`;
  const key = `${first.piece.name} ${first.piece.shape}`;
  const found = { detector: "H", pattern: "R-4", key, title, score, tokensSaved, sites: sitesOf(group) };
  // Many blocks of one shape are a list, however much of each differs.
  return [group.length < manyBlocks ? { ...found, needs: "shorter" } : found];
}
