// What can be done at a selection: fixes of the findings there, and refactors.

import { bug } from "../base/bug.js";
import { overlaps, type TextRange } from "../base/range.js";
import type { SourceChange } from "../base/sourceChange.js";
import { Module } from "../model/module.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { pathAt } from "../syntax/visit.js";
import type { Diagnostic, Fix, FixOptions } from "./diagnostic.js";
import { type CheckOptions, checkFile, productOf } from "./diagnostics.js";
import type { Offer, Refactor, RefactorContext, RefactorOptions } from "./refactors/refactor.js";
import { refactors } from "./refactors/registry.js";
import { keepLayout } from "./rewriting/keptLayout.js";
import { terragruntType } from "./terragruntFiles.js";

/** A fix with the finding it mends. */
export interface OfferedFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/** What one fix does; undefined where the state no longer allows it. */
export function changeOfFix(snapshot: WorkspaceSnapshot, fix: Fix, options?: FixOptions): SourceChange | undefined {
  return keepLayout(snapshot, fix.change(options));
}

/** The fixes of all findings that touch the selection, in the order of the findings. */
export function fixesAt(
  snapshot: WorkspaceSnapshot,
  uri: string,
  selection: TextRange,
  options: CheckOptions,
): readonly OfferedFix[] {
  return fixesOf(checkFile(snapshot, uri, options), selection);
}

/** The fixes of those findings that touch the selection, in their order. */
export function fixesOf(diagnostics: readonly Diagnostic[], selection: TextRange): readonly OfferedFix[] {
  return diagnostics
    .filter((diagnostic) => overlaps(diagnostic.range, selection))
    .flatMap((diagnostic) => diagnostic.fixes.map((fix) => ({ diagnostic, fix })));
}

/**
 * What refactors offer or refuse at a selection, the smallest target first and then in the order of the registry.
 * Empty for a file that belongs to no module.
 */
export function refactorsAt(
  snapshot: WorkspaceSnapshot,
  uri: string,
  selection: TextRange,
  options: CheckOptions & { readonly refactor: RefactorOptions },
  only: readonly Refactor[] = refactors,
): readonly Offer[] {
  return plainRefactorsAt(snapshot, uri, selection, options, only).map((offer) => {
    if ("disabled" in offer) return offer;
    const { build } = offer;
    return { ...offer, build: () => keepLayout(snapshot, build()) };
  });
}

/** The same, with changes as the refactors give them: for changes that are put together from several. */
export function plainRefactorsAt(
  snapshot: WorkspaceSnapshot,
  uri: string,
  selection: TextRange,
  options: CheckOptions & { readonly refactor: RefactorOptions },
  only: readonly Refactor[] = refactors,
): readonly Offer[] {
  const file = snapshot.file(uri);
  const entry = snapshot.entry(uri);
  const isTerragrunt = entry !== undefined && terragruntType(snapshot, entry) !== undefined;
  const module = snapshot.moduleOf(uri) ?? (isTerragrunt ? emptyModule(entry.directory) : undefined);
  if (!file || !module) return [];
  const offers: Offer[] = [];
  const trimmed = trimSelection(file.text, selection);
  for (const refactor of only) {
    if ((refactor.terragrunt ?? false) !== isTerragrunt) continue;
    const ctx: RefactorContext = {
      snapshot,
      module,
      product: productOf(module, options),
      file,
      selection: trimmed,
      path: pathAt(file, trimmed.start),
      options: options.refactor,
      offer: (title, target, build, extra = {}) =>
        offers.push({
          refactor: refactor.id,
          title,
          kind: extra.kind ?? refactor.kind,
          target,
          preferred: extra.preferred ?? false,
          fixes: extra.fixes,
          doubt: extra.doubt,
          asks: extra.asks ?? false,
          places: extra.places,
          build,
        }),
      refuse: (title, target, reason) =>
        offers.push({ refactor: refactor.id, title, kind: refusalKind(refactor), target, disabled: reason }),
    };
    try {
      refactor.run(ctx);
    } catch (error) {
      bug(`the refactor ${refactor.id} failed`, error);
    }
  }
  const size = (offer: Offer) => offer.target.end - offer.target.start;
  return offers
    .map((offer, order) => ({ offer, order }))
    .sort((a, b) => size(a.offer) - size(b.offer) || a.order - b.order)
    .map(({ offer }) => offer);
}

function emptyModule(directory: string): Module {
  return new Module({ directory, files: [], overrides: [], tests: [], values: [], hidden: new Map() });
}

/** A refusal is shown only under Refactor…, so it never has the kind of a quick fix. */
function refusalKind(refactor: Refactor): Offer["kind"] {
  return refactor.kind === "quickfix" ? "refactor.rewrite" : refactor.kind;
}

/** The edit of one offer, found again by its refactor and title; undefined where it is no longer offered. */
export function buildOffer(
  snapshot: WorkspaceSnapshot,
  uri: string,
  selection: TextRange,
  options: CheckOptions & { readonly refactor: RefactorOptions },
  chosen: { readonly refactor: string; readonly title: string },
): SourceChange | undefined {
  const only = refactors.filter((refactor) => refactor.id === chosen.refactor);
  const offer = refactorsAt(snapshot, uri, selection, options, only).find((found) => found.title === chosen.title);
  return offer && "build" in offer ? offer.build() : undefined;
}

function trimSelection(text: string, selection: TextRange): TextRange {
  if (selection.start >= selection.end) return { start: selection.start, end: selection.start };
  const inner = text.slice(selection.start, selection.end);
  const start = selection.start + (inner.length - inner.trimStart().length);
  const end = selection.end - (inner.length - inner.trimEnd().length);
  return start <= end ? { start, end } : { start: selection.start, end: selection.start };
}
