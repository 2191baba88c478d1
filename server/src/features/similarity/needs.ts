// What a suggestion needs to be worth a word: of the product that its module is written for, or of its edit.

import { directoryOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { type CheckOptions, productOf } from "../diagnostics.js";
import { knowsEnabled } from "../refactors/countToEnabled.js";
import { availableEdit } from "./availableEdit.js";
import { notShorter } from "./edits/tables.js";
import { notWorthNaming } from "./edits/withinModule.js";
import type { Suggestion } from "./suggestion.js";

/** How short a table is depends on its module alone, and a suggestion stays the same object while that does. */
const shorter = new WeakMap<Suggestion, boolean>();

/**
 * True where the module of a suggestion says that it is written for a product that has what the suggestion needs, or
 * where its edit can be made, if it needs that. A module that names no version may be used with any.
 */
export function meetsNeeds(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: (uri: string) => CheckOptions,
): boolean {
  const { needs, sites } = suggestion;
  if (needs === undefined) return true;
  const uri = sites[0]?.uri ?? "";
  // Whether there is an edit does not depend on where it would write its moves.
  const refactor = { movedBlocks: "file" as const };
  if (needs === "edit") return availableEdit(snapshot, suggestion, { ...options(uri), refactor }).kind === "available";
  if (needs === "shorter") {
    const known = shorter.get(suggestion);
    if (known !== undefined) return known;
    const edit = availableEdit(snapshot, suggestion, { ...options(uri), refactor });
    const isShorter = edit.kind === "available" || (edit.reason !== notShorter && !notWorthNaming.has(edit.reason));
    shorter.set(suggestion, isShorter);
    return isShorter;
  }
  const module = snapshot.module(directoryOf(uri));
  if (needs === "calls") return module !== undefined && snapshot.callersOf(module).length > 0;
  const product = module && productOf(module, options(uri));
  return product?.lowerBound !== undefined && knowsEnabled(product);
}
