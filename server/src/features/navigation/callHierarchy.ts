// Which modules call which, and which Terragrunt units depend on which: the call hierarchy of directories.

import type { TextRange } from "../../base/range.js";
import type { Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { dependencies, dependents, unitAt, unitsOfModule } from "../terragrunt/hierarchy.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import { calleeOf, symbolAt } from "./symbol.js";

/** A module as a node of the hierarchy. */
export interface HierarchyNode {
  /** The module's directory. */
  readonly directory: string;
  readonly name: string;
  /** A file of the module to open. */
  readonly uri: string;
}

export interface HierarchyCall {
  readonly node: HierarchyNode;
  /** The file that holds the calls, and their names in it. */
  readonly uri: string;
  readonly ranges: readonly TextRange[];
}

/** The module that the place speaks of: the one a call names, else the one that the file belongs to. */
export function hierarchyAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): HierarchyNode | undefined {
  if (isTerragruntFile(snapshot, uri)) return unitAt(snapshot, uri, offset);
  const symbol = symbolAt(snapshot, uri, offset);
  const callee =
    symbol?.kind === "declared" && symbol.key.startsWith("module.")
      ? calleeOf(snapshot, symbol.module, symbol.key)
      : undefined;
  const module = callee ?? snapshot.moduleOf(uri);
  return module && nodeOf(module);
}

/** Who calls the module of a directory, file by file. */
export function incomingCalls(snapshot: WorkspaceSnapshot, directory: string): readonly HierarchyCall[] {
  const units = dependents(snapshot, directory);
  if (units) return units;
  const module = snapshot.module(directory);
  if (!module) return [];
  const calls = snapshot.callersOf(module).flatMap(({ module: caller, key }) => {
    const node = nodeOf(caller);
    const found = caller.declarations.get(key) ?? [];
    return node ? found.map(({ uri, fact }) => ({ node, uri, ranges: [fact.nameRange] })) : [];
  });
  return [...calls, ...unitsOfModule(snapshot, directory)];
}

/** What the module of a directory calls. */
export function outgoingCalls(snapshot: WorkspaceSnapshot, directory: string): readonly HierarchyCall[] {
  const units = dependencies(snapshot, directory);
  if (units) return units;
  const module = snapshot.module(directory);
  if (!module) return [];
  return [...module.declarationsOf("module")].flatMap(({ uri, fact }) => {
    const callee = snapshot.callee(module, fact.source);
    const node = callee && nodeOf(callee);
    return node ? [{ node, uri, ranges: [fact.nameRange] }] : [];
  });
}

function nodeOf(module: Module): HierarchyNode | undefined {
  const main = module.files.find(({ entry }) => entry.name.startsWith("main.")) ?? module.files[0];
  return main && { directory: module.directory, name: nameOf(module.directory), uri: main.entry.uri };
}
