// Detectors of blocks next to each other that differ in a few values: resources, module calls, provider configurations.

import { sharedName } from "../../refactors/siblingNames.js";
import {
  type Detector,
  grouped,
  type LocatedPiece,
  runs,
  type Suggestion,
  savings,
  sitesOf,
  varyingColumns,
} from "../suggestion.js";

const fewestTokens = 10;

/**
 * What an abstraction must save by the number of values that differ: a list of names is read at once, a table with
 * many columns has to be worth it.
 */
function lowestScore(columns: number): number {
  if (columns <= 1) return 0;
  if (columns <= 2) return 15;
  if (columns <= 4) return 60;
  return columns <= 6 ? 100 : 200;
}

/** Words of which one says the opposite of the other: blocks that differ in them are not of one kind. */
const opposed = new Set(
  ["ingress", "egress", "INGRESS", "EGRESS", "Allow", "Deny", "allow", "deny"].map((word) => `s:${word}`),
);

function kindOf({ piece }: LocatedPiece): string {
  return piece.holes.filter((hole) => opposed.has(hole)).join();
}

/** A run in parts within which no block says the opposite of another. */
function ofOneKind(run: readonly LocatedPiece[]): LocatedPiece[][] {
  return grouped(run, kindOf).flatMap((group) => runs(group));
}

/**
 * A run without the blocks at its ends that belong to a neighbour outside: their label is the neighbour's with more words,
 * which no other block of the run has (`worker-vxlan` outside, `worker-vxlan-self` within).
 */
function withoutStrays(run: readonly LocatedPiece[], others: readonly LocatedPiece[]): LocatedPiece[] {
  const left = [...run];
  const isStray = (one: LocatedPiece | undefined, step: number): boolean => {
    const label = one?.piece.label;
    if (!one || label === undefined) return false;
    const beside = others.find(({ uri, piece }) => uri === one.uri && piece.item === one.piece.item + step)?.piece;
    const isLonger = (other: string | undefined): boolean =>
      beside?.label !== undefined && ["-", "_"].some((mark) => other?.startsWith(beside.label + mark));
    return (
      beside?.name === one.piece.name &&
      left.filter(({ piece }) => isLonger(piece.label)).length === 1 &&
      isLonger(label)
    );
  };
  if (isStray(left[0], -1)) left.shift();
  if (isStray(left.at(-1), 1)) left.pop();
  return left;
}

/**
 * Runs with one more: joined to the run before it in its file that it belongs to, by a name that both share or since neither
 * has one. What stands between them is of their type and another shape, so that nothing of the kind stays behind.
 */
function withRun(
  runsBefore: readonly LocatedPiece[][],
  run: LocatedPiece[],
  fewest: number,
  all: readonly LocatedPiece[],
): LocatedPiece[][] {
  const belongs = (other: readonly LocatedPiece[]): boolean => {
    const both = [...other, ...run];
    const isLong = other.length >= fewest || run.length >= fewest;
    if (!isLong || grouped(both, kindOf).length > 1 || !isOnlyTypeBetween(other.at(-1), run[0], all)) return false;
    const names = [other, run].filter(({ length }) => length > 1).map(nameOf);
    const name = nameOf(both);
    return name === undefined ? names.every((one) => one === undefined) : names.includes(name);
  };
  const at = runsBefore.findIndex(belongs);
  if (at < 0) return [...runsBefore, run];
  return runsBefore.map((other, i) => (i === at ? [...other, ...run] : other));
}

function nameOf(pieces: readonly LocatedPiece[]): string | undefined {
  return sharedName(pieces.map(({ piece }) => piece.label ?? "")).name;
}

/** True where only blocks of their type stand between two of one file. */
function isOnlyTypeBetween(
  from: LocatedPiece | undefined,
  to: LocatedPiece | undefined,
  all: readonly LocatedPiece[],
): boolean {
  if (!from || !to || from.uri !== to.uri) return false;
  const isBetween = ({ uri, piece }: LocatedPiece): boolean =>
    uri === from.uri && piece.name === to.piece.name && from.piece.item < piece.item && piece.item < to.piece.item;
  return all.filter(isBetween).length === to.piece.item - from.piece.item - 1;
}

