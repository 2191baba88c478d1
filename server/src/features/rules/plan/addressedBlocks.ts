// Blocks that say something of the object at an address, such as `import` and `removed`, with the module that it leads into.

import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { type AddressPath, type AddressStep, addressPathOf } from "../../rewriting/addressPath.js";
import type { ModuleRuleContext } from "../rule.js";

/** One such block. */
export interface AddressedBlock {
  readonly file: SourceFile;
  readonly block: Block;
  readonly path: AddressPath;
  /** The last step of the address, and the module in which it is looked for. */
  readonly step: AddressStep;
  readonly module: Module;
}

/**
 * The blocks of a type in a module's files whose argument of a name is an address. Left out are those whose address goes
 * through a module call that is not declared, or whose module is not in the workspace.
 */
export function addressedBlocks(ctx: ModuleRuleContext, type: string, argumentName: string): readonly AddressedBlock[] {
  return ctx.module.files.flatMap(({ entry }) => {
    const file = ctx.snapshot.file(entry.uri);
    return (file?.body.items ?? []).flatMap((block): readonly AddressedBlock[] => {
      if (!file || block.kind !== "Block" || block.type.name !== type) return [];
      const written = argument(block.body, argumentName);
      const path = written && addressPathOf(written.value);
      const step = path?.steps.at(-1);
      const module = path && moduleAt(ctx, path);
      return step && module ? [{ file, block, path, step, module }] : [];
    });
  });
}

/** The module in which an address's last step is looked for; undefined where the way there is not known. */
function moduleAt({ snapshot, module }: ModuleRuleContext, { steps }: AddressPath): Module | undefined {
  let at = module;
  for (const step of steps.slice(0, -1)) {
    const declaration = at.declaration(step.key);
    const callee = declaration && snapshot.callee(at, declaration.fact.source);
    if (!callee) return undefined;
    at = callee;
  }
  return at;
}
