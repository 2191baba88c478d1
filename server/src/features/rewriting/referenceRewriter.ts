// The one rewriter of references. It visits every place that names an object and applies a conversion to each.

import type { TextRange } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Module } from "../../model/module.js";
import { isAddressPlace } from "../../model/places.js";
import { relativePath } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { SourceFile } from "../../syntax/ast.js";
import { type Conversion, mentionedStep, type SiteOutcome, useOf } from "./conversion.js";
import { addressMentions, namingFiles, type ReferenceSite, sitesOf } from "./sites.js";

/** A reference that cannot be rewritten, and why: a clause that stands behind its place. */
export interface SiteRefusal {
  readonly at: FileRange;
  readonly reason: string;
}

/** The edits of all references, or the reasons why some cannot be rewritten, each with its place. */
export type RewriteResult =
  | { readonly edits: ReadonlyMap<string, readonly TextEdit[]> }
  | { readonly refusals: readonly SiteRefusal[] };

/** Rewrites all references to the object of `key` in `module`. Computes only; nothing is applied. */
export function rewriteReferences(
  snapshot: WorkspaceSnapshot,
  module: Module,
  key: string,
  conversion: Conversion,
): RewriteResult {
  const edits = new Map<string, TextEdit[]>();
  const refusals: { at: FileRange; reason: string }[] = [];
  const take = (uri: string, range: TextRange, outcome: SiteOutcome): void => {
    if ("refusal" in outcome) {
      refusals.push({ at: { uri, range }, reason: outcome.refusal });
      return;
    }
    const list = edits.get(uri) ?? [];
    // Two references may ask for the same edit, as in `length(x) > length(x)`; the same edit is made once.
    for (const edit of outcome.edits) {
      const same = list.some(
        (known) =>
          known.range.start === edit.range.start &&
          known.range.end === edit.range.end &&
          edit.range.start < edit.range.end &&
          known.newText === edit.newText,
      );
      if (!same) list.push(edit);
    }
    if (list.length > 0) edits.set(uri, list);
  };
  for (const site of sitesOf(snapshot, module, key)) {
    if (isAddressPlace(site.origin.place)) continue;
    take(site.uri, site.origin.range, rewriteSite(site, conversion));
  }
  for (const mention of addressMentions(snapshot, module, key)) {
    if (mention.place === "moved.from" || mention.place === "moved.to") continue;
    const { place, blocks } = mention;
    take(
      mention.uri,
      mention.path.range,
      conversion.address({ ...mentionedStep(mention), whole: mention.path.range, place, blocks }),
    );
  }
  return refusals.length > 0 ? { refusals } : { edits };
}

function rewriteSite(site: ReferenceSite, conversion: Conversion): SiteOutcome {
  const { place, accessors, addressRange } = site.origin;
  const { end } = addressRange;
  if (place === "depends_on" || place === "replace_triggered_by") {
    const use = useOf(site, conversion.before, conversion.isModule);
    const key = use.kind === "instance" ? use.key : undefined;
    const keyRange = use.kind === "instance" ? use.keyRange : (accessors[0]?.range ?? { start: end, end });
    const range = { start: addressRange.start, end: use.kind === "instance" ? keyRange.end : end };
    return conversion.address({ key, keyRange, range, whole: site.origin.range, place, blocks: site.blocks });
  }
  return conversion.use(site, useOf(site, conversion.before, conversion.isModule));
}

/**
 * Why the references of a module cannot be known for sure: a file that does not parse may hide some, and JSON files
 * are not read. Undefined where all can be seen. `addresses` are the texts looked for in JSON files.
 */
export function hiddenReferences(
  snapshot: WorkspaceSnapshot,
  module: Module,
  addresses: readonly string[],
): string | undefined {
  for (const { entry, facts } of namingFiles(snapshot, module)) {
    if (facts.hasErrors) return `${entry.name} has syntax errors, so some references may not be seen.`;
  }
  for (const directory of [module.directory, `${module.directory}/tests`]) {
    for (const entry of snapshot.directories.get(directory)?.files.values() ?? []) {
      if (!jsonEndings.some((ending) => entry.name.endsWith(ending))) continue;
      const named = addresses.find((address) => entry.text.includes(address));
      if (named !== undefined) return `${entry.name} names ${named}, and JSON files are not rewritten.`;
    }
  }
  return undefined;
}

const jsonEndings = [".tf.json", ".tofu.json", ".tftest.json", ".tofutest.json"];

/**
 * A place as a person reads it: `main.tf:12` in the folder at hand, the path from there elsewhere: `../main.tf:12`, since
 * most folders have files of the same names.
 */
export function placeText(snapshot: WorkspaceSnapshot, at: FileRange, directory: string): string {
  const file: SourceFile | undefined = snapshot.file(at.uri);
  const line = file ? file.lineIndex.position(at.range.start).line + 1 : 0;
  const path = relativePath(directory, at.uri);
  return `${path.startsWith("./") ? path.slice(2) : path}:${line}`;
}

/** Why references cannot be rewritten, as one sentence about the first of them. */
export function whyNotRewritten(
  snapshot: WorkspaceSnapshot,
  [refusal]: readonly SiteRefusal[],
  directory: string,
): string {
  if (!refusal) return "";
  return `A reference at ${placeText(snapshot, refusal.at, directory)} cannot be rewritten: ${refusal.reason}.`;
}