function siblings(
  id: string,
  pattern: string,
  what: string,
  mostColumns: number,
  fewest: number,
  all: readonly LocatedPiece[] = [],
): (group: readonly LocatedPiece[]) => Suggestion[] {
  return (group) =>
    runs(group)
      .map((run) => (run.length < fewest ? run : withoutStrays(run, all)))
      .flatMap(ofOneKind)
      .reduce<LocatedPiece[][]>((joined, run) => withRun(joined, run, fewest, all), [])
      .flatMap((run): Suggestion[] => {
        const [first] = run;
        if (!first || run.length < fewest || first.piece.size < fewestTokens) return [];
        const columns = varyingColumns(run.map(({ piece }) => piece.holes));
        const { score, tokensSaved } = savings(run.length, first.piece.size, columns.length, true);
        if (columns.length > mostColumns || score < lowestScore(columns.length)) return [];
        const differ =
          columns.length === 0
            ? "in nothing but their names"
            : `in ${columns.length} ${columns.length === 1 ? "value" : "values"}`;
        const place = runs(run).length === 1 ? "next to each other" : "of one file";
        const title = `${run.length} ${what} ${place} differ ${differ}${namesOf(run)}`;
        const key = `${first.piece.name} ${first.piece.shape}`;
        const sites = sitesOf(run);
        return [{ detector: id, pattern, key, title, score, tokensSaved, sites, needs: "shorter" as const }];
      });
}

const mostNamed = 3;

/** Behind a colon what the blocks are called: all of a few, else the first and the last. */
function namesOf(run: readonly LocatedPiece[]): string {
  const names = run.flatMap(({ piece }) => (piece.label === undefined ? [] : [`\`${piece.label}\``]));
  if (names.length === 0) return "";
  return `: ${names.length <= mostNamed ? names.join(", ") : `${names[0]} to ${names.at(-1)}`}`;
}

function siblingDetector(
  id: string,
  pattern: string,
  kind: "resource" | "module",
  summary: string,
  what: (name: string) => string,
  mostColumns: number,
): Detector {
  return {
    id,
    pattern,
    scope: "module",
    summary,
    find: ({ byDirectory }) => {
      const suggestions: Suggestion[] = [];
      for (const pieces of byDirectory.values()) {
        const wanted = pieces.filter(({ piece }) => piece.kind === kind);
        for (const group of grouped(wanted, ({ piece }) => `${piece.name} ${piece.shape}`)) {
          suggestions.push(...siblings(id, pattern, what(group[0]?.piece.name ?? ""), mostColumns, 3, wanted)(group));
        }
      }
      return suggestions;
    },
  };
}

export const similarResources = siblingDetector(
  "F",
  "R-2",
  "resource",
  "Resources next to each other that differ in a few values.",
  (type) => `\`${type}\` resources`,
  8,
);

export const similarCalls = siblingDetector(
  "G",
  "R-3",
  "module",
  "Module calls next to each other that differ in a few values.",
  (source) => (source === "" ? "calls of one module" : `calls of the module \`${source}\``),
  6,
);

export const similarProviders: Detector = {
  id: "P",
  pattern: "T-7",
  scope: "module",
  summary: "Configurations of one provider that differ in their alias and one value, such as the region.",
  find: ({ byDirectory }) => {
    const suggestions: Suggestion[] = [];
    for (const pieces of byDirectory.values()) {
      const providers = pieces.filter(({ piece }) => piece.kind === "provider");
      for (const group of grouped(providers, ({ uri, piece }) => `${uri} ${piece.name} ${piece.shape}`)) {
        const [first] = group;
        if (!first || group.length < 3) continue;
        // The alias is one column of its own; where it is not, the two are one.
        const columns = varyingColumns(group.map(({ piece }) => piece.holes));
        if (columns.length > 2) continue;
        const { score, tokensSaved } = savings(group.length, first.piece.size, columns.length, false);
        if (score < lowestScore(columns.length)) continue;
        const title = `${group.length} configurations of the provider \`${first.piece.name}\` differ in ${columns.length === 1 ? "their alias" : "their alias and one value"}`;
        const key = `${first.piece.name} ${first.piece.shape}`;
        suggestions.push({ detector: "P", pattern: "T-7", key, title, score, tokensSaved, sites: sitesOf(group) });
      }
    }
    return suggestions;
  },
};

export const similarStackParts: Detector = {
  id: "T11",
  pattern: "T-11",
  scope: "workspace",
  summary: "Units or stacks of a stack file that differ in a few values.",
  find: ({ all }) =>
    grouped(
      all.filter(({ piece }) => piece.kind === "stack-part"),
      ({ uri, piece }) => `${uri} ${piece.name} ${piece.shape}`,
    ).flatMap((group) => siblings("T11", "T-11", `\`${group[0]?.piece.name}\` blocks`, 4, 3)(group)),
};
