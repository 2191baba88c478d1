// From a module's declaration facts to the syntax they were read from, override files taken into account.

import type { Attribute, Block, SourceFile } from "../syntax/ast.js";
import { argument, nestedBlock } from "./extract.js";
import type { Declaration, Module } from "./module.js";
import type { WorkspaceSnapshot } from "./workspace.js";

/** A node with the file it stands in and the blocks around it, outermost first. */
export interface Placed<Node> {
  readonly file: SourceFile;
  readonly blocks: readonly Block[];
  readonly node: Node;
}

/** The block of a declaration; undefined for a local value, for JSON configuration and for a stale fact. */
export function blockOf(snapshot: WorkspaceSnapshot, declaration: Declaration | undefined): Placed<Block> | undefined {
  if (!declaration || declaration.fact.attribute !== undefined) return undefined;
  const file = snapshot.file(declaration.uri);
  const item = file?.body.items[declaration.fact.item];
  if (!file || item?.kind !== "Block") return undefined;
  const { nested } = declaration.fact;
  if (nested === undefined) return { file, blocks: [], node: item };
  const inner = item.body.items[nested];
  return inner?.kind === "Block" ? { file, blocks: [item], node: inner } : undefined;
}

/** The attribute that declares a local value; undefined in JSON configuration and for a stale fact. */
export function localOf(
  snapshot: WorkspaceSnapshot,
  declaration: Declaration | undefined,
): Placed<Attribute> | undefined {
  if (declaration?.fact.attribute === undefined) return undefined;
  const file = snapshot.file(declaration.uri);
  const block = file?.body.items[declaration.fact.item];
  if (!file || block?.kind !== "Block") return undefined;
  const attribute = block.body.items[declaration.fact.attribute];
  return attribute?.kind === "Attribute" ? { file, blocks: [block], node: attribute } : undefined;
}

/** The declarations of a key that count, the most decisive first: override files from the last, then the first base. */
export function effectiveDeclarations(module: Module, key: string): readonly Declaration[] {
  const base = module.declaration(key);
  return [...(module.overriding.get(key) ?? [])].reverse().concat(base ? [base] : []);
}

/**
 * A block's argument as OpenTofu sees it after merging override files: the last file that gives it wins.
 * `nested` names a block inside, such as `lifecycle`.
 */
export function effectiveArgument(
  snapshot: WorkspaceSnapshot,
  module: Module,
  key: string,
  name: string,
  nested?: string,
): Placed<Attribute> | undefined {
  for (const declaration of effectiveDeclarations(module, key)) {
    const found = blockOf(snapshot, declaration);
    const within = found && nested !== undefined ? nestedBlock(found.node.body, nested) : found?.node;
    const attribute = within && argument(within.body, name);
    if (!found || !attribute) continue;
    const blocks = within === found.node ? [...found.blocks, found.node] : [...found.blocks, found.node, within];
    return { file: found.file, blocks, node: attribute };
  }
  return undefined;
}

/** True where some declaration of the key stands in a file whose syntax tree cannot be had, such as JSON. */
export function isPartlyUnseen(snapshot: WorkspaceSnapshot, module: Module, key: string): boolean {
  return effectiveDeclarations(module, key).some(({ uri }) => snapshot.file(uri) === undefined);
}
