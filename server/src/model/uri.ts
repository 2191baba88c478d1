// File addresses as URI text. The only owner of `vscode-uri`.

import { URI, Utils } from "vscode-uri";

/** The one spelling of a URI that all tables use; editors and file systems encode some characters differently. */
export function normalizeUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The URI of a path of this machine's file system. */
export function fileUri(path: string): string {
  return URI.file(path).toString();
}

/** The path of a `file:` URI, else the path part of it. */
export function uriPath(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === "file" ? parsed.fsPath : parsed.path;
}

/** The folder that holds a file or folder, without a slash at its end. */
export function directoryOf(uri: string): string {
  const slash = uri.lastIndexOf("/");
  return slash < 0 ? uri : uri.slice(0, slash);
}

/** The last part of a URI's path, decoded: a file's name. */
export function nameOf(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** The same few sources are resolved at each question about a module; parsing URIs again would cost most of the answer. */
const resolved = new Map<string, string>();
const mostResolved = 20_000;

/** `relative` (with `./`, `../` and `/` between its parts) as seen from the folder `directory`. */
export function resolveUri(directory: string, relative: string): string {
  const key = `${directory}\n${relative}`;
  const known = resolved.get(key);
  if (known !== undefined) return known;
  // A folder that is the root of its authority has lost its only slash.
  const base = URI.parse(directory);
  const joined = Utils.joinPath(base.path === "" ? base.with({ path: "/" }) : base, relative).toString();
  const result = joined.endsWith("/") ? joined.slice(0, -1) : joined;
  if (resolved.size >= mostResolved) resolved.clear();
  resolved.set(key, result);
  return result;
}

/** The path that leads from the folder `from` to `to`, starting with `./` or `../`; `to` itself where they share no root. */
export function relativePath(from: string, to: string): string {
  const a = URI.parse(from);
  const b = URI.parse(to);
  if (a.scheme !== b.scheme || a.authority !== b.authority) return to;
  const source = a.path.split("/").filter((part) => part !== "");
  const target = b.path.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < source.length && shared < target.length && source[shared] === target[shared]) shared++;
  const up = source.length - shared;
  const rest = target.slice(shared).join("/");
  const prefix = up === 0 ? "./" : "../".repeat(up);
  return rest === "" && up > 0 ? prefix.slice(0, -1) : `${prefix}${rest}`;
}

/** True where `uri` is the folder itself or lies in it. */
export function isWithin(uri: string, directory: string): boolean {
  return uri === directory || uri.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
