// Versions that have drifted apart: which stands where, the newest first.

import { lowerBound, parseConstraints } from "../../../model/constraint.js";
import { compareVersions, parseVersion, type Version } from "../../../model/version.js";
import { isCommit, shortestHash, wholeCommit } from "../sourceAddress.js";
import { grouped, type LocatedPiece, type Site, sitesOf } from "../suggestion.js";

/** Pieces of one version or constraint. */
export interface VersionGroup {
  /** As it is written, a commit by its name or cut short; empty where there is none. */
  readonly version: string;
  readonly pieces: readonly LocatedPiece[];
  /** What it is ordered by: the lowest that it allows. Undefined for what is no version, such as a commit. */
  readonly lowest: Version | undefined;
}

/**
 * Pieces by the version that each one holds: the newest first, then those that are none, such as commits, by how many.
 * A commit that comments call by a version is that version, unless another commit is called so, too.
 */
export function byVersion(pieces: readonly LocatedPiece[]): readonly VersionGroup[] {
  const commits = [...new Set(pieces.map(pinOf).filter(isCommit))];
  const named = pieces.flatMap((piece) => {
    const [, name = ""] = piece.piece.holes;
    return isCommit(pinOf(piece)) && name !== "" ? [{ commit: wholeCommit(pinOf(piece), commits), name }] : [];
  });
  const said = (text: string): Said => {
    if (!isCommit(text)) return { key: plain(text), version: text, ordered: text };
    const commit = wholeCommit(text, commits);
    const names = named.filter((each) => each.commit === commit);
    const version = commit.slice(0, shortestHash);
    const [first] = names;
    if (!first || !names.every(({ name }) => plain(name) === plain(first.name))) return { key: commit, version };
    const isOnly = named.every((each) => each.commit === commit || plain(each.name) !== plain(first.name));
    return isOnly
      ? { key: plain(first.name), version: first.name, ordered: first.name }
      : { key: commit, version: `${version} (${first.name})`, ordered: first.name };
  };
  const groups = grouped(pieces, (piece) => said(pinOf(piece)).key).map((group) => {
    // A tag is what others write as well; its commit's name is only said of it.
    const { version, ordered = "" } = said(pinOf(group.find((piece) => !isCommit(pinOf(piece))) ?? group[0]));
    return { version, pieces: group, lowest: lowestVersion(ordered) };
  });
  return groups.sort((a, b) => {
    const newest = a.lowest && b.lowest ? compareVersions(b.lowest, a.lowest) : Number(!a.lowest) - Number(!b.lowest);
    return newest || b.pieces.length - a.pieces.length;
  });
}

/** What a pin says: what is equal of equal versions, the words for it, and the version it is ordered by. */
interface Said {
  readonly key: string;
  readonly version: string;
  readonly ordered?: string;
}

/** What a piece is pinned to; a hole begins with the class of its literal. */
function pinOf(located: LocatedPiece | undefined): string {
  return (located?.piece.holes[0] ?? "").slice("s:".length);
}

/** A version or constraint without what does not tell it from another: spaces, `=` and `v` before it. */
function plain(text: string): string {
  const packed = text.split(" ").join("");
  const version = packed.startsWith("=") ? packed.slice(1) : packed;
  return version.toLowerCase().startsWith("v") && parseVersion(version.slice(1)) ? version.slice(1) : version;
}

/** The version that a text names, or the lowest that a constraint allows. */
export function lowestVersion(text: string): Version | undefined {
  const version = plain(text);
  // The name of a branch may be a number, too.
  if (version === "" || (!version.includes(".") && version.length >= shortestHash)) return undefined;
  const parsed = parseConstraints(version);
  return parseVersion(version) ?? (parsed.ok ? lowerBound(parsed.constraint) : undefined);
}

/** The version that most pieces have. */
export function mostOf(groups: readonly VersionGroup[]): VersionGroup | undefined {
  return [...groups].sort((a, b) => b.pieces.length - a.pieces.length)[0];
}

/** True for one version, and for versions that differ in their patches only, as they do for a while after each release. */
export function arePatches(groups: readonly VersionGroup[]): boolean {
  const minors = groups.map(({ lowest }) => lowest?.segments.slice(0, 2).join("."));
  const areApart = groups.every(({ lowest }, i) => {
    const before = groups[i - 1]?.lowest;
    return !before || !lowest || compareVersions(before, lowest) !== 0;
  });
  return groups.length < 2 || (areApart && minors.every((minor) => minor !== undefined && minor === minors[0]));
}

/** The sites of versions in their order, each with what it says. */
export function versionSites(groups: readonly VersionGroup[]): readonly Site[] {
  return groups.flatMap(({ version, pieces }) =>
    sitesOf(pieces).map((site) => ({ ...site, note: version === "" ? "no version" : version })),
  );
}

/** How many versions are named in a sentence where not all are, and up to how many all are. */
const versionsNamed = 4;
const fewVersions = 5;

/**
 * The versions with how often each stands, as words: of many the newest, the one that most have, that there is none, and
 * the oldest.
 */
export function versionsText(groups: readonly VersionGroup[]): string {
  const text = ({ version, pieces }: VersionGroup): string =>
    `${version === "" ? "no version" : `\`${version}\``} in ${pieces.length}`;
  if (groups.length <= fewVersions) return groups.map(text).join(", ");
  const most = mostOf(groups);
  const isAmongNewest = groups.slice(0, versionsNamed).some((group) => group === most);
  const newest = groups.slice(0, isAmongNewest ? versionsNamed : versionsNamed - 1);
  const named = groups.filter((group) => group === most || group.version === "" || newest.includes(group));
  const others = groups.filter((group) => !named.includes(group));
  if (others.length < 2) return groups.map(text).join(", ");
  const oldest = others.every(({ lowest }) => lowest) ? ` down to \`${others.at(-1)?.version}\`` : "";
  return `${named.map(text).join(", ")} and ${others.length} others${oldest}`;
}
