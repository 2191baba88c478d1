// Detectors that compare the units of Terragrunt with each other.

import type { TerragruntPieceKind } from "../fileShapes.js";
import {
  commonDirectory,
  type Detector,
  directoriesOf,
  foldersAbove,
  grouped,
  type LocatedPiece,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";
import { listed } from "./titles.js";

/** A detector of parts that are equal in several units. */
function equalInUnits(
  id: string,
  pattern: string,
  kind: TerragruntPieceKind,
  summary: string,
  isEnough: (first: LocatedPiece, units: number) => boolean,
  title: (first: LocatedPiece, units: number) => string,
  { isInShared = false, ...needs }: { readonly isInShared?: boolean; readonly needs?: "edit" } = {},
): Detector {
  return {
    id,
    pattern,
    scope: "workspace",
    summary,
    find: ({ all }) => {
      const includes = includesOf(all);
      return grouped(
        all.filter(({ piece }) => piece.kind === kind),
        ({ piece }) => `${piece.name} ${piece.exact}`,
      ).flatMap((group): Suggestion[] => {
        const [first] = group;
        const units = directoriesOf(group);
        if (!first || !isEnough(first, units) || (isInShared && !shareInclude(group, includes))) return [];
        const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
        const key = `${first.piece.name} ${first.piece.exact}`;
        const found = { detector: id, pattern, key, title: title(first, units), score, tokensSaved, ...needs };
        return [{ ...found, sites: sitesOf(group) }];
      });
    },
  };
}

/** What the files of each directory include, as it is written. */
function includesOf(all: readonly LocatedPiece[]): ReadonlyMap<string, readonly string[]> {
  const includes = new Map<string, string[]>();
  for (const { piece, directory } of all) {
    if (piece.kind === "include") includes.set(directory, [...(includes.get(directory) ?? []), String(piece.exact)]);
  }
  return includes;
}

/** Whether there is a file that all of them include: only that can say something for them. */
function shareInclude(group: readonly LocatedPiece[], includes: ReadonlyMap<string, readonly string[]>): boolean {
  const [first] = group;
  const own = first && includes.get(first.directory);
  return own?.some((include) => group.every(({ directory }) => includes.get(directory)?.includes(include))) ?? false;
}

/** A shorter value is no more than another name for what it reads. */
const smallestLocal = 8;

export const repeatedUnitLocals: Detector = {
  id: "T3",
  pattern: "T-3",
  scope: "workspace",
  summary: "Local values that are the same in several units that include the same file.",
  find: ({ all }) => {
    const includes = includesOf(all);
    const locals = all.filter(({ piece }) => piece.kind === "unit-local" && piece.size >= smallestLocal);
    // The same expression is another value where the local values that it reads are others.
    return grouped(locals, ({ piece }) => `${piece.name} ${piece.shape}`).flatMap((group): Suggestion[] => {
      const [first] = group;
      const units = directoriesOf(group);
      if (!first || units < 3 || group.some(({ piece }) => piece.exact !== first.piece.exact)) return [];
      if (!shareInclude(group, includes)) return [];
      const { score, tokensSaved } = savings(group.length, first.piece.size + 3, 0, false);
      const key = `${first.piece.name} ${first.piece.shape}`;
      const title = `the local value \`${first.piece.name}\` is the same in ${units} units`;
      return [{ detector: "T3", pattern: "T-3", key, title, score, tokensSaved, sites: sitesOf(group) }];
    });
  },
};

export const repeatedRemoteState = equalInUnits(
  "T5",
  "T-6",
  "remote_state",
  "`remote_state` blocks that are the same in several units, and that what they include can hold.",
  (_, units) => units >= 2,
  (_, units) => `the same \`remote_state\` stands in ${units} units`,
  // Files that units include each keep the state of their units, and cannot include one another.
  { isInShared: true, needs: "edit" },
);

export const repeatedTerraformParts = equalInUnits(
  "T10",
  "T-10",
  "terraform-part",
  "`extra_arguments` and hooks that are the same in several units that include the same file.",
  ({ piece }, units) => units >= 3 && piece.size >= 15,
  ({ piece }, units) => `the same \`${piece.name}\` stands in ${units} places`,
  { isInShared: true },
);

/** One short input of a few units is as short as what would say it for them. */
const fewestInputTokens = 20;

export const repeatedInputs: Detector = {
  id: "T4",
  pattern: "T-4",
  scope: "workspace",
  summary: "Inputs that all units below a folder are given alike.",
  find: ({ all }) => {
    const units = [...new Set(all.flatMap(({ piece, directory }) => (piece.kind === "unit" ? [directory] : [])))];
    const unitsBelow = countsBelow(units);
    const equal = grouped(
      all.filter(({ piece }) => piece.kind === "input"),
      ({ piece }) => `${piece.name} ${piece.exact}`,
    ).filter((group) => group.length >= 3);
    // The highest folders all of whose units have the entry: only there can it be said once.
    const covered = equal.flatMap((group) => {
      const folderOf = coveredFolders(group, unitsBelow);
      return grouped(group, ({ directory }) => folderOf(directory) ?? "").flatMap((entries) => {
        const [first] = entries;
        const folder = first && folderOf(first.directory);
        return folder !== undefined && directoriesOf(entries) >= 3 ? [{ folder, entries }] : [];
      });
    });
    return grouped(covered, ({ folder }) => folder).flatMap((together): Suggestion[] => {
      const [first] = together;
      if (!first) return [];
      const entries = together.flatMap((one) => one.entries);
      const names = together.map((one) => `\`${one.entries[0]?.piece.name}\``).join(", ");
      const size = together.reduce((sum, one) => sum + (one.entries[0]?.piece.size ?? 0) + 2, 0);
      const { score, tokensSaved } = savings(first.entries.length, size, 0, false);
      if (score < fewestInputTokens) return [];
      const title = `all ${first.entries.length} units below ${listed([first.folder])} are given the same ${names}`;
      const key = together.map((one) => `${one.entries[0]?.piece.name} ${one.entries[0]?.piece.exact}`).join(" ");
      return [{ detector: "T4", pattern: "T-4", key, title, score, tokensSaved, sites: sitesOf(entries) }];
    });
  },
};

/** A folder and those above it, without what is no path of a `file://` URI. */
function pathsAbove(directory: string): string[] {
  return foldersAbove(directory).slice(3);
}

/** How many of some directories lie in each folder; a directory lies in itself. */
function countsBelow(directories: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const directory of directories) {
    for (const folder of pathsAbove(directory)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/**
 * Gives the highest folder above a unit, below what all entries of a group share, all of whose units are among the
 * group's. The group is counted once: an estate may give one input to thousands of units.
 */
function coveredFolders(
  group: readonly LocatedPiece[],
  unitsBelow: ReadonlyMap<string, number>,
): (directory: string) => string | undefined {
  const own = new Set(group.map(({ directory }) => directory));
  const ownBelow = countsBelow(own);
  const top = commonDirectory([...own]);
  return (directory) =>
    pathsAbove(directory).find(
      (folder) => folder.length >= top.length && ownBelow.get(folder) === unitsBelow.get(folder),
    );
}
