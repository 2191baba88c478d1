// What a suggestion needs of the product that its module is written for.

import { directoryOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { type CheckOptions, productOf } from "../diagnostics.js";
import { knowsEnabled } from "../refactors/countToEnabled.js";
import type { Suggestion } from "./suggestion.js";

/**
 * True where the module of a suggestion says that it is written for a product that has what the suggestion needs. A
 * module that names no version may be used with any.
 */
export function meetsNeeds(
  snapshot: WorkspaceSnapshot,
  { needs, sites }: Suggestion,
  options: (uri: string) => CheckOptions,
): boolean {
  if (needs === undefined) return true;
  const uri = sites[0]?.uri ?? "";
  const module = snapshot.module(directoryOf(uri));
  const product = module && productOf(module, options(uri));
  return product?.lowerBound !== undefined && knowsEnabled(product);
}
