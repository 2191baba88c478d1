// Which documents are ours: language ids, what other extensions claim, and who of the two is meant by a file name.
//
// Pure: knows manifests and file names but not VS Code, so that every case is a unit test.

/** The `contributes.languages` entry of a manifest, as far as it decides about file names. */
export interface LanguageClaim {
  readonly id: string;
  readonly extensions: readonly string[];
  readonly filenames: readonly string[];
}

/** Ids that this extension contributes. */
export const ownIds: readonly string[] = ["opentofu", "opentofu-vars", "opentofu-test", "terragrunt", "hcl"];

// Ids of the extensions people come from or keep beside this one; their documents hold the same languages.
const peerIds: readonly string[] = [
  "opentofu-mock",
  "terraform",
  "terraform-vars",
  "terraform-test",
  "terraform-mock",
  "terraform-stack",
  "terraform-deploy",
  "terraform-search",
];

// File names that make an id one of ours to serve, whatever it is called.
const servedExtensions = [".tf", ".tofu", ".tfvars", ".tftest.hcl", ".tofutest.hcl"];

/** Reads the language claims out of an extension's manifest; anything malformed in it counts as absent. */
export function claimsOf(manifest: unknown): LanguageClaim[] {
  const languages = field(field(manifest, "contributes"), "languages");
  if (!Array.isArray(languages)) return [];
  return languages.flatMap((language: unknown) => {
    const id = field(language, "id");
    if (typeof id !== "string") return [];
    return [
      { id, extensions: strings(field(language, "extensions")), filenames: strings(field(language, "filenames")) },
    ];
  });
}

/** The language ids to serve, given what all other enabled extensions claim. Sorted and without repetition. */
export function servedIds(others: readonly LanguageClaim[]): string[] {
  const claimed = others.filter((claim) =>
    claim.extensions.some((ending) => servedExtensions.includes(ending.toLowerCase())),
  );
  return [...new Set([...ownIds, ...peerIds, ...claimed.map(({ id }) => id)])].sort();
}

/**
 * The language id that a file would have without this extension, where another one claims its name at least as exactly
 * as we do; undefined where we are the only or the more exact one, or where both use the same id.
 *
 * `others` are in the order in which VS Code read them: of two equally exact claims the later one counts, as in VS Code.
 */
export function rightfulId(
  path: string,
  currentId: string,
  own: readonly LanguageClaim[],
  others: readonly LanguageClaim[],
): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const ours = Math.max(0, ...own.map((claim) => exactness(claim, name)));
  let best: { id: string; exactness: number } | undefined;
  for (const claim of others) {
    const found = exactness(claim, name);
    if (found > 0 && found >= (best?.exactness ?? ours)) best = { id: claim.id, exactness: found };
  }
  return best === undefined || best.id === currentId ? undefined : best.id;
}

// A whole file name is more exact than any extension, and a long extension more than a short one.
function exactness(claim: LanguageClaim, name: string): number {
  if (claim.filenames.some((known) => known.toLowerCase() === name)) return Number.MAX_SAFE_INTEGER;
  const endings = claim.extensions.filter((ending) => name.endsWith(ending.toLowerCase()));
  return Math.max(0, ...endings.map((ending) => ending.length));
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
