// The baseline: a file of the workspace that names the repetition its authors want to keep.
//
// It is JSON, made by a command and meant to be committed: `{ "version": 1, "ignored": [{ "rule", "folder", "key",
// "title" }] }`. A repetition is known by its rule, the module's folder (for what is repeated within one module), and
// by what is repeated; where it stands and how often does not matter. The title is for people.

import { isWithin } from "../../model/uri.js";
import { ruleOf } from "./detectorNames.js";
import { detectors } from "./registry.js";
import type { Suggestion } from "./suggestion.js";

/** The file's name; it lies in the workspace's folder. */
export const baselineName = ".tofusmith-dry-baseline.json";

/** One repetition that is to be left as it is. */
export interface IgnoredRepetition {
  readonly rule: string;
  /** From the baseline's own folder, with slashes; absent for what is repeated between modules. */
  readonly folder?: string;
  readonly key: string;
  readonly title: string;
}

export interface Baseline {
  readonly ignored: readonly IgnoredRepetition[];
  has(repetition: IgnoredRepetition): boolean;
}

/** What a baseline's text says; a sentence's end where it is not one (`… is not JSON`). */
export function readBaseline(text: string): Baseline | string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return "is not JSON";
  }
  const { version, ignored } = (content ?? {}) as { version?: unknown; ignored?: unknown };
  if (version !== 1) return 'is of no version that is known: it must say `"version": 1`';
  if (!Array.isArray(ignored) || !ignored.every(isIgnored)) return "must have a list `ignored` of rules with keys";
  return baselineOf(ignored);
}

function isIgnored(value: unknown): value is IgnoredRepetition {
  if (typeof value !== "object" || value === null) return false;
  const { rule, folder, key, title } = value as Record<string, unknown>;
  const hasFolder = folder === undefined || typeof folder === "string";
  return typeof rule === "string" && typeof key === "string" && typeof title === "string" && hasFolder;
}

/** A baseline of some repetition. */
export function baselineOf(ignored: readonly IgnoredRepetition[]): Baseline {
  const known = new Set(ignored.map(idOf));
  return { ignored, has: (repetition) => known.has(idOf(repetition)) };
}

/** Tells one repetition of a folder from another, for as long as what is repeated stays the same. */
export function idOf({ rule, folder, key }: IgnoredRepetition): string {
  return JSON.stringify([rule, folder ?? null, key]);
}

/** How the baseline in `root` (a directory's URI) names a suggestion. */
export function ignoredForm({ detector, key, title, sites }: Suggestion, root: string): IgnoredRepetition {
  const rule = ruleOf(detector);
  const uri = sites[0]?.uri ?? "";
  const isOfModule = detectors.find(({ id }) => id === detector)?.scope === "module";
  if (!isOfModule) return { rule, key, title };
  const folder = isWithin(uri, root)
    ? uri.slice(root.length + 1, Math.max(root.length + 1, uri.lastIndexOf("/")))
    : uri;
  return { rule, folder: decoded(folder), key, title };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The text of a baseline, sorted so that two people's additions rarely meet in one line. */
export function baselineText(ignored: readonly IgnoredRepetition[]): string {
  const byId = new Map(ignored.map((each) => [idOf(each), each]));
  const sorted = [...byId].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, each]) => each);
  return `${JSON.stringify({ version: 1, ignored: sorted }, undefined, 2)}\n`;
}
