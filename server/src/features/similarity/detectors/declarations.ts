// Detectors of declarations that several modules have alike: variables, local values and data sources.
//
// One that stands in many modules says little; a set that the same modules share is a module that nobody has written.
// Variables are a module's interface, and a library's own: only what root modules declare alike is said twice.

import { derived } from "../../../model/derived.js";
import { nameOf } from "../../../model/uri.js";
import {
  commonDirectory,
  type Detector,
  directoriesOf,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  sitesOf,
} from "../suggestion.js";
import { inOtherVersions, listed, quotedList } from "./titles.js";

const kinds = ["variable", "local", "data"] as const;
type DeclarationKind = (typeof kinds)[number];

const otherKind = { local: "data", data: "local" } as const;

/** Declarations that the same modules have, each in all of them. */
interface Cluster {
  readonly directories: readonly string[];
  /** One list of equal declarations each. */
  readonly groups: readonly (readonly LocatedPiece[])[];
}

/** In how many modules, and how many declarations together, before a module of their own is worth a word. */
const fewestModules = 3;
const fewestDeclarations = 5;

const clustersOf = derived((pieces: Pieces): readonly Cluster[] => {
  // A backend's variables are how its settings are passed: each module that has a backend of its own has to have them.
  const ofBackends = new Map(
    pieces.all.flatMap(({ piece, directory }) =>
      piece.kind === "backend" ? [[directory, new Set(piece.label?.split(" "))] as const] : [],
    ),
  );
  const declared = pieces.all.filter(
    ({ piece, directory }) =>
      (kinds as readonly string[]).includes(piece.kind) &&
      !(piece.kind === "variable" && ofBackends.get(directory)?.has(piece.name)),
  );
  const equal = grouped(declared, ({ piece }) => `${piece.kind} ${piece.name} ${piece.exact}`).filter(
    (group) => group.length >= fewestModules && directoriesOf(group) >= fewestModules,
  );
  const directories = (group: readonly LocatedPiece[]): string[] =>
    [...new Set(group.map(({ directory }) => directory))].sort();
  return grouped(equal, (group) => directories(group).join("\n"))
    .filter((groups) => groups.length >= fewestDeclarations)
    .map((groups) => ({ directories: directories(groups[0] ?? []), groups }));
});

/** Below this a module costs the reader more than it saves. */
export const lowestSharingScore = 60;

/**
 * What a module is worth that `modules` call for `declarations` of together `size` tokens: a call in each, and an output
 * and a longer reference for each declaration.
 */
export function sharingScore(modules: number, declarations: number, size: number): number {
  return (modules - 1) * size - modules * (15 + 3 * declarations) - 12 * declarations;
}

/** Declarations of one kind that modules have alike, with the names of all. */
interface Alike {
  readonly declared: string;
  readonly modules: number;
  readonly suggestion: Suggestion;
}

const words: Readonly<Record<DeclarationKind, string>> = {
  variable: "input variable",
  local: "local value",
  data: "data source",
};

function counted(count: number, word: string): string {
  return count === 1 ? `one ${word}` : `${count} ${word}s`;
}

/** How many names stand in a sentence. */
const mostNamed = 4;

/** What the declarations are: the types of data sources, the names of all else. */
function namesOf(kind: DeclarationKind, own: Cluster["groups"]): string {
  const names = own.map(([one]) => one?.piece.name ?? "");
  return quotedList([...new Set(kind === "data" ? names.map((name) => name.split(".")[0] ?? "") : names)]);
}

