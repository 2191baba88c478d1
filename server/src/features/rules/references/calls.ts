// Module calls whose module can be seen, with what it declares.

import { derived } from "../../../model/derived.js";
import type { Declaration, Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import { isReadable } from "./context.js";

/** The module that a call leads to, where all that it declares can be seen; undefined for every other call. */
export function visibleCallee(snapshot: WorkspaceSnapshot, module: Module, name: string): Module | undefined {
  const declarations = module.declarations.get(`module.${name}`) ?? [];
  const [call] = declarations;
  if (!call || declarations.length > 1 || module.overriding.has(`module.${name}`)) return undefined;
  const callee = snapshot.callee(module, call.fact.source);
  return callee && callee.files.length > 0 && isReadable(snapshot, callee) ? callee : undefined;
}

/** The input variables of a module, by name; true where a value must be given. */
export const requiredInputs = derived((module: Module): ReadonlyMap<string, boolean> => {
  const inputs = new Map<string, boolean>();
  for (const { fact } of module.declarationsOf("variable")) {
    const overridden = module.overriding.get(fact.key) ?? [];
    const hasDefault = fact.hasDefault || overridden.some((other: Declaration) => other.fact.hasDefault);
    inputs.set(fact.name, !hasDefault);
  }
  return inputs;
});

/** The arguments of a call that OpenTofu gives to the module: those of `_` blocks included. */
export function callBodies(block: Block): readonly Block[] {
  const escapes = block.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === "_");
  return [block, ...escapes];
}
