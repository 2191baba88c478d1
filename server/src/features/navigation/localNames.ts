// Names that live in one expression or block: the variables of `for`, `%{for}` and `dynamic`.

import { type TextRange, touches } from "../../base/range.js";
import type { Block, Expression, Identifier, Node, SourceFile, TemplateFor } from "../../syntax/ast.js";
import { pathAt, walk } from "../../syntax/visit.js";
import type { Occurrence } from "./symbol.js";

/** A bound name with all its places: the binder first. */
export interface LocalName {
  readonly kind: "bound";
  readonly name: string;
  /** The text under the cursor that names it. */
  readonly range: TextRange;
  readonly occurrences: readonly Occurrence[];
  /** All names that begin a traversal in its scope, and those bound there: a rename must avoid them. */
  readonly rootsInScope: ReadonlySet<string>;
}

interface Binder {
  readonly name: string;
  /** Where the name is bound, without quotes. */
  readonly range: TextRange;
  /** The nodes in which it means this. */
  readonly scope: readonly Node[];
  /** Names bound together with it. */
  readonly beside: readonly string[];
}

/** The bound name at an offset; undefined where the name there is not bound. */
export function localNameAt(file: SourceFile, offset: number): LocalName | undefined {
  const path = pathAt(file, offset);
  const innermost = path[path.length - 1];
  const named = innermost && rootNameAt(path, offset);
  const binders = path.flatMap((node) => bindersOf(node)).reverse();
  for (const binder of binders) {
    if (touches(binder.range, offset)) return localName(file, binder, binder.range);
    if (!named || named.name !== binder.name) continue;
    const inScope = binder.scope.some((node) => touches(node.range, offset) && path.includes(node));
    if (inScope) return localName(file, binder, named.range);
  }
  return undefined;
}

function rootNameAt(path: readonly Node[], offset: number): Identifier | undefined {
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i];
    if (node?.kind === "ScopeTraversalExpr") return touches(node.root.range, offset) ? node.root : undefined;
  }
  return undefined;
}

function bindersOf(node: Node): Binder[] {
  if (node.kind === "ForExpr") {
    const scope = [node.keyExpr, node.valueExpr, node.condition].filter(
      (each): each is Expression => each !== undefined,
    );
    return [node.keyVar, node.valueVar].flatMap((name) =>
      name ? [{ name: name.name, range: name.range, scope, beside: others(node, name) }] : [],
    );
  }
  if (node.kind === "TemplateFor") return templateBinders(node);
  if (node.kind === "Block" && node.type.name === "dynamic") return dynamicBinder(node);
  return [];
}

function others(
  node: { readonly keyVar: Identifier | undefined; readonly valueVar: Identifier },
  name: Identifier,
): string[] {
  return [node.keyVar, node.valueVar].flatMap((each) => (each && each !== name ? [each.name] : []));
}

function templateBinders(node: TemplateFor): Binder[] {
  return [node.keyVar, node.valueVar].flatMap((name) =>
    name ? [{ name: name.name, range: name.range, scope: node.parts, beside: others(node, name) }] : [],
  );
}

function dynamicBinder(block: Block): Binder[] {
  const label = block.labels[0];
  const scope: Node[] = [];
  let iterator: Identifier | undefined;
  for (const item of block.body.items) {
    if (item.kind === "Block" && item.type.name === "content") scope.push(item);
    else if (item.kind === "Attribute" && item.name.name === "labels") scope.push(item);
    else if (item.kind === "Attribute" && item.name.name === "iterator" && item.value.kind === "ScopeTraversalExpr") {
      iterator = item.value.root;
    }
  }
  if (iterator) return [{ name: iterator.name, range: iterator.range, scope, beside: [] }];
  if (!label) return [];
  // A label also names the block type, so it is not the name's own text: a rename starts at a use.
  return [
    { name: label.value, range: { start: block.type.range.start, end: block.type.range.start }, scope, beside: [] },
  ];
}

function localName(file: SourceFile, binder: Binder, range: TextRange): LocalName {
  const occurrences: Occurrence[] = [];
  const rootsInScope = new Set<string>(binder.beside);
  if (binder.range.end > binder.range.start)
    occurrences.push({ kind: "declaration", uri: file.uri, range: binder.range });
  for (const node of binder.scope) {
    walk(node, (inner) => {
      if (inner.kind === "ScopeTraversalExpr") rootsInScope.add(inner.root.name);
      for (const other of bindersOf(inner)) rootsInScope.add(other.name);
      if (inner.kind === "ScopeTraversalExpr" && inner.root.name === binder.name) {
        occurrences.push({ kind: "read", uri: file.uri, range: inner.root.range });
      }
      // An inner binder of the same name hides this one.
      return !bindersOf(inner).some((other) => other.name === binder.name && other.range.start !== binder.range.start);
    });
  }
  return { kind: "bound", name: binder.name, range, occurrences, rootsInScope };
}
