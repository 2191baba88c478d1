// Finds the files a subcommand works on: those named, and those in the directories named.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** True for names OpenTofu passes over: hidden ones, and the back-up files of editors (`IsIgnoredFile`). */
export function isIgnoredName(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

export interface FoundFiles {
  /** Paths as they were named, or joined to the directory that was; sorted within each directory. */
  readonly files: readonly string[];
  /** Paths that are neither a file nor a directory. */
  readonly missing: readonly string[];
}

/**
 * The files under the paths given, relative to `cwd`. A file that is named is taken as it is; of a directory those
 * whose name `accept` takes, and with `recursive` those of the directories in it.
 */
export function findFiles(
  cwd: string,
  paths: readonly string[],
  recursive: boolean,
  accept: (name: string) => boolean,
): FoundFiles {
  const files: string[] = [];
  const missing: string[] = [];
  const visit = (directory: string): void => {
    const entries = readdirSync(resolve(cwd, directory), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (isIgnoredName(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (recursive) visit(path);
      } else if (accept(entry.name)) {
        files.push(path);
      }
    }
  };
  for (const path of paths) {
    const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false });
    if (stat?.isDirectory()) visit(path);
    else if (stat?.isFile()) files.push(path);
    else missing.push(path);
  }
  return { files, missing };
}