function declarationDetector(id: string, kind: DeclarationKind, summary: string): Detector {
  return {
    id,
    pattern: "M-2",
    scope: "workspace",
    summary,
    find: (pieces) => {
      const workspace = commonDirectory([...new Set(pieces.all.map(({ directory }) => directory))]);
      const roots = kind === "variable" ? rootModules(pieces, workspace) : undefined;
      const found = clustersOf(pieces).flatMap(({ directories, groups }): Alike[] => {
        if (roots && !directories.every((each) => roots.has(each))) return [];
        // Modules of a library stand for themselves, and are called, and published, one by one.
        if (directories.every((each) => isOfLibrary(each, workspace))) return [];
        const own = groups.filter(([first]) => first?.piece.kind === kind);
        const [first] = own;
        // A module hands its variables on to those within it: that is how they are passed, not a copy.
        if (!first?.[0] || (kind === "variable" && directories.some((each) => isAbove(each, directories)))) return [];
        // One module holds what its callers share of both kinds, as the one reads the other.
        const others = kind === "variable" ? [] : groups.filter(([one]) => one?.piece.kind === otherKind[kind]);
        // A few of one kind are told of with the other.
        const isFew = others.length > 0 && own.length < fewestDeclarations;
        if (isFew && (others.length > own.length || (others.length === own.length && kind === "local"))) return [];
        const size = own.reduce((sum, [one]) => sum + (one?.piece.size ?? 0), 0);
        const tokensSaved = (directories.length - 1) * size;
        const score = sharingScore(directories.length, own.length, size);
        if (score < lowestSharingScore) return [];
        const also = others.length > 0 && others.length < fewestDeclarations ? others.length : 0;
        const and = also === 0 ? "" : ` and ${counted(also, words[kind === "local" ? "data" : "local"])}`;
        const names = namesOf(kind, own);
        const files = [...new Set(own.flat().map(({ uri }) => nameOf(uri)))];
        const place = files.length === 1 ? `\`${files[0]}\` of ` : "";
        const listedFiles = files.length === 1 || files.length > mostNamed ? "" : `, in ${quotedList(files)}`;
        const where = `${place}${directories.length} modules: ${listed(directories)}${listedFiles}`;
        const title = `the same ${counted(own.length, words[kind])} (${names})${and} stand in ${where}`;
        const key = own.map(([one]) => `${one?.piece.name} ${one?.piece.exact}`).join(" ");
        const along = others.length === 0 ? {} : { along: sitesOf(others.flat()) };
        const sites = sitesOf(own.flat());
        const suggestion = { detector: id, pattern: "M-2", key, title, score, tokensSaved, sites, ...along };
        const declared = own.map(([one]) => one?.piece.name ?? "").sort();
        return [{ declared: declared.join(" "), modules: directories.length, suggestion }];
      });
      // What other modules declare under the same names, but in other words, is another version of the same thing.
      return grouped(found, ({ declared }) => declared).flatMap((versions): Suggestion[] => {
        const [most, ...others] = [...versions].sort((a, b) => b.modules - a.modules);
        if (!most || others.length === 0) return versions.map(({ suggestion }) => suggestion);
        const { suggestion } = most;
        const counts = others.map(({ modules }) => modules);
        const title = `${suggestion.title}; ${inOtherVersions(counts, "modules", "them")}`;
        return [{ ...suggestion, title }];
      });
    },
  };
}

/** Folders that hold modules for others to call. */
const libraryFolders: ReadonlySet<string> = new Set(["module", "modules"]);

/**
 * Modules that something is deployed from: they say where their state lies or configure a provider, or have a unit of
 * Terragrunt beside them, and lie in no folder of modules.
 */
function rootModules({ all }: Pieces, workspace: string): ReadonlySet<string> {
  const deployed = all.filter(({ piece: { kind } }) => kind === "backend" || kind === "provider" || kind === "unit");
  const directories = new Set(deployed.map(({ directory }) => directory));
  return new Set([...directories].filter((each) => !isOfLibrary(each, workspace)));
}

/** True for a folder below one of modules; what lies above all that is compared does not count. */
function isOfLibrary(directory: string, workspace: string): boolean {
  return directory
    .slice(workspace.length)
    .split("/")
    .some((step) => libraryFolders.has(step));
}

function isAbove(directory: string, others: readonly string[]): boolean {
  return others.some((other) => other.startsWith(`${directory}/`));
}

export const equalVariables = declarationDetector(
  "D",
  "variable",
  "Input variables that several modules declare alike, together with others.",
);

export const equalLocals = declarationDetector(
  "D2",
  "local",
  "Local values that are the same in several modules, together with others.",
);

export const equalData = declarationDetector(
  "D3",
  "data",
  "Data sources that are read alike in several modules, together with others.",
);
