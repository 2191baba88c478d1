// The detector of conditions that several blocks of a module share.

import { nameOf } from "../../../model/uri.js";
import { aroundSubject, circumstances, generalFiles } from "../../circumstances.js";
import { wordsOf } from "../../refactors/words.js";
import { heldByEach, heldByEnabled, namedCondition } from "../conditionPieces.js";
import { type Detector, grouped, type LocatedPiece, runs, type Suggestion, savings, sitesOf } from "../suggestion.js";
import { counterparts } from "./counterparts.js";
import { inEachModule, manyBlocks } from "./withinModule.js";

/** True where the condition chooses what `for_each` has. */
function isOfEach({ piece }: LocatedPiece): boolean {
  return piece.name.endsWith(heldByEach);
}

/** What a condition's piece is called, whichever argument holds it. */
function conditionName({ name }: LocatedPiece["piece"]): string {
  const ending = [heldByEnabled, heldByEach].find((each) => name.endsWith(each)) ?? "";
  return name.slice(0, name.length - ending.length);
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
    const sizes = new Map(
      pieces.all.flatMap((each) => (each.piece.kind === "resource" ? [[itemOf(each), each.piece.size] as const] : [])),
    );
    const named = pieces.all.filter(({ piece }) => piece.kind === "condition" && isNamed(piece));
    const kinds = new Map(
      pieces.all.flatMap((each) =>
        each.piece.kind === "module" || each.piece.kind === "data"
          ? [[itemOf(each), each.piece.kind === "data" ? "data" : `module ${each.piece.name}`] as const]
          : [],
      ),
    );
    const passed = new Set(pieces.all.flatMap((each) => (each.piece.kind === "data" ? [itemOf(each)] : [])));
    const pairs = counterparts(named, (each) => sizes.get(itemOf(each)));
    const shared = inEachModule(
      "condition",
      // An expression is one condition, whatever the order of its operands, and its opposite; a name is told by its sense.
      ({ piece }) => (isNamed(piece) ? `${piece.exact}${conditionName(piece)}` : String(piece.shape)),
      3,
      (all, { piece }) => {
        const group = all.filter((each) => !isOfEach(each));
        if (group.length < 3) return undefined;
        if (isNamed(piece)) {
          const ofVariable = conditionOfModule(group, objects);
          const ofRoot = ofVariable ? undefined : conditionOfRoot(all, objects, passed);
          const whole = ofRoot ?? conditionOfFiles(all, objects, passed);
          const runs = whole ? [] : namedConditionOf(group, objects, kinds, passed);
          const parts = ofVariable ? runs.map((run) => ({ ...run, needs: "edit" as const })) : runs;
          return [ofVariable ?? [], whole ?? parts, withEnabled(group)].flat();
        }
        // A name is the first step; with the block's choice, it is what the condition costs wherever it decides.
        const { score, tokensSaved } = savings(group.length, piece.size + choiceTokens + 2, 0, false);
        return {
          detector: "J",
          pattern: "R-6",
          key: conditionKey(piece),
          title: `the same condition decides about ${all.length} blocks`,
          score,
          tokensSaved,
          sites: sitesOf(all),
          ...(group.length < manyTogether ? { needs: "edit" as const } : {}),
        };
      },
    )(pieces);
    return [...shared, ...pairs];
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

/** A part of a module's blocks that is as good as all of them, and how many are worth a word. */
const mostOfRoot = 0.9;
const fewestOfRoot = 5;

/** A condition under which as good as all of a module stands that no input variable is: then all of it could have one. */
function conditionOfRoot(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
  data: ReadonlySet<string>,
): Suggestion | undefined {
  const [first] = group;
  const all = [...objects.values()].reduce((sum, count) => sum + count, 0);
  const made = group.filter((each) => !data.has(itemOf(each))).length;
  if (!first || group.length < fewestOfRoot || made < all * mostOfRoot) return undefined;
  // What one file says is seen at once.
  if (group.every(({ uri }) => uri === first.uri)) return undefined;
  return {
    detector: "J",
    pattern: "R-6",
    key: `root ${conditionKey(first.piece)}`,
    title: `${made === all ? "all" : `${made} of the`} ${all} resources and module calls of the module are there under one condition`,
    ...savings(group.length, first.piece.size + choiceTokens, 0, false),
    sites: sitesOf(group),
  };
}

/** A part of a file's blocks that is as good as all of them. */
const mostOfFile = 0.8;
/** How many blocks in how many files are a component that deserves a word; more where the condition is an environment. */
const component = { files: 2, blocks: 5 };
const environment = { files: 3, blocks: 10 };

/** A condition under which files stand as a whole: they are a component, which has a home of its own in its module. */
function conditionOfFiles(
  group: readonly LocatedPiece[],
  objects: ReadonlyMap<string, number>,
  data: ReadonlySet<string>,
): Suggestion | undefined {
  const [first] = group;
  const blocksIn = (uri: string): number =>
    (objects.get(uri) ?? 0) + [...data].filter((each) => each.startsWith(`${uri} `)).length;
  const whole = grouped(group, ({ uri }) => uri).filter((inFile) => {
    const uri = inFile[0]?.uri ?? "";
    const read = inFile.filter((each) => data.has(itemOf(each))).length;
    return inFile.length - read >= mostOfFile * (objects.get(uri) ?? 0) && inFile.length >= mostOfFile * blocksIn(uri);
  });
  if (!first) return undefined;
  const isSubject = hasSubject(first.piece);
  const alike = isSubject ? whole : labelledAlike(whole);
  const isAlike = isEnough(alike, component);
  const holding = [...objects.values()].filter((count) => count > 0).length;
  const isOne = whole.length >= holding * mostOfModule || isNamedAlike(first, whole);
  const isMany = isEnough(whole, { files: component.files, blocks: manyBlocks * 2 });
  if (!isAlike && !isMany && !(isOne && isEnough(whole, environment))) return undefined;
  const files = isMany || !isAlike ? whole : alike;
  const uris = new Set(files.map(([each]) => each?.uri));
  const sites = group.filter(({ uri }) => uris.has(uri));
  const held = files.reduce((sum, [each]) => sum + blocksIn(each?.uri ?? ""), 0);
  const isAll = sites.length >= held;
  return {
    detector: "J",
    pattern: "R-6",
    key: `files ${conditionKey(first.piece)}`,
    title: `${sites.length} blocks, ${isAll ? "all" : "as good as all"} that ${files.length} files hold, are there under one condition`,
    ...savings(sites.length, first.piece.size + choiceTokens, 0, false),
    sites: sitesOf(sites),
  };
}

function isEnough(files: readonly (readonly LocatedPiece[])[], fewest: typeof component): boolean {
  return files.length >= fewest.files && files.flat().length >= fewest.blocks;
}

/** The files in which nearly all blocks have one word in their labels, the word that the most blocks have. */
function labelledAlike(files: readonly LocatedPiece[][]): readonly LocatedPiece[][] {
  const home = wordsOf(nameOf(files[0]?.[0]?.directory ?? ""));
  const labelled = ({ piece }: LocatedPiece): readonly string[] => wordsOf(piece.label?.split(" ").at(-1) ?? "");
  const words = new Set(files.flat().flatMap(labelled));
  const telling = [...words].filter((word) => word.length > 2 && !circumstances.has(word) && !home.includes(word));
  const sets = telling.map((word) =>
    files.filter(
      (blocks) => blocks.filter((each) => labelled(each).includes(word)).length >= blocks.length * mostOfFile,
    ),
  );
  const [most = []] = sets.sort((a, b) => b.flat().length - a.flat().length);
  return most;
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
