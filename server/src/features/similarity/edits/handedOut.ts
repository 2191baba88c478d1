// Files that stand in so many folders that something keeps them alike: an edit of the copies would not last.

import { directoryOf, nameOf } from "../../../model/uri.js";
import type { Suggestion } from "../suggestion.js";

/** A file in more folders than these is handed out, and handed out again when it changes. */
const mostCopies = 20;

/** Why there is no edit for places in one file of very many folders; undefined where they are fewer, or in several files. */
export function handedOut({ sites }: Suggestion): string | undefined {
  const names = new Set(sites.map(({ uri }) => nameOf(uri)));
  const folders = new Set(sites.map(({ uri }) => directoryOf(uri))).size;
  const [name] = names;
  if (names.size > 1 || folders <= mostCopies) return undefined;
  return `Whatever keeps the ${folders} copies of \`${name}\` alike, such as a template, would write them again: that is the place to change.`;
}
