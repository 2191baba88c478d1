// Rename: what can be renamed at a place, and the edits that do it everywhere.

import type { TextRange } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import { reservedRoots, scopeRoots } from "../../model/references.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { type RenameResult, renameDeclared, renameObstacle } from "../rewriting/renaming.js";
import type { LocalName } from "./localNames.js";
import { symbolAt } from "./symbol.js";

/** The text to rename and its name, or why it cannot be renamed, as one sentence. */
export type RenameStart = { readonly range: TextRange; readonly name: string } | { readonly refusal: string };

/** What a rename at an offset would change; undefined where there is no name. */
export function prepareRename(snapshot: WorkspaceSnapshot, uri: string, offset: number): RenameStart | undefined {
  const symbol = symbolAt(snapshot, uri, offset);
  const file = snapshot.file(uri);
  if (!symbol || !file) return undefined;
  if (symbol.kind === "bound") {
    const obstacle = boundObstacle(symbol);
    return obstacle === undefined ? { range: symbol.range, name: symbol.name } : { refusal: obstacle };
  }
  const refusal = renameObstacle(symbol.module, symbol.key);
  if (refusal !== undefined) return { refusal };
  return { range: symbol.range, name: file.text.slice(symbol.range.start, symbol.range.end) };
}

/** Renames what stands at an offset; undefined where there is no name. */
export function rename(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  newName: string,
  movedBlocks: "file" | "beside",
): RenameResult | undefined {
  const symbol = symbolAt(snapshot, uri, offset);
  if (!symbol) return undefined;
  return symbol.kind === "declared"
    ? renameDeclared(snapshot, symbol, newName, movedBlocks)
    : renameBound(symbol, uri, newName);
}

function boundObstacle({ occurrences }: LocalName): string | undefined {
  return occurrences[0]?.kind === "declaration"
    ? undefined
    : "This name comes from the label of its `dynamic` block; give the block an `iterator` to choose another.";
}

function renameBound(symbol: LocalName, uri: string, newName: string): RenameResult {
  const obstacle = boundObstacle(symbol);
  if (obstacle !== undefined) return { refusal: obstacle };
  if (!isIdentifier(newName)) return { refusal: `"${newName}" is no valid name.` };
  const isRoot = scopeRoots.has(newName) || reservedRoots.has(newName) || commonRoots.has(newName);
  if (isRoot) return { refusal: `"${newName}" would hide the references that begin with it.` };
  if (symbol.rootsInScope.has(newName) && newName !== symbol.name) {
    return { refusal: `"${newName}" is used in the same expression already and would change its meaning.` };
  }
  const edits = symbol.occurrences.map(({ range }) => ({ range, newText: newName }));
  return { change: singleFileChange(uri, edits) };
}

const commonRoots = new Set(["var", "local", "module", "data", "ephemeral", "resource"]);
