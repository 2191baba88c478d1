// A random refactor at a random place of a module where it says something.

import type { TextRange } from "../../../server/src/base/range.js";
import { refactorsAt } from "../../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../../server/src/features/diagnostics.js";
import { sitesFor } from "../../../server/src/features/refactors/everySite.js";
import type { Offer, Refactor } from "../../../server/src/features/refactors/refactor.js";
import type { WorkspaceSnapshot } from "../../../server/src/model/workspace.js";
import type { Block, SourceFile } from "../../../server/src/syntax/ast.js";
import { walk, walkExpressions } from "../../../server/src/syntax/visit.js";
import { caseUri, targetEvidence } from "../../harness/workspace.js";
import type { Files } from "../judge/configuration.js";
import { pick, type Random, shuffled } from "./random.js";

/** Where a refactor was tried, and one of the things that it said there. */
export interface Tried {
  readonly path: string;
  readonly selection: TextRange;
  readonly offer: Offer;
}

export type TryOptions = Parameters<typeof refactorsAt>[3];

/** Options as a person of OpenTofu 1.12 would have them. */
export function randomOptions(random: Random): TryOptions {
  return {
    ...defaultCheckOptions,
    evidence: targetEvidence("opentofu@1.12"),
    refactor: { movedBlocks: pick(random, ["file", "beside"] as const) },
  };
}

/** Most places at which one refactor is tried in one module. */
const mostTries = 40;

/** Tries a refactor at places of a module in random order until it offers or refuses something. */
export function tryAnywhere(
  random: Random,
  refactor: Refactor,
  snapshot: WorkspaceSnapshot,
  files: Files,
  options: TryOptions,
): Tried | undefined {
  const places = [...files.keys()].flatMap((path) => {
    const file = snapshot.file(caseUri(path));
    return file ? selectionsFor(refactor, file).map((selection) => ({ path, selection })) : [];
  });
  for (const { path, selection } of shuffled(random, places).slice(0, mostTries)) {
    const offers = refactorsAt(snapshot, caseUri(path), selection, options, [refactor]);
    if (offers.length > 0) return { path, selection, offer: pick(random, offers) };
  }
  return undefined;
}

/** Selections at which a refactor could have something to say. */
export function selectionsFor(refactor: Refactor, file: SourceFile): readonly TextRange[] {
  if (refactor.unattended) return sitesFor(refactor, file).map(({ offset }) => ({ start: offset, end: offset }));
  const found: TextRange[] = [];
  const cursor = (offset: number) => found.push({ start: offset, end: offset });
  const blocks = file.body.items.filter((item): item is Block => item.kind === "Block");
  if (refactor.id.startsWith("extract-") && refactor.id !== "extract-module") {
    walkExpressions(file.body, ({ range }) => found.push(range));
    return found;
  }
  walk(file.body, (node, ancestors) => {
    if (node.kind === "Block") cursor(node.range.start);
    const isLocal = ancestors.some((each) => each.kind === "Block" && each.type.name === "locals");
    if (node.kind === "Attribute" && isLocal) cursor(node.range.start);
  });
  // Neighbours, for refactors that take several blocks.
  blocks.forEach((first, i) => {
    for (const last of blocks.slice(i, i + 3)) found.push({ start: first.range.start, end: last.range.end });
  });
  return found;
}
