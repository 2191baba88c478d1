// Versions that have drifted apart: which stands where, the newest first.

import { lowerBound, parseConstraints } from "../../../model/constraint.js";
import { compareVersions, parseVersion, type Version } from "../../../model/version.js";
import { grouped, type LocatedPiece, type Site, sitesOf } from "../suggestion.js";

/** Pieces of one version or constraint. */
export interface VersionGroup {
  /** As it is written; empty where none is. */
  readonly version: string;
  readonly pieces: readonly LocatedPiece[];
}

/** Pieces by the version that each one holds: the newest first, then those that are none, such as hashes, by how many. */
export function byVersion(pieces: readonly LocatedPiece[]): readonly VersionGroup[] {
  const groups = grouped(pieces, ({ piece }) => piece.holes[0] ?? "").map((group) => {
    // A hole begins with the class of its literal.
    const version = (group[0]?.piece.holes[0] ?? "").slice("s:".length);
    return { version, pieces: group, bound: lowestVersion(version) };
  });
  return groups.sort((a, b) => {
    const newest = a.bound && b.bound ? compareVersions(b.bound, a.bound) : Number(!a.bound) - Number(!b.bound);
    return newest || b.pieces.length - a.pieces.length;
  });
}

/** As short as Git abbreviates the hash of a commit. */
const shortestHash = 7;

/** The version that a text names, or the lowest that a constraint allows. */
function lowestVersion(text: string): Version | undefined {
  // A commit's hash may begin like a version with a prerelease.
  if (text === "" || (!text.includes(".") && text.length >= shortestHash)) return undefined;
  const parsed = parseConstraints(text);
  return parseVersion(text) ?? (parsed.ok ? lowerBound(parsed.constraint) : undefined);
}

/** The version that most pieces have. */
export function mostOf(groups: readonly VersionGroup[]): VersionGroup | undefined {
  return [...groups].sort((a, b) => b.pieces.length - a.pieces.length)[0];
}

/** The sites of versions in their order, each with what it says. */
export function versionSites(groups: readonly VersionGroup[]): readonly Site[] {
  return groups.flatMap(({ version, pieces }) =>
    sitesOf(pieces).map((site) => ({ ...site, note: version === "" ? "no version" : version })),
  );
}

/** How many versions are named in a sentence. */
const versionsNamed = 4;

/** The versions with how often each stands, as words: of many the newest, and always the one that most have. */
export function versionsText(groups: readonly VersionGroup[]): string {
  const text = ({ version, pieces }: VersionGroup): string =>
    `${version === "" ? "no version" : `\`${version}\``} in ${pieces.length}`;
  if (groups.length <= versionsNamed) return groups.map(text).join(", ");
  const most = mostOf(groups);
  const isAmongNewest = groups.slice(0, versionsNamed).some((group) => group === most);
  const newest = groups.slice(0, isAmongNewest ? versionsNamed : versionsNamed - 1);
  const named = groups.filter((group) => group === most || newest.includes(group));
  return `${named.map(text).join(", ")} and ${groups.length - named.length} others`;
}
