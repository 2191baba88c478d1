// Detectors that compare modules with each other: backends, providers, requirements, and the sources of modules.

import { nameOf } from "../../../model/uri.js";
import type { PieceKind } from "../fileShapes.js";
import {
  type Detector,
  directoriesOf,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";
import { arePatches, byVersion, mostOf, type VersionGroup, versionSites, versionsText } from "./drift.js";
import { listed, quotedList } from "./titles.js";
import { areApart, endOf, sameEnd } from "./versionEnds.js";

/** In how many modules the same text must stand before it is worth a word. */
const fewestModules = 3;

/** A detector of pieces of one kind that are equal in several modules. */
function equalAcross(
  id: string,
  pattern: string,
  kind: PieceKind,
  summary: string,
  fewest: number,
  smallest: number,
  title: (first: LocatedPiece, sites: number) => string,
  fewestConstants = 0,
): Detector {
  return {
    id,
    pattern,
    scope: "workspace",
    summary,
    find: ({ all }) =>
      grouped(
        all.filter(
          ({ piece }) => piece.kind === kind && piece.size >= smallest && piece.holes.length >= fewestConstants,
        ),
        ({ piece }) => `${piece.name} ${piece.exact}`,
      ).flatMap((group): Suggestion[] => {
        const [first] = group;
        if (!first || directoriesOf(group) < fewest) return [];
        const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
        const key = String(first.piece.exact);
        const found = { detector: id, pattern, key, title: title(first, group.length), score, tokensSaved };
        return [{ ...found, sites: sitesOf(group) }];
      }),
  };
}

export const equalBackends = equalAcross(
  "A",
  "T-6",
  "backend",
  "Backends that differ in nothing but the place of the state.",
  fewestModules,
  // A backend without arguments is given them when it is initialised: it says nothing twice.
  12,
  ({ piece }, sites) => `${sites} \`${piece.name}\` backends differ in nothing but where the state lies`,
  // Settings that are variables already are written once where the variables are.
  2,
);

/** A configuration of one argument, such as its region, is as short as anything that could stand for it. */
const fewestTokensOfProvider = 15;

export const equalProviders: Detector = {
  id: "B",
  pattern: "T-7",
  scope: "workspace",
  summary: "Provider configurations that are the same in several modules.",
  find: ({ all }) => {
    // The providers of two units are soon compared; a third is where a generated file begins to pay.
    const units = new Set(all.flatMap(({ piece, directory }) => (piece.kind === "unit" ? [directory] : [])));
    const isOfUnit = ({ directory }: LocatedPiece) => units.has(directory);
    const equal = grouped(
      all.filter(({ piece }) => piece.kind === "provider" && piece.size >= fewestTokensOfProvider),
      ({ piece }) => `${piece.name} ${piece.exact}`,
    ).filter((group) => directoriesOf(group) >= (group.every(isOfUnit) ? fewestModules : 2));
    const shared = families(equal);
    const worthwhile = shared.filter((together) => isWorthwhile(together));
    // A few short ones are of no weight alone; beside what the same modules share more of, they are a part of it.
    const short = shared.filter((together) => !isWorthwhile(together));
    const added = new Map(
      grouped(
        short.flatMap((few) => {
          const folders = foldersOf(few.flat());
          const home = worthwhile.find((together) => isWithinAll(folders, foldersOf(together.flat())));
          return home ? [{ home, few }] : [];
        }),
        ({ home }) => String(worthwhile.indexOf(home)),
      ).map((list) => [list[0]?.home, list.flatMap(({ few }) => few)]),
    );
    return worthwhile.map((together): Suggestion => {
      const more = added.get(together) ?? [];
      const pieces = together.flat();
      const directories = [...new Set(pieces.map(({ directory }) => directory))];
      const tokensSaved = tokensOf([...together, ...more]);
      const others = more.length === 0 ? "" : `, with ${more.length} more in some of them`;
      const title = `${providersTitle(together, directories)}${others}`;
      return {
        detector: "B",
        pattern: "T-7",
        key: together.map(([first]) => first?.piece.exact).join(" "),
        title,
        score: tokensSaved - 10,
        tokensSaved,
        sites: sitesOf([...pieces, ...more.flat()]),
      };
    });
  },
};

/**
 * Groups of equal configurations that are one thing to share: those of the same modules, and those that stand in files of
 * one name in modules that are mostly the same.
 */
function families(equal: readonly (readonly LocatedPiece[])[]): (readonly LocatedPiece[])[][] {
  const found = grouped(equal, (group) => foldersOf(group).join("\n")).map((groups) => ({
    groups,
    folders: new Set(foldersOf(groups.flat())),
    file: fileOf(groups.flat()),
  }));
  for (let at = 0; at < found.length; at++) {
    const one = found[at];
    const i = found.findIndex((other, place) => place > at && one !== undefined && areOneFamily(one, other));
    const [other] = i < 0 ? [] : found.splice(i, 1);
    if (!one || !other) continue;
    one.groups.push(...other.groups);
    for (const folder of other.folders) one.folders.add(folder);
    // With more folders it may be one with what was passed over.
    at = -1;
  }
  return found.map(({ groups }) => groups);
}

interface Family {
  readonly folders: ReadonlySet<string>;
  /** The name of their files; undefined where they have several. */
  readonly file: string | undefined;
}

function areOneFamily(a: Family, b: Family): boolean {
  if (a.file === undefined || a.file !== b.file) return false;
  const both = [...a.folders].filter((folder) => b.folders.has(folder)).length;
  return both * 2 > Math.min(a.folders.size, b.folders.size);
}

function fileOf(pieces: readonly LocatedPiece[]): string | undefined {
  const [name, ...others] = new Set(pieces.map(({ uri }) => nameOf(uri)));
  return others.length === 0 ? name : undefined;
}

/** What is configured alike, and where. */
function providersTitle(together: readonly (readonly LocatedPiece[])[], directories: readonly string[]): string {
  const pieces = together.flat();
  const said = ({ piece }: LocatedPiece) => (piece.label === undefined ? piece.name : `${piece.name}.${piece.label}`);
  const names = quotedList([...new Set(pieces.map(said))]);
  const file = fileOf(pieces);
  const place = file === undefined ? "" : `, in \`${file}\``;
  const modules = `${directories.length} modules`;
  const where = `${listed(directories)}${place}`;
  const counts = together.map((group) => directoriesOf(group));
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  if (together.length === 1) return `the same configuration of the provider ${names} stands in ${modules}: ${where}`;
  const what = `the same ${together.length} provider configurations (${names}) stand in`;
  return fewest === directories.length
    ? `${what} ${modules}: ${where}`
    : `${what} ${fewest} to ${most} of ${modules} each: ${where}`;
}

/** Fewer tokens than these are not worth a generator of files, in two modules and in more. */
const fewestTokensOfPair = 80;
const fewestTokensOfMany = 40;

function isWorthwhile(groups: readonly (readonly LocatedPiece[])[]): boolean {
  const fewest = directoriesOf(groups.flat()) > 2 ? fewestTokensOfMany : fewestTokensOfPair;
  return tokensOf(groups) >= fewest;
}

function tokensOf(groups: readonly (readonly LocatedPiece[])[]): number {
  return groups.reduce((sum, group) => sum + (group.length - 1) * (group[0]?.piece.size ?? 0), 0);
}

function foldersOf(group: readonly LocatedPiece[]): string[] {
  return [...new Set(group.map(({ directory }) => directory))].sort();
}

function isWithinAll(folders: readonly string[], all: readonly string[]): boolean {
  return folders.every((folder) => all.includes(folder));
}

export const equalRequirements: Detector = {
  id: "C",
  pattern: "T-8",
  scope: "workspace",
  summary: "Requirements of providers that are the same in several modules, or whose versions have drifted apart.",
  find: ({ all }) => [...equalBlocks(all), ...driftedVersions(all)],
};

function equalBlocks(all: readonly LocatedPiece[]): Suggestion[] {
  const units = new Set(all.flatMap(({ piece, directory }) => (piece.kind === "unit" ? [directory] : [])));
  return grouped(
    // A module says itself what it needs; only where units are deployed from it can another file say it.
    all.filter(({ piece, directory }) => piece.kind === "required_providers" && units.has(directory)),
    ({ piece }) => String(piece.exact),
  ).flatMap((group): Suggestion[] => {
    const [first] = group;
    if (!first || directoriesOf(group) < fewestModules) return [];
    const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
    const title = `the same \`required_providers\` stands in ${group.length} modules`;
    const key = String(first.piece.exact);
    return [{ detector: "C", pattern: "T-8", key, title, score, tokensSaved, sites: sitesOf(group) }];
  });
}

/** How many modules make a norm. */
const fewestOfNorm = 5;

/** Providers that most modules require in one version, and a few in others: those few, the newest version first. */
function driftedVersions(all: readonly LocatedPiece[]): Suggestion[] {
  return grouped(
    all.filter(({ piece }) => piece.kind === "requirement"),
    ({ piece }) => piece.name,
  ).flatMap((group): Suggestion[] => {
    const [first] = group;
    const versions = byVersion(group);
    const norm = mostOf(versions);
    if (!first || !norm || norm.pieces.length < fewestOfNorm) return [];
    const amount = (some: readonly VersionGroup[]) => some.reduce((sum, { pieces }) => sum + pieces.length, 0);
    // A version that hardly anyone shares is no norm that others could have drifted from.
    const isNorm = (some: readonly VersionGroup[]) => amount(some) * 1.5 <= norm.pieces.length;
    const unlike = versions.filter((version) => version !== norm);
    const end = endOf(norm.version);
    // A constraint that begins elsewhere allows the same versions to come; one without an end stops nobody.
    const isHeld = ({ version }: VersionGroup) => end && endOf(version) && !sameEnd(endOf(version), end);
    const others = unlike.filter(isNorm(unlike) ? isHeld : ({ version }) => areApart(version, norm.version));
    const count = amount(others);
    if (count < 2 || !isNorm(others)) return [];
    const usual = `the \`${norm.version}\` of ${norm.pieces.length} modules`;
    const title = `the provider \`${first.piece.name}\` is held to other versions than ${usual}: ${versionsText(others)}`;
    const { score, tokensSaved } = savings(count + 1, first.piece.size, 0, false);
    const key = `drift ${first.piece.name}`;
    return [{ detector: "C", pattern: "T-8", key, title, score, tokensSaved, sites: versionSites(others) }];
  });
}

export const repeatedSources: Detector = {
  id: "K",
  pattern: "M-1",
  scope: "workspace",
  summary: "Module sources that are written in many places, and the versions that have drifted apart.",
  find: ({ all }: Pieces) =>
    grouped(
      all.filter(({ piece }) => piece.kind === "source"),
      ({ piece }) => piece.name,
    ).flatMap((group): Suggestion[] => {
      const [first] = group;
      if (!first || group.length < fewestModules) return [];
      const pins = byVersion(group);
      const modules = grouped(group, ({ directory }) => directory);
      const together = Math.max(...modules.map((calls) => calls.length));
      const isWithin = modules.some((calls) => calls.length >= fewestModules && byVersion(calls).length > 1);
      const isDrift = !arePatches(pins) && (group.length >= manyCalls || isWithin);
      const isPinned = pins.some(({ version }) => version !== "");
      // Calls of one version in modules of their own have nowhere to share it; drift is seen from everywhere.
      if (!isDrift && (together < manyCalls || !isPinned)) return [];
      const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
      const which =
        pins.length > 1
          ? `in ${pins.length} versions: ${versionsText(pins)}`
          : `all in version \`${pins[0]?.version}\``;
      const title = `the module \`${first.piece.name}\` is called in ${group.length} places, ${which}`;
      const sites = pins.length > 1 ? versionSites(pins) : sitesOf(group);
      const found = { detector: "K", pattern: "M-1", key: first.piece.name, title, score, tokensSaved, sites };
      // Nobody is helped by the news that all is one version, or that its patches are not everywhere yet.
      return [isDrift ? found : { ...found, needs: "edit" }];
    }),
};

/** How many calls make a version worth a name, or its drift worth a word. */
const manyCalls = 5;
