// Paths as Terragrunt's functions give them, and the URIs they stand for.

import { cleanPath } from "../functions/file.js";
import { relativePath, resolveUri, uriPath } from "../uri.js";

/** Paths of these characters mean the same in a URI. */
const plain = /^[\w./-]*$/;

/** The path of a file or directory with slashes, as Terragrunt's functions give it. */
export function pathOf(uri: string): string {
  if (uri.startsWith("file:///") && !uri.includes("%")) return uri.slice("file://".length);
  return uriPath(uri).replaceAll("\\", "/");
}

/** The URI that a path stands for, as seen from a directory; without a slash at its end. */
export function uriAt(directory: string, path: string): string {
  const absolute = path.startsWith("/") || /^[a-z]:\//i.test(path);
  const root = rootOf(directory);
  if (absolute) return plain.test(path) ? trimmed(root + cleanPath(path)) : resolveUri(`${root}/`, path);
  if (!plain.test(path)) return resolveUri(directory, path);
  return trimmed(root + cleanPath(`${directory.slice(root.length)}/${path}`));
}

/** The path that leads from one directory to another, as Go's `filepath.Rel` gives it: `.` where they are the same. */
export function pathBetween(from: string, to: string): string {
  if (from === to) return ".";
  if (to.startsWith(`${from}/`) && plain.test(to.slice(from.length))) return to.slice(from.length + 1);
  const path = relativePath(from, to);
  return path.startsWith("./") ? path.slice(2) || "." : path;
}

/** The scheme and authority of a URI: `file://`. */
function rootOf(uri: string): string {
  const authority = uri.indexOf("://");
  if (authority < 0) return "";
  const slash = uri.indexOf("/", authority + 3);
  return slash < 0 ? uri : uri.slice(0, slash);
}

function trimmed(uri: string): string {
  return uri.endsWith("/") ? uri.slice(0, -1) : uri;
}
