// Files of this machine's disk, as the server and the command line read them.

import { readFile as readFileCallback, type Stats, stat as statCallback } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { DirectoryItem, DirectoryListing, FileContent, WorkspaceHost } from "../lsp/workspaceHost.js";
import { longestText, refusalOf } from "../lsp/workspaceHost.js";
import { fileUri, uriPath } from "../model/uri.js";

// Thousands of files are read at a start, and callbacks cost half of what the promises of `node:fs/promises` do.

const stat = (path: string): Promise<Stats> =>
  new Promise((resolve, reject) => {
    statCallback(path, (error, found) => (error ? reject(error) : resolve(found)));
  });

const readFile = (path: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    readFileCallback(path, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });

/** Reads `file:` URIs; everything with another scheme is missing. */
export const fileSystemHost: WorkspaceHost = {
  async listDirectory(uri): Promise<DirectoryListing> {
    if (!uri.startsWith("file:")) return { kind: "missing" };
    const path = uriPath(uri);
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const items = await Promise.all(
        entries.map(async (entry): Promise<DirectoryItem | undefined> => {
          if (entry.isFile()) return { name: entry.name, kind: "file" };
          if (entry.isDirectory()) return { name: entry.name, kind: "directory" };
          return entry.isSymbolicLink() ? linkedItem(path, entry.name) : undefined;
        }),
      );
      const known = items.filter((item) => item !== undefined);
      return { kind: "items", items: known.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    } catch (error) {
      return failure(error);
    }
  },

  async readFile(uri): Promise<FileContent> {
    if (!uri.startsWith("file:")) return { kind: "missing" };
    const path = uriPath(uri);
    try {
      const found = await stat(path);
      if (!found.isFile()) return { kind: "missing" };
      // UTF-8 needs at most three bytes for one UTF-16 code unit.
      if (found.size > longestText * 3) {
        return { kind: "refused", reason: `is too large to be analysed: it has ${Math.round(found.size / 1e6)} MB` };
      }
      return decode(await readFile(path));
    } catch (error) {
      return failure(error);
    }
  },

  async realDirectory(uri) {
    if (!uri.startsWith("file:")) return uri;
    try {
      return fileUri(await realpath(uriPath(uri)));
    } catch {
      // A directory that cannot be resolved is reported when it is listed.
      return uri;
    }
  },
};

/** A symbolic link as what it leads to; undefined for one that leads nowhere or round in a circle. */
async function linkedItem(directory: string, name: string): Promise<DirectoryItem | undefined> {
  try {
    const path = join(directory, name);
    const found = await stat(path);
    if (found.isFile()) return { name, kind: "file" };
    return found.isDirectory() ? { name, kind: "directory", target: fileUri(await realpath(path)) } : undefined;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): FileContent {
  const { text, validUtf8 } = decodeUtf8(bytes);
  const reason = refusalOf(text);
  if (reason !== undefined) return { kind: "refused", reason };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { kind: "text", text, validUtf8, ...(marked ? { marked } : {}) };
}

/** The text of UTF-8 bytes without a byte order mark; bytes that are not UTF-8 become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly validUtf8: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), validUtf8: true };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), validUtf8: false };
  }
}

function failure(error: unknown): { readonly kind: "missing" } | { readonly kind: "refused"; readonly reason: string } {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
  if (code === "EACCES" || code === "EPERM") return { kind: "refused", reason: "cannot be read: permission is denied" };
  if (code === "ELOOP") return { kind: "refused", reason: "cannot be read: its symbolic links lead in a circle" };
  return { kind: "refused", reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
}
