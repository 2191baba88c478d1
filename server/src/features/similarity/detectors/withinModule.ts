// Detectors that compare the tags, conditions and nested blocks of one module.

import { nameOf } from "../../../model/uri.js";
import { aroundSubject, circumstances, generalFiles } from "../../circumstances.js";
import { wordsOf } from "../../refactors/words.js";
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

function isNamed(piece: LocatedPiece["piece"]): boolean {
  return conditionName(piece).endsWith(namedCondition);
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
    const passed = new Set(pieces.all.flatMap((each) => (each.piece.kind === "data" ? [itemOf(each)] : [])));
    return inEachModule(
      "condition",
      // An expression is one condition, whatever the order of its operands, and its opposite; a name is told by its sense.
      ({ piece }) => (isNamed(piece) ? `${piece.exact}${conditionName(piece)}` : String(piece.shape)),
      3,
      (group, { piece }) => {
        if (isNamed(piece)) {
          const whole = conditionOfFiles(group, objects, passed);
          const ofModule = conditionOfModule(group, objects);
          const runs = whole ? [] : namedConditionOf(group, objects, kinds, passed);
          const parts = ofModule ? runs.map((run) => ({ ...run, needs: "edit" as const })) : runs;
          return [ofModule ?? [], whole ?? parts, withEnabled(group)].flat();
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
          ...(group.length < manyTogether ? { needs: "edit" as const } : {}),
        };
      },
    )(pieces);
  },
};

function itemOf({ uri, piece }: LocatedPiece): string {
  return `${uri} ${piece.item}`;
}

/** A part of a module that is under one condition: at least so much is worth a try, and so much is as good as all of it. */
const partOfModule = 0.4;
const mostOfModule = 0.7;
/** So many blocks are worth a word even where something is in the way of the edit. */
const manyOfModule = 8;

/** A condition of an input variable under which most of a module stands: its calls can have it. */
function conditionOfModule(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
): Suggestion | undefined {
  const [first] = group;
  const all = [...objects.values()].reduce((sum, count) => sum + count, 0);
  if (!first || !isOfVariable(first.piece) || group.length < all * partOfModule) return undefined;
  const isMost = group.length >= all * mostOfModule;
  return {
    detector: "J",
    pattern: "R-6",
    key: `module ${conditionKey(first.piece)}`,
    title: `${group.length} blocks, ${isMost ? "as good as the whole module" : "which the rest of the module needs"}, are there under one condition`,
    ...savings(group.length, first.piece.size + choiceTokens, 0, false),
    sites: sitesOf(group),
    needs: isMost && group.length >= manyOfModule ? "calls" : "edit",
  };
}

/** A part of a file's blocks that is as good as all of them. */
const mostOfFile = 0.8;
/** How many blocks in how many files are a component that deserves a word; more where the condition is an environment. */
const component = { files: 2, blocks: 10 };
const environment = { files: 3, blocks: 10 };

/** A condition under which files stand as a whole: they are a component, which has a home of its own in its module. */
function conditionOfFiles(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
  data: ReadonlySet<string>,
): Suggestion | undefined {
  const [first] = group;
  const files = grouped(group, ({ uri }) => uri).filter((inFile) => {
    const made = inFile.filter((each) => !data.has(itemOf(each))).length;
    return made >= mostOfFile * (objects.get(inFile[0]?.uri ?? "") ?? 0);
  });
  const fewest = first && hasSubject(first.piece) ? component : environment;
  const blocks = files.reduce((sum, inFile) => sum + inFile.length, 0);
  const isMany = files.length >= component.files && blocks >= manyBlocks * 2;
  if (!first || (!isMany && (files.length < fewest.files || blocks < fewest.blocks))) return undefined;
  const holding = [...objects.values()].filter((count) => count > 0).length;
  const isOne = hasSubject(first.piece) || files.length >= holding * mostOfModule || isNamedAlike(first, files);
  if (!isMany && !isOne) return undefined;
  const uris = new Set(files.map(([each]) => each?.uri));
  const sites = group.filter(({ uri }) => uris.has(uri));
  return {
    detector: "J",
    pattern: "R-6",
    key: `files ${conditionKey(first.piece)}`,
    title: `${sites.length} blocks, all that ${files.length} files hold, are there under one condition`,
    ...savings(sites.length, first.piece.size + choiceTokens, 0, false),
    sites: sitesOf(sites),
  };
}

/** True where most files share a word of what they are about: what is there in one environment may be anything. */
function isNamedAlike({ directory }: LocatedPiece, files: readonly (readonly LocatedPiece[])[]): boolean {
  const home = wordsOf(nameOf(directory));
  const words = files.flatMap(([each]) => [...new Set(wordsOf(nameOf(each?.uri ?? "")).slice(0, -1))]);
  const shared = grouped(words, (word) => word).filter(
    ([word = ""]) => !home.includes(word) && !generalFiles.has(word),
  );
  return shared.some((each) => each.length * 3 >= files.length * 2);
}

/** True where a condition is an input variable. */
function isOfVariable({ holes: [, root] }: LocatedPiece["piece"]): boolean {
  return root === "var";
}

/** True where a condition's name says of what it decides, and not only when. */
function hasSubject({ holes: [name = ""] }: LocatedPiece["piece"]): boolean {
  return wordsOf(name).some((word) => !circumstances.has(word) && !aroundSubject.has(word));
}

/** How many blocks one after another make a module of their own worth it. */
const fewestTogether = 4;
/** How many where a file holds nothing else. */
const fewestOfFile = 3;
/** So few data sources hold nothing that a module would be for. */
const fewestOfData = 5;
/** So many are worth a word even where something is in the way of the edit. */
const manyTogether = 7;

/**
 * A condition with a name is repeated for good where blocks stand together that it decides about: they are one thing.
 * `objects` counts the resources and module calls of each file; `kinds` says what a block is that is no resource.
 */
function namedConditionOf(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
  kinds: ReadonlyMap<string, string>,
  passed: ReadonlySet<string>,
): readonly Suggestion[] {
  const isEnough = (run: readonly LocatedPiece[]): boolean => {
    const ofKind = grouped(run, (each) => kinds.get(itemOf(each)) ?? "");
    const [most] = ofKind
      .filter((group) => group[0] && kinds.has(itemOf(group[0])))
      .sort((a, b) => b.length - a.length);
    const kind = most?.[0] && kinds.get(itemOf(most[0]));
    // Calls of one module are one call with `for_each`; a few data sources hold nothing that could be a module's.
    if (most && kind !== "data" && most.length * 2 > run.length) return false;
    if (most?.length === run.length && run.length <= fewestOfData) return false;
    const share = run.length / Math.max(1, objects.get(run[0]?.uri ?? "") ?? 0);
    return run.length >= fewestTogether || (run.length >= fewestOfFile && share >= 1);
  };
  return runs(group, passed)
    .filter(isEnough)
    .sort((a, b) => b.length - a.length)
    .flatMap((run, i) => {
      const [first] = run;
      if (!first) return [];
      const made = run.filter((each) => !passed.has(itemOf(each))).length;
      const isFile = made > 0 && made >= mostOfFile * (objects.get(first.uri) ?? 0);
      return {
        detector: "J",
        pattern: "R-6",
        key: `${conditionKey(first.piece)}${i === 0 ? "" : ` ${i + 1}`}`,
        title: `${run.length} blocks next to each other are there under one condition, as parts of one thing`,
        ...savings(run.length, first.piece.size + 6, 0, false),
        sites: sitesOf(run),
        ...(isFile && run.length >= manyTogether && hasSubject(first.piece) ? {} : { needs: "edit" as const }),
      };
    });
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
