// Detector of what units say to be built on others: includes of a form that is given up, and units that say little else.

import {
  type Detector,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";
import { listed } from "./titles.js";
import { alikeUnitsOf } from "./units.js";

/** A few lines that say what a unit is built on are no burden until there are many of them. */
const fewestUnits = 5;

/** What a unit's block in a stack costs. */
const blockTokens = 13;

export const repeatedIncludes: Detector = {
  id: "T1",
  pattern: "T-1",
  scope: "workspace",
  summary:
    "`include` blocks that are the same in several units: those without a label, and those of units that say little else, which a stack could generate.",
  find(pieces) {
    const including = pieces.all.filter(({ piece }) => piece.kind === "include");
    const groups = grouped(including, ({ piece }) => `${piece.name} ${piece.exact}`).filter(
      ({ length }) => length >= fewestUnits,
    );
    const bare = groups.filter(([first]) => first?.piece.name === "").flatMap(bareIncludes);
    return [...bare, ...unitsOfIncludes(pieces, including, groups)];
  },
};

const littleMore = "are hardly more than their includes";

/** Units that are the same, or differ in a few values; those among units that say little else are a part of these. */
export const identicalUnits: Detector = {
  id: "T7",
  pattern: "T-1",
  scope: "workspace",
  summary: "Units that are the same, or differ in a few inputs and their version.",
  find: (pieces) =>
    amongLittleElse(pieces, alikeUnitsOf(pieces)).map((suggestion) => {
      const { title, within } = suggestion;
      return within
        ? { ...suggestion, title: `${title}, among ${unitsIn(within)} units that ${littleMore}` }
        : suggestion;
    }),
};

function unitsIn({ sites }: Suggestion): number {
  return new Set(sites.map(({ uri }) => uri)).size;
}

/** Suggestions with that of the units that say little else than their includes, where all their units are among these. */
export function amongLittleElse(pieces: Pieces, found: readonly Suggestion[]): readonly Suggestion[] {
  const whole = repeatedIncludes.find(pieces).filter(isOfLittleElse);
  return found.map((suggestion) => {
    const within = whole.find(({ sites }) => {
      const files = new Set(sites.map(({ uri }) => uri));
      return suggestion.sites.every(({ uri }) => files.has(uri));
    });
    return within ? { ...suggestion, within } : suggestion;
  });
}

/** Ends the key of units that say little else than what they include. */
const littleElse = " and little else";

/** True for a suggestion of T1 about units that say little else than what they include. */
export function isOfLittleElse({ key }: Suggestion): boolean {
  return key.endsWith(littleElse);
}

function bareIncludes(group: readonly LocatedPiece[]): Suggestion[] {
  const [first] = group;
  if (!first) return [];
  const { score } = savings(group.length, first.piece.size, 0, false);
  const title = `${group.length} units have the same \`include\` without a label, a form that Terragrunt gives up`;
  const key = ` ${first.piece.exact}`;
  return [{ detector: "T1", pattern: "T-2", key, title, score, tokensSaved: 0, sites: sitesOf(group) }];
}

/**
 * Units that say no more than their includes do: only a stack can write those. Where most of the units that have an
 * include say more, it is no burden to them.
 */
function unitsOfIncludes(
  pieces: Pieces,
  including: readonly LocatedPiece[],
  groups: readonly (readonly LocatedPiece[])[],
): readonly Suggestion[] {
  const includes = new Map(grouped(including, ({ directory }) => directory).map((own) => [own[0]?.directory, own]));
  const rest = new Map(
    pieces.all.flatMap(({ piece, directory }) => (piece.kind === "unit" ? [[directory, piece.size]] : [])),
  );
  const told = new Set<string>();
  const found = groups.flatMap((group): Suggestion[] => {
    const [first] = group;
    if (!first || first.piece.name === "") return [];
    const little = group.filter(({ directory }) => sizeOf(includes.get(directory)) >= (rest.get(directory) ?? 0));
    const directories = little.map(({ directory }) => directory);
    // What several includes have in common is told once, of the one that most units have.
    if (
      little.length < fewestUnits ||
      little.length * 2 <= group.length ||
      directories.every((each) => told.has(each))
    ) {
      return [];
    }
    for (const directory of directories) told.add(directory);
    const sites = directories.flatMap((directory) => includes.get(directory) ?? []);
    const tokensSaved = sizeOf(sites) - sizeOf(includes.get(first.directory));
    const score = tokensSaved - blockTokens * little.length;
    const title = `${little.length} units ${littleMore}: ${listed(directories)}`;
    const key = `${first.piece.name} ${first.piece.exact}${littleElse}`;
    return [{ detector: "T1", pattern: "T-1", key, title, score, tokensSaved, needs: "edit", sites: sitesOf(sites) }];
  });
  if (found.length === 0) return [];
  const alike = new Set(alikeUnitsOf(pieces).map(filesKey));
  return found.filter((each) => !alike.has(filesKey(each)));
}

function sizeOf(pieces: readonly LocatedPiece[] | undefined): number {
  return (pieces ?? []).reduce((sum, { piece }) => sum + piece.size, 0);
}

/** The same for suggestions about the same files. */
function filesKey({ sites }: Suggestion): string {
  return [...new Set(sites.map(({ uri }) => uri))].sort().join("\n");
}
