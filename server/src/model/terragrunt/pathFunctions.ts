// Terragrunt's functions whose results follow from where files lie.
//
// Source: Terragrunt 1.1.3, `pkg/config/config_helpers.go`. What lies outside of what the workspace knows is unknown,
// never missing: a folder of a repository may be opened without what lies above it.

import { directoryOf } from "../uri.js";
import type { PathFact } from "./facts.js";
import { pathBetween, pathOf, uriAt } from "./paths.js";
import type { Reading } from "./reading.js";

/** A path, that it cannot be told, or why Terragrunt would refuse the call. */
export type PathAnswer = { readonly text: string } | { readonly unknown: true } | { readonly failure: string };

export const unknownPath: PathAnswer = { unknown: true };

/** Where a call is evaluated. All are URIs of directories but `file`. */
export interface PathPlace {
  /** The file in which the call stands. */
  readonly file: string;
  /** What `get_terragrunt_dir()` gives: the unit's directory, or that of a file read by `read_terragrunt_config`. */
  readonly directory: string;
  /** What `get_original_terragrunt_dir()` gives. */
  readonly original: string;
  /** In an included file, that file. */
  readonly included?: string;
  /** The includes that the evaluated file itself has; the URI of one that is not found is undefined. */
  includes(): readonly { readonly label: string; readonly uri: string | undefined }[];
}

const searched = "terragrunt.hcl";

/** The result of a path function; undefined for any other function. Arguments that are not known are undefined. */
export function callPathFunction(
  name: string,
  args: readonly (string | undefined)[],
  place: PathPlace,
  reading: Reading,
): PathAnswer | undefined {
  switch (name) {
    case "get_terragrunt_dir":
      return { text: pathOf(place.directory) };
    case "get_original_terragrunt_dir":
      return { text: pathOf(place.original) };
    case "find_in_parent_folders":
      return findInParentFolders(args, place, reading);
    case "path_relative_to_include":
      return fromInclude(args, place, (include) => pathBetween(include, place.directory));
    case "path_relative_from_include":
      return fromInclude(args, place, (include) => pathBetween(place.directory, include));
    case "get_parent_terragrunt_dir":
      return fromInclude(args, place, pathOf, pathOf(place.directory));
    case "get_repo_root":
      return fromRepository(place, reading, pathOf);
    case "get_path_from_repo_root":
      return fromRepository(place, reading, (root) => pathBetween(root, place.directory));
    case "get_path_to_repo_root":
      return fromRepository(place, reading, (root) => pathBetween(place.directory, root));
    default:
      return undefined;
  }
}

function findInParentFolders(args: readonly (string | undefined)[], place: PathPlace, reading: Reading): PathAnswer {
  const name = args.length === 0 ? searched : args[0];
  if (name === undefined) return unknownPath;
  if (name === "") return unknownPath;
  const found = reading.findAbove(place.directory, name);
  if (found !== undefined) return { text: pathOf(found) };
  if (!isMissing(name, place.directory, reading)) return unknownPath;
  if (args.length > 1) return args[1] === undefined ? unknownPath : { text: args[1] };
  return { failure: `there is no ${name} in any folder above ${pathOf(place.directory)}` };
}

/**
 * True where it is known that a search finds nothing. Above the repository nobody keeps configuration; without its root,
 * the search goes on through all folders above, which may lie where we cannot see.
 */
function isMissing(name: string, directory: string, reading: Reading): boolean {
  const root = reading.repositoryRoot(directory);
  for (let at = directory; at !== root; ) {
    const above = directoryOf(at);
    if (above.length >= at.length || above.endsWith("/") || above.endsWith(":")) return root === undefined;
    if (reading.isThere(uriAt(above, name)) !== false) return false;
    at = above;
  }
  return true;
}

/** Source: `getSelectedIncludeBlock`: in an included file it is that file whatever is asked for, else one by its label. */
function fromInclude(
  args: readonly (string | undefined)[],
  place: PathPlace,
  path: (include: string) => string,
  without = ".",
): PathAnswer {
  if (place.included !== undefined) return { text: path(directoryOf(place.included)) };
  const includes = place.includes();
  if (includes.length === 0) return { text: without };
  const [first] = includes;
  if (includes.length === 1 && first)
    return first.uri === undefined ? unknownPath : { text: path(directoryOf(first.uri)) };
  if (args.length !== 1) return { failure: "with several includes, the label of one is needed" };
  const label = args[0];
  if (label === undefined) return unknownPath;
  const include = includes.find((candidate) => candidate.label === label);
  if (!include) return { failure: `there is no include "${label}"` };
  return include.uri === undefined ? unknownPath : { text: path(directoryOf(include.uri)) };
}

function fromRepository(place: PathPlace, reading: Reading, path: (root: string) => string): PathAnswer {
  const root = reading.repositoryRoot(place.directory);
  return root === undefined ? unknownPath : { text: path(root) };
}

/** A path fact's text without its tree; `"tree"` where only evaluating the expression can tell. */
export function pathOfFact(
  fact: PathFact,
  place: PathPlace,
  reading: Reading,
  local: (name: string) => PathFact | undefined,
  depth = 0,
): PathAnswer | "tree" {
  if (typeof fact === "string") return { text: fact };
  if (fact === null || depth > deepest) return "tree";
  const inner = (part: PathFact) => pathOfFact(part, place, reading, local, depth + 1);
  if ("t" in fact) {
    let text = "";
    for (const part of fact.t) {
      const answer = inner(part);
      if (answer === "tree" || !("text" in answer)) return answer;
      text += answer.text;
    }
    return { text };
  }
  if ("f" in fact) {
    const args: (string | undefined)[] = [];
    for (const part of fact.a) {
      const answer = inner(part);
      if (answer === "tree" || "failure" in answer) return answer;
      args.push("text" in answer ? answer.text : undefined);
    }
    if (fact.f === "dirname" && args.length === 1 && args[0] !== undefined) return { text: directoryPath(args[0]) };
    return callPathFunction(fact.f, args, place, reading) ?? "tree";
  }
  const [root, name] = fact.r;
  if (root !== "local" || fact.r.length !== 2 || name === undefined) return "tree";
  const value = local(name);
  return value === undefined ? "tree" : inner(value);
}

const deepest = 16;

function directoryPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash) || "/";
}
