// Sentences about places: names of folders and files, and how often something stands in another version.

import { directoryOf, nameOf } from "../../../model/uri.js";
import { commonDirectory } from "../suggestion.js";

/**
 * Names of folders or files in a sentence: all of a few, else the first with a count. Where several have one name, they
 * are told apart by their paths below what they share.
 */
export function listed(uris: readonly string[]): string {
  const areApart = new Set(uris.map(nameOf)).size === uris.length;
  const common = areApart ? "" : `${commonDirectory(uris.map(directoryOf))}/`;
  const names = uris.map((uri) => `\`${areApart ? nameOf(uri) : shortened(uri.slice(common.length))}\``);
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} others`;
}

/** A path without the folders in its middle. */
function shortened(path: string): string {
  const steps = path.split("/");
  return steps.length <= 4 ? path : [...steps.slice(0, 2), "…", ...steps.slice(-1)].join("/");
}

/** How many names a list has before it is cut short. */
const mostNames = 4;

/** Names as code: all of a few, else the first with a count. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length <= mostNames
    ? quoted.join(", ")
    : `${quoted.slice(0, 3).join(", ")} and ${quoted.length - 3} others`;
}

/** Says in how many more places the same thing stands in other versions, of which each has its count. */
export function inOtherVersions(counts: readonly number[], places: string, what: string): string {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.length === 1
    ? `${sum} more ${places} have another version of ${what}`
    : `${sum} more ${places} have ${counts.length} other versions of ${what} (${counts.join(", ")})`;
}
