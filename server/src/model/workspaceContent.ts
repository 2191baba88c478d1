// What a snapshot is made of, and how changes that speak of no file's text are taken in.

import { isWithin } from "./uri.js";
import type { DirectoryEntry, WorkspaceChange } from "./workspace.js";

/** The files in a directory, with slashes and relative to it. */
export interface Listing {
  readonly files: readonly string[];
  /** Whether those in its folders are among them. */
  readonly deep: boolean;
}

/** All that a snapshot is made of. */
export interface Content {
  readonly directories: ReadonlyMap<string, DirectoryEntry>;
  readonly absent: ReadonlySet<string>;
  readonly listings: ReadonlyMap<string, Listing>;
}

/** What is known to be missing; the same object where that has not changed. */
export function absentAfter(content: Content, changes: readonly WorkspaceChange[]): ReadonlySet<string> {
  const known = content.absent;
  const absent = new Set(known);
  for (const { kind, uri } of changes) {
    if (kind === "absent") absent.add(uri);
    else if (kind !== "removed" && kind !== "listed")
      for (const each of absent) if (isWithin(uri, each)) absent.delete(each);
  }
  return absent.size === known.size && [...absent].every((each) => known.has(each)) ? known : absent;
}

/** What is known of directories; the same object where that has not changed. */
export function listingsAfter(content: Content, changes: readonly WorkspaceChange[]): ReadonlyMap<string, Listing> {
  let listings: Map<string, Listing> | undefined;
  for (const change of changes) {
    if (change.kind !== "listed") continue;
    const { uri, files, deep } = change;
    const known = (listings ?? content.listings).get(uri);
    if (known?.deep === deep && known.files.join("\n") === files.join("\n")) continue;
    listings ??= new Map(content.listings);
    listings.set(uri, { files, deep });
  }
  return listings ?? content.listings;
}
