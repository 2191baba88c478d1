// The words of the code that is repeated, for lists in which many entries would read alike.

import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Suggestion } from "./suggestion.js";

/** Detectors of expressions: their titles say how often, and not what. */
const ofExpressions: ReadonlySet<string> = new Set(["E", "I", "J"]);
const longest = 80;

/** The first site's code on one line, cut where it is long; undefined where the title says enough. */
export function excerptOf(snapshot: WorkspaceSnapshot, { detector, sites }: Suggestion): string | undefined {
  const [site] = sites;
  const entry = site && ofExpressions.has(detector) ? snapshot.entry(site.uri) : undefined;
  if (!site || !entry) return undefined;
  const text = entry.text.slice(site.range.start, site.range.end).split(/\s+/).join(" ").trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
