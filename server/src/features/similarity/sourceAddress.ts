// Addresses of modules that are fetched, and the versions that calls pin them to.

import { slice, type TextRange } from "../../base/range.js";
import { parseVersion } from "../../model/version.js";
import type { Attribute, SourceFile } from "../../syntax/ast.js";
import { isBlank } from "../rewriting/blockEdits.js";

/** A module's address without its `ref`, and the `ref`; both empty where there is none. */
export function sourceAndRef(text: string): { readonly base: string; readonly ref: string } {
  const at = text.indexOf("?");
  const base = at < 0 ? text : text.slice(0, at);
  const parameters = at < 0 ? [] : text.slice(at + 1).split("&");
  const ref = parameters.find((parameter) => parameter.startsWith("ref="));
  return { base, ref: ref === undefined ? "" : ref.slice("ref=".length) };
}

const gitGetter = "git::";
/** Hosts whose addresses are Git's without saying so. */
const gitHosts = ["github.com/", "bitbucket.org/"];

/**
 * An address such that the ways to write one Git repository are equal: its host, path and folder, without what says how
 * it is fetched. Other addresses stay as they are.
 *
 * Source: the detectors of go-getter, which OpenTofu keeps for GitHub, Bitbucket and `git@HOST:PATH`.
 */
export function canonicalAddress(base: string): string {
  const hasGetter = base.startsWith(gitGetter);
  const address = hasGetter ? base.slice(gitGetter.length) : base;
  const isScp = address.startsWith("git@");
  if (!hasGetter && !isScp && !gitHosts.some((host) => address.startsWith(host))) return base;
  const scheme = address.indexOf("://");
  const located = scheme < 0 ? address : address.slice(scheme + "://".length);
  const user = located.indexOf("@");
  const isUser = user >= 0 && user < located.indexOf("/");
  const path = isUser ? located.slice(user + 1) : located;
  const [repository = "", ...folder] = (scheme < 0 && isUser ? path.replace(":", "/") : path).split("//");
  const plain = repository.endsWith(".git") ? repository.slice(0, -".git".length) : repository;
  return [plain, ...folder].filter((part) => part !== "").join("//");
}

/** As short as Git abbreviates the hash of a commit. */
export const shortestHash = 7;
const longestHash = 40;

/** True for what Git takes to be a commit's hash, whole or cut short. A number of seven digits is more likely a date. */
export function isCommit(ref: string): boolean {
  if (ref.length < shortestHash || ref.length > longestHash) return false;
  const isHexadecimal = [...ref].every((digit) => "0123456789abcdef".includes(digit));
  return isHexadecimal && [...ref].some((digit) => digit >= "a");
}

/** The hash that a shorter one among those given stands for: the longest that begins with it. */
export function wholeCommit(hash: string, hashes: readonly string[]): string {
  return hashes.reduce((whole, each) => (each.length > whole.length && each.startsWith(hash) ? each : whole), hash);
}

/** A comment that says what version a pin is. */
export interface NamedPin {
  readonly version: string;
  /** The comment with the white space before it. */
  readonly range: TextRange;
}

/** What the comment behind a `source` calls its pin, where it holds a version and nothing else, such as `# v6.6.1`. */
export function namedPin(file: SourceFile, source: Attribute): NamedPin | undefined {
  const { end } = source.range;
  const comment = file.comments.find(({ range }) => range.start >= end);
  if (comment?.kind !== "line") return undefined;
  const between = slice(file.text, { start: end, end: comment.range.start });
  if (!isBlank(between) || between.includes("\n")) return undefined;
  const written = slice(file.text, comment.range);
  const version = written.slice(written.startsWith("//") ? 2 : 1).trim();
  const parsed = parseVersion(version);
  if (!parsed || parsed.specified < 2) return undefined;
  return { version, range: { start: end, end: comment.range.end } };
}

/** What a pin is called by the comment behind its `source`, or by the only version that the comment in the line above says. */
export function pinName(file: SourceFile, source: Attribute): string | undefined {
  const behind = namedPin(file, source);
  if (behind) return behind.version;
  const { start } = source.range;
  const above = file.comments.findLast(({ range }) => range.end <= start);
  if (above?.kind !== "line") return undefined;
  const between = slice(file.text, { start: above.range.end, end: start });
  if (!isBlank(between) || between.split("\n").length > 2) return undefined;
  const words = slice(file.text, above.range).split(" ");
  const versions = words.filter((word) => word.startsWith("v") && (parseVersion(word)?.specified ?? 0) >= 2);
  const [version] = versions;
  return versions.length === 1 ? version : undefined;
}
