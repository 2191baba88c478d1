// Detectors that compare the tags, conditions and nested blocks of one module.

import { heldByEnabled, namedCondition } from "../fileShapes.js";
import { inRepeated } from "../nameable.js";
import {
  type Detector,
  grouped,
  type LocatedPiece,
  lowestScore,
  type Pieces,
  runs,
  type Suggestion,
  savings,
  sitesOf,
  varyingColumns,
} from "../suggestion.js";

function inEachModule(
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

/** What a condition's piece is called, whichever argument holds it. */
function conditionName({ name }: LocatedPiece["piece"]): string {
  return name.endsWith(heldByEnabled) ? name.slice(0, -heldByEnabled.length) : name;
}

function conditionKey(piece: LocatedPiece["piece"]): string {
  return `${conditionName(piece)}${piece.exact}`;
}

/** The fingerprint of the condition that a suggestion of J is about, as repeated expressions have it for their key. */
export function conditionOfKey(key: string): string {
  return key.slice(key.search(digits));
}

const digits = /[0-9]/;

export const repeatedConditions: Detector = {
  id: "J",
  pattern: "R-6",
  scope: "module",
  summary: "The same condition on several blocks of a module.",
  find: (pieces) => {
    const objects = new Map(pieces.files.map((file) => [file.uri, file.objects]));
    const kinds = new Map(
      pieces.all.flatMap((each) =>
        each.piece.kind === "module" || each.piece.kind === "data"
          ? [[itemOf(each), each.piece.kind === "data" ? "data" : `module ${each.piece.name}`] as const]
          : [],
      ),
    );
    return inEachModule(
      "condition",
      ({ piece }) => `${piece.exact}${conditionName(piece)}`,
      3,
      (group, { piece }) => {
        if (conditionName(piece).endsWith(namedCondition)) {
          const together = namedConditionOf(group, objects, kinds) ?? conditionOfModule(group, objects);
          return [together ?? [], withEnabled(group)].flat();
        }
        // A name is the first step; with the block's choice, it is what the condition costs wherever it decides.
        const { score, tokensSaved } = savings(group.length, piece.size + choiceTokens + 2, 0, false);
        return {
          detector: "J",
          pattern: "R-6",
          key: conditionKey(piece),
          title: `the same condition decides about ${group.length} blocks`,
          score,
          tokensSaved,
          sites: sitesOf(group),
        };
      },
    )(pieces);
  },
};

function itemOf({ uri, piece }: LocatedPiece): string {
  return `${uri} ${piece.item}`;
}

/** A part of a module that is under one condition as good as all of it. */
const mostOfModule = 0.6;

/** A condition of an input variable under which most of a module stands: its calls can have it. */
function conditionOfModule(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
): Suggestion | undefined {
  const [first] = group;
  const all = [...objects.values()].reduce((sum, count) => sum + count, 0);
  if (!first || group.length < all * mostOfModule) return undefined;
  return {
    detector: "J",
    pattern: "R-6",
    key: `module ${conditionKey(first.piece)}`,
    title: `${group.length} blocks, as good as the whole module, are there under one condition`,
    ...savings(group.length, first.piece.size + choiceTokens, 0, false),
    sites: sitesOf(group),
    needs: "edit",
  };
}

/** How many blocks one after another make a module of their own worth it. */
const fewestTogether = 5;
/** How many where a file holds nothing else. */
const fewestOfFile = 4;
/** Fewer than this are worth it only where they are a good part of their file: elsewhere they are read with the rest. */
const manyTogether = 7;
const smallestShare = 0.22;

/**
 * A condition with a name is repeated for good where blocks stand together that it decides about: they are one thing.
 * `objects` counts the resources and module calls of each file; `kinds` says what a block is that is no resource.
 */
function namedConditionOf(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
  kinds: ReadonlyMap<string, string>,
): Suggestion | undefined {
  const isEnough = (run: readonly LocatedPiece[]): boolean => {
    const ofKind = grouped(run, (each) => kinds.get(itemOf(each)) ?? "");
    const [most] = ofKind
      .filter((group) => group[0] && kinds.has(itemOf(group[0])))
      .sort((a, b) => b.length - a.length);
    const kind = most?.[0] && kinds.get(itemOf(most[0]));
    // Calls of one module are one call with `for_each`; a few data sources hold nothing that could be a module's.
    if (most && kind !== "data" && most.length * 2 > run.length) return false;
    if (most?.length === run.length && run.length <= fewestTogether) return false;
    const share = run.length / Math.max(1, objects.get(run[0]?.uri ?? "") ?? 0);
    if (run.length >= manyTogether) return true;
    if (run.length >= fewestTogether) return share >= smallestShare;
    return run.length >= fewestOfFile && share >= 1;
  };
  const [most] = runs(group)
    .filter(isEnough)
    .sort((a, b) => b.length - a.length);
  if (!most?.[0]) return undefined;
  const { piece } = most[0];
  return {
    detector: "J",
    pattern: "R-6",
    key: conditionKey(piece),
    title: `${most.length} blocks next to each other are there under one condition, as parts of one thing`,
    ...savings(most.length, piece.size + 6, 0, false),
    sites: sitesOf(most),
    ...(most.length <= fewestTogether ? { needs: "edit" as const } : {}),
  };
}

/** How many blocks that count to one by one name make `enabled` worth it for all of them at once. */
const fewestCounts = 5;
/** `? 1 : 0`. */
const choiceTokens = 4;

/** Blocks that count to one under a condition with a name: OpenTofu says that they are there or not. */
function withEnabled(group: readonly LocatedPiece[]): Suggestion[] {
  const counting = group.filter(({ piece }) => !piece.name.endsWith(heldByEnabled));
  const [first] = counting;
  if (!first || counting.length < fewestCounts) return [];
  const tokensSaved = counting.length * choiceTokens;
  return [
    {
      detector: "J",
      pattern: "R-6",
      key: `enabled ${conditionKey(first.piece)}`,
      title: `${counting.length} blocks count to one under one condition, which \`enabled\` says without an index`,
      score: tokensSaved - 10,
      tokensSaved,
      sites: sitesOf(counting),
      needs: "enabled",
    },
  ];
}

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
