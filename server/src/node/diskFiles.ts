// The disk for subcommands that work on single files: finds those named and those in the directories named.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FoundFiles, NamedFiles } from "../cli/namedFiles.js";

/** True for names OpenTofu passes over: hidden ones, and the back-up files of editors (`IsIgnoredFile`). */
export function isIgnoredName(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

/** The files of this machine's disk. */
export const diskFiles: NamedFiles = {
  find: findFiles,
  read: (cwd, path) => readFileSync(resolve(cwd, path)),
  write: (cwd, path, text) => writeFileSync(resolve(cwd, path), text),
};

function findFiles(
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
