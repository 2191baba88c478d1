// Where a name is declared: go to definition, declaration, type definition and implementation.

import { type TextRange, touches } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Declaration, Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { behind, declarationTargets, pathTargets } from "../terragrunt/definition.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import { mainFile } from "./mainFile.js";
import { keyItem, objectKeyAt } from "./objectKeys.js";
import { calleeOf, type Occurrence, symbolAt } from "./symbol.js";
import { testRunAt } from "./testRuns.js";

/** A place to go to: the whole declaration and the part to select. */
export interface Target extends FileRange {
  readonly selection: TextRange;
  /** The text that leads there. */
  readonly origin: TextRange;
}

/** The declarations of the name at an offset; overriding ones come last. */
export function definition(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] {
  const file = snapshot.file(uri);
  const symbol = symbolAt(snapshot, uri, offset);
  if (symbol?.kind === "bound") {
    const binder = symbol.occurrences.find((each) => each.kind === "declaration");
    return binder ? [{ uri, range: binder.range, selection: binder.range, origin: symbol.range }] : [];
  }
  if (symbol?.kind === "terragrunt") {
    const declared = declarationTargets(symbol);
    if (declared.length > 0) return declared;
  }
  if (symbol?.kind === "declared") {
    const { module, key, range } = symbol;
    const declared = [...(module.declarations.get(key) ?? []), ...(module.overriding.get(key) ?? [])];
    if (declared.length > 0) return declared.map((each) => targetOf(each, range));
  }
  if (isTerragruntFile(snapshot, uri)) return pathTargets(snapshot, uri, offset);
  const run = testRunAt(snapshot, uri, offset);
  if (run)
    return run.occurrences.filter(({ kind }) => kind === "declaration").map((each) => runTarget(each, run.range));
  return (
    keyDefinition(snapshot, uri, offset) ??
    sourceDefinition(snapshot, uri, offset) ??
    (file ? scopeDefinition(file, offset) : [])
  );
}

function runTarget({ uri, range }: Occurrence, origin: TextRange): Target {
  return { uri, range, selection: range, origin };
}

/** A part of a local value leads to the key that declares it. */
function keyDefinition(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] | undefined {
  const key = objectKeyAt(snapshot, uri, offset);
  const found = key && keyItem(snapshot, key);
  return found && [{ uri: found.uri, range: found.item.range, selection: found.item.key.range, origin: key.range }];
}

/** The source of a module call leads to the called module, where that is in the workspace. */
function sourceDefinition(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] | undefined {
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  const attribute = file && pathAt(file, offset).findLast((node) => node.kind === "Attribute");
  if (!module || attribute?.kind !== "Attribute" || attribute.name.name !== "source") return undefined;
  if (!touches(attribute.value.range, offset)) return undefined;
  const call = snapshot.facts(uri)?.declarations.find(({ kind, range }) => kind === "module" && touches(range, offset));
  const callee = call && snapshot.callee(module, call.source);
  return callee && wholeModule(callee, attribute.value.range);
}

function wholeModule(module: Module, origin: TextRange): readonly Target[] {
  const uri = mainFile(module);
  const start = { start: 0, end: 0 };
  return uri === undefined ? [] : [{ uri, range: start, selection: start, origin }];
}

/**
 * For a module call or a reference to one, the files of the called module; for an include or a dependency, the file or
 * unit behind it; else what `definition` gives.
 */
export function typeDefinition(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] {
  const symbol = symbolAt(snapshot, uri, offset);
  if (symbol?.kind === "declared" && symbol.key.startsWith("module.")) {
    const callee = calleeOf(snapshot, symbol.module, symbol.key);
    if (callee && callee.files.length > 0) return wholeModule(callee, symbol.range);
  }
  const found = symbol?.kind === "terragrunt" ? behind(snapshot, symbol) : [];
  return found.length > 0 ? found : definition(snapshot, uri, offset);
}

/** For an output or a local value, the expression behind it; else what `definition` gives. */
export function implementation(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] {
  return definition(snapshot, uri, offset).map((target) => {
    const file = snapshot.file(target.uri);
    const path = file ? pathAt(file, target.selection.start) : [];
    const block = path.find((node): node is Block => node.kind === "Block");
    if (block?.type.name === "output") {
      const value = argument(block.body, "value");
      return value ? { ...target, range: value.range, selection: value.value.range } : target;
    }
    const attribute = path.find((node) => node.kind === "Attribute");
    return block?.type.name === "locals" && attribute?.kind === "Attribute"
      ? { ...target, range: attribute.range, selection: attribute.value.range }
      : target;
  });
}

function targetOf({ uri, fact }: Declaration, origin: TextRange): Target {
  return { uri, range: fact.range, selection: fact.nameRange, origin };
}

/** `each`, `count` and `self` lead to what gives them their value in the block around them. */
function scopeDefinition(file: SourceFile, offset: number): readonly Target[] {
  const path = pathAt(file, offset);
  const traversal = path.findLast((node) => node.kind === "ScopeTraversalExpr");
  const block = path.find((node): node is Block => node.kind === "Block");
  if (traversal?.kind !== "ScopeTraversalExpr" || !block) return [];
  const origin = traversal.root.range;
  const to = (range: TextRange, selection: TextRange): Target[] => [{ uri: file.uri, range, selection, origin }];
  switch (traversal.root.name) {
    case "each": {
      const found = argument(block.body, "for_each");
      return found ? to(found.range, found.name.range) : [];
    }
    case "count": {
      const found = argument(block.body, "count");
      return found ? to(found.range, found.name.range) : [];
    }
    case "self":
      return nestedBlock(block.body, "lifecycle") || block.labels.length === 2 ? to(block.range, block.header) : [];
    default:
      return [];
  }
}
