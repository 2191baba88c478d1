// What a suggestion needs to be worth a word: of the product that its module is written for, or of its edit.

import type { FileRange } from "../../base/sourceChange.js";
import { directoryOf } from "../../model/uri.js";
import { formatVersion } from "../../model/version.js";
import type { DirectoryEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import { pathAt } from "../../syntax/visit.js";
import { type CheckOptions, productOf } from "../diagnostics.js";
import { knowsEnabled } from "../refactors/countToEnabled.js";
import { prefixAt } from "../rewriting/templatePrefix.js";
import { availableEdit } from "./availableEdit.js";
import { titleOf } from "./detectors/expressions.js";
import { notShorter } from "./edits/tables.js";
import { notWorthNaming } from "./edits/withinModule.js";
import type { Suggestion } from "./suggestion.js";

/** How short a table is depends on its module alone, and a suggestion stays the same object while that does. */
const shorter = new WeakMap<Suggestion, readonly Suggestion[]>();

/** Whether an edit could be made, for which version, and the folders that call its module as they were: it may change them. */
interface KnownEdit {
  readonly product: string;
  readonly callers: readonly (DirectoryEntry | undefined)[];
  readonly isAvailable: boolean;
}

const edits = new WeakMap<Suggestion, KnownEdit>();

/**
 * A suggestion where it is worth a word, with the places that its edit takes; none where it isn't. It is worth one
 * where its module says that it is written for a product that has what the suggestion needs, or where its edit can be
 * made, if it needs that. A module that names no version may be used with any.
 */
export function toldOf(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: (uri: string) => CheckOptions,
): readonly Suggestion[] {
  if (suggestion.needs !== "shorter") return meetsNeeds(snapshot, suggestion, options) ? [suggestion] : [];
  const known = shorter.get(suggestion);
  if (known !== undefined) return known;
  const uri = suggestion.sites[0]?.uri ?? "";
  const edit = availableEdit(snapshot, suggestion, { ...options(uri), refactor: { movedBlocks: "file" } });
  const isTold = edit.kind === "available" || (edit.reason !== notShorter && !notWorthNaming.has(edit.reason));
  const places = edit.kind === "available" ? edit.places : undefined;
  const told = isTold ? [places ? atPlaces(snapshot, suggestion, places) : suggestion] : [];
  shorter.set(suggestion, told);
  return told;
}

/** A repeated expression with other places than it was found at, and a title that counts them. */
function atPlaces(snapshot: WorkspaceSnapshot, suggestion: Suggestion, places: readonly FileRange[]): Suggestion {
  const { detector, title, sites } = suggestion;
  const kindOf = ({ uri, range }: FileRange): "whole" | "beginning" | "within" => {
    const file = snapshot.file(uri);
    if (file && prefixAt(file, range)) return "beginning";
    const path = file ? pathAt(file, range.start) : [];
    return path.some((node) => node.range.start === range.start && node.range.end === range.end) ? "whole" : "within";
  };
  const count = (all: readonly FileRange[]) => {
    const kinds = all.map(kindOf);
    const within = kinds.filter((kind) => kind === "within").length;
    return titleOf(all.length, kinds.filter((kind) => kind === "beginning").length, within);
  };
  const said = count(sites);
  if (detector !== "I" || places.length === sites.length || !title.startsWith(said)) return suggestion;
  // That other modules say it as well was found with the places that it was found at.
  return { ...suggestion, title: count(places), sites: places };
}

function meetsNeeds(
  snapshot: WorkspaceSnapshot,
  suggestion: Suggestion,
  options: (uri: string) => CheckOptions,
): boolean {
  const { needs, sites } = suggestion;
  if (needs === undefined) return true;
  const uri = sites[0]?.uri ?? "";
  // Whether there is an edit does not depend on where it would write its moves.
  const refactor = { movedBlocks: "file" as const };
  const module = snapshot.module(directoryOf(uri));
  if (needs === "edit") {
    const calling = module ? snapshot.callersOf(module) : [];
    const callers = calling.map((caller) => snapshot.directories.get(caller.module.directory));
    const decided = module && productOf(module, options(uri));
    const product = decided ? `${decided.product} ${formatVersion(decided.version)}` : "";
    const known = edits.get(suggestion);
    const isSame = known?.product === product && known.callers.length === callers.length;
    if (isSame && known.callers.every((each, i) => each === callers[i])) return known.isAvailable;
    const isAvailable = availableEdit(snapshot, suggestion, { ...options(uri), refactor }).kind === "available";
    edits.set(suggestion, { product, callers, isAvailable });
    return isAvailable;
  }
  if (needs === "calls") return module !== undefined && snapshot.callersOf(module).length > 0;
  const product = module && productOf(module, options(uri));
  return product?.lowerBound !== undefined && knowsEnabled(product);
}
