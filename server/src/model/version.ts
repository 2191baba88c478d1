// Version numbers as OpenTofu reads them: any number of segments, an optional prerelease and build metadata.
//
// Source of the rules: hashicorp/go-version, which OpenTofu uses for its own version, modules and requirements.

export interface Version {
  /** At least three numbers; missing ones are zero. */
  readonly segments: readonly number[];
  /** How many of them were written. */
  readonly specified: number;
  /** Without its dash; empty for a release. */
  readonly prerelease: string;
  /** Without its plus sign; it does not take part in comparisons. */
  readonly metadata: string;
}

/** Reads `1.2`, `v1.2.3`, `1.2.3-beta.1`, `1.2beta1`, `1.2.3+build`. Undefined for anything else, spaces included. */
export function parseVersion(text: string): Version | undefined {
  let at = text.startsWith("v") ? 1 : 0;
  const segments: number[] = [];
  for (;;) {
    const start = at;
    while (isDigit(text.charCodeAt(at))) at++;
    if (at === start) return undefined;
    segments.push(Number(text.slice(start, at)));
    if (text[at] !== "." || !isDigit(text.charCodeAt(at + 1))) break;
    at++;
  }
  const plus = text.indexOf("+", at);
  const metadata = plus < 0 ? "" : text.slice(plus + 1);
  const suffix = plus < 0 ? text.slice(at) : text.slice(at, plus);
  const prerelease = suffix.length > 1 && suffix.startsWith("-") ? suffix.slice(1) : suffix;
  if (suffix !== "" && !areIdentifiers(prerelease)) return undefined;
  if (plus >= 0 && !areIdentifiers(metadata)) return undefined;
  const specified = segments.length;
  while (segments.length < 3) segments.push(0);
  return { segments, specified, prerelease, metadata };
}

/** Negative where `a` comes before `b`, 0 where they are equal. A prerelease comes before its release. */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let i = 0; i < length; i++) {
    const difference = (a.segments[i] ?? 0) - (b.segments[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === "") return 1;
  if (b.prerelease === "") return -1;
  return comparePrereleases(a.prerelease.split("."), b.prerelease.split("."));
}

/** The version with at least three segments, as `1.2.0-beta1`. */
export function formatVersion(version: Version): string {
  return (
    version.segments.join(".") +
    (version.prerelease && `-${version.prerelease}`) +
    (version.metadata && `+${version.metadata}`)
  );
}

/** The version without prerelease and metadata, which is what OpenTofu compares its own version by. */
export function versionCore(version: Version): Version {
  return { ...version, prerelease: "", metadata: "" };
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = comparePart(a[i] ?? "", b[i] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers come before words. An absent part comes before a number, but after a word: go-version's own order. */
function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  const aNumber = numeric(a);
  const bNumber = numeric(b);
  if (a === "") return bNumber === undefined ? 1 : -1;
  if (b === "") return aNumber === undefined ? -1 : 1;
  if (aNumber !== undefined && bNumber !== undefined) return aNumber - bNumber;
  if (aNumber !== undefined) return -1;
  if (bNumber !== undefined) return 1;
  return a < b ? -1 : 1;
}

function numeric(part: string): number | undefined {
  if (part === "") return undefined;
  for (let i = 0; i < part.length; i++) if (!isDigit(part.charCodeAt(i))) return undefined;
  return Number(part);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Identifiers of letters, digits, `-` and `~`, separated by dots. */
function areIdentifiers(text: string): boolean {
  return text.split(".").every((part) => part !== "" && [...part].every(isIdentifierCharacter));
}

function isIdentifierCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 126;
}
