// From a module's declaration facts back to the nodes of the syntax tree.

import { type Address, resourceMode } from "../../model/address.js";
import type { Declaration, Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, Expression, SourceFile } from "../../syntax/ast.js";

/** The block that declares something, with its file. Undefined for a local value and for a stale fact. */
export function declaredBlock(
  snapshot: WorkspaceSnapshot,
  declaration: Declaration | undefined,
): { readonly file: SourceFile; readonly block: Block } | undefined {
  if (!declaration || declaration.fact.attribute !== undefined) return undefined;
  const file = snapshot.file(declaration.uri);
  const item = file?.body.items[declaration.fact.item];
  if (!file || item?.kind !== "Block") return undefined;
  const { nested } = declaration.fact;
  const block = nested === undefined ? item : item.body.items[nested];
  return block?.kind === "Block" ? { file, block } : undefined;
}

/** The attribute that declares a local value, with its file. */
export function declaredLocal(
  snapshot: WorkspaceSnapshot,
  module: Module,
  name: string,
): { readonly file: SourceFile; readonly block: Block; readonly attribute: Attribute } | undefined {
  const declaration = module.declaration(`local.${name}`);
  const file = declaration && snapshot.file(declaration.uri);
  const block = file?.body.items[declaration?.fact.item ?? -1];
  if (!file || block?.kind !== "Block" || declaration?.fact.attribute === undefined) return undefined;
  const attribute = block.body.items[declaration.fact.attribute];
  return attribute?.kind === "Attribute" ? { file, block, attribute } : undefined;
}

/** Reads a local value's expression, for `toggleOf`. A name that is declared twice has none. */
export function localValues(
  snapshot: WorkspaceSnapshot,
  module: Module,
): (name: string) => { readonly expression: Expression; readonly source: string } | undefined {
  return (name) => {
    if ((module.declarations.get(`local.${name}`)?.length ?? 0) !== 1) return undefined;
    if (module.overriding.has(`local.${name}`)) return undefined;
    const found = declaredLocal(snapshot, module, name);
    return found && { expression: found.attribute.value, source: found.file.text };
  };
}

/** The address of a block that may have `count`, `for_each` or `enabled`; undefined for every other block. */
export function repeatableAddress(block: Block): Extract<Address, { kind: "resource" | "module" }> | undefined {
  const [first, second] = block.labels;
  if (block.type.name === "module") {
    return first && block.labels.length === 1 ? { kind: "module", name: first.value } : undefined;
  }
  const mode = resourceMode(block.type.name);
  return mode && first && second && block.labels.length === 2
    ? { kind: "resource", mode, type: first.value, name: second.value }
    : undefined;
}
