// Where the versions end that a constraint allows, and whether two constraints allow any version together.

import { parseConstraints } from "../../../model/constraint.js";
import { compareVersions, type Version } from "../../../model/version.js";
import { lowestVersion } from "./drift.js";

/** Where the versions end that a constraint allows. */
export interface VersionsEnd {
  readonly version: Version;
  /** True where the version itself is allowed. */
  readonly isLast: boolean;
}

/** Where a constraint ends; undefined where any later version is allowed, or where it cannot be read. */
export function endOf(constraint: string): VersionsEnd | undefined {
  const parsed = parseConstraints(constraint);
  let found: VersionsEnd | undefined;
  for (const { operator, version } of parsed.ok ? parsed.constraint.terms : []) {
    const isLast = operator === "=" || operator === "<=";
    const end = operator === "<" || isLast ? version : operator === "~>" ? nextOf(version) : undefined;
    if (end && (!found || compareVersions(end, found.version) < 0)) found = { version: end, isLast };
  }
  return found;
}

/** True for ends at the same version. */
export function sameEnd(a: VersionsEnd | undefined, b: VersionsEnd | undefined): boolean {
  return (
    a === b || (a && b !== undefined && a.isLast === b.isLast && compareVersions(a.version, b.version) === 0) === true
  );
}

/** True where one constraint ends before the other begins, so that no version meets both. */
export function areApart(a: string, b: string): boolean {
  const endsBefore = (one: string, other: string): boolean => {
    const end = endOf(one);
    const start = lowestVersion(other);
    if (!end || !start) return false;
    const order = compareVersions(end.version, start);
    return end.isLast ? order < 0 : order <= 0;
  };
  return endsBefore(a, b) || endsBefore(b, a);
}

/** Where `~>` ends: the last number that was written may grow. */
function nextOf({ segments, specified }: Version): Version | undefined {
  if (specified < 2) return undefined;
  const next = segments.map((segment, i) => (i < specified - 2 ? segment : i === specified - 2 ? segment + 1 : 0));
  return { segments: next, specified, prerelease: "", metadata: "" };
}
