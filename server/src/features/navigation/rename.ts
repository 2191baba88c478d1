// Rename: what can be renamed at a place, and the edits that do it everywhere.

import type { TextRange } from "../../base/range.js";
import { SourceChangeBuilder, singleFileChange } from "../../base/sourceChange.js";
import { reservedRoots, scopeRoots } from "../../model/references.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { keepLayout } from "../rewriting/keptLayout.js";
import { type RenameResult, renameDeclared, renameObstacle } from "../rewriting/renaming.js";
import { renameTerragrunt, terragruntRenameObstacle } from "../terragrunt/rename.js";
import type { LocalName } from "./localNames.js";
import { keyItem, keyOccurrences, type ObjectKey, objectKeyAt } from "./objectKeys.js";
import { symbolAt } from "./symbol.js";
import { type TestRun, testRunAt } from "./testRuns.js";

/** The text to rename and its name, or why it cannot be renamed, as one sentence. */
export type RenameStart = { readonly range: TextRange; readonly name: string } | { readonly refusal: string };

/** What a rename at an offset would change; undefined where there is no name. */
export function prepareRename(snapshot: WorkspaceSnapshot, uri: string, offset: number): RenameStart | undefined {
  const file = snapshot.file(uri);
  if (!file) return undefined;
  const key = objectKeyAt(snapshot, uri, offset);
  if (key) {
    const found = keyOccurrences(snapshot, key);
    return "refusal" in found ? found : { range: key.range, name: key.path[key.path.length - 1] ?? "" };
  }
  const run = testRunAt(snapshot, uri, offset);
  if (run) {
    const refusal = runObstacle(run);
    return refusal === undefined ? { range: run.range, name: run.name } : { refusal };
  }
  const symbol = symbolAt(snapshot, uri, offset);
  if (!symbol) return undefined;
  if (symbol.kind === "bound") {
    const obstacle = boundObstacle(symbol);
    return obstacle === undefined ? { range: symbol.range, name: symbol.name } : { refusal: obstacle };
  }
  const refusal =
    symbol.kind === "terragrunt"
      ? terragruntRenameObstacle(snapshot, symbol)
      : renameObstacle(symbol.module, symbol.key);
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
  const result = plainRename(snapshot, uri, offset, newName, movedBlocks);
  return result && "change" in result ? { change: keepLayout(snapshot, result.change) } : result;
}

function plainRename(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  newName: string,
  movedBlocks: "file" | "beside",
): RenameResult | undefined {
  const key = objectKeyAt(snapshot, uri, offset);
  if (key) return renameKey(snapshot, key, newName);
  const run = testRunAt(snapshot, uri, offset);
  if (run) return renameRun(run, uri, newName);
  const symbol = symbolAt(snapshot, uri, offset);
  if (!symbol) return undefined;
  if (symbol.kind === "terragrunt") return renameTerragrunt(snapshot, symbol, newName);
  return symbol.kind === "declared"
    ? renameDeclared(snapshot, symbol, newName, movedBlocks)
    : renameBound(symbol, uri, newName);
}

/** Renames a key of a local value's object. */
function renameKey(snapshot: WorkspaceSnapshot, key: ObjectKey, newName: string): RenameResult {
  const found = keyOccurrences(snapshot, key);
  const declared = keyItem(snapshot, key);
  if ("refusal" in found) return found;
  if (!isIdentifier(newName)) return { refusal: `"${newName}" is no name that can stand behind a dot.` };
  const others = declared?.object.items.filter((item) => item !== declared.item) ?? [];
  if (others.some(({ name }) => name === newName)) return { refusal: `The object has a key \`${newName}\` already.` };
  if (others.some(({ name }) => name === undefined)) {
    return { refusal: `The object has a computed key, which may be "${newName}" as well.` };
  }
  const change = new SourceChangeBuilder();
  for (const { uri, range } of found.occurrences) change.replace(uri, range, newName);
  return { change: change.build() };
}

function runObstacle({ occurrences, name }: TestRun): string | undefined {
  const count = occurrences.filter(({ kind }) => kind === "declaration").length;
  if (count === 1) return undefined;
  return count === 0 ? `This file has no \`run "${name}"\`.` : `\`run "${name}"\` stands in this file more than once.`;
}

function renameRun(run: TestRun, uri: string, newName: string): RenameResult {
  const obstacle = runObstacle(run);
  if (obstacle !== undefined) return { refusal: obstacle };
  if (!isIdentifier(newName)) return { refusal: `"${newName}" is no valid name.` };
  if (run.others.has(newName)) return { refusal: `There is a \`run "${newName}"\` in this file already.` };
  return {
    change: singleFileChange(
      uri,
      run.occurrences.map(({ range }) => ({ range, newText: newName })),
    ),
  };
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
