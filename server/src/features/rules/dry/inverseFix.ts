// The fix of an abstraction that costs more than it saves: the refactor that takes it back.

import type { SourceFile } from "../../../syntax/ast.js";
import { pathAt } from "../../../syntax/visit.js";
import type { Fix } from "../../diagnostic.js";
import type { Refactor } from "../../refactors/refactor.js";
import type { ModuleRuleContext } from "../rule.js";

/**
 * The first edit that a refactor offers with the cursor at an offset; undefined where it offers none or refuses, so
 * that nothing is said of what has to stay.
 */
export function inverseFix(
  { snapshot, module, product }: ModuleRuleContext,
  refactor: Refactor,
  file: SourceFile,
  at: number,
): Fix | undefined {
  let found: Fix | undefined;
  refactor.run({
    snapshot,
    module,
    product,
    file,
    selection: { start: at, end: at },
    path: pathAt(file, at),
    options: { movedBlocks: "file" },
    // It keeps the plan, but whether the abstraction was meant to grow is for a person to say.
    offer(title, _target, build) {
      found ??= { title, safety: "unsafe", alone: true, change: build };
    },
    refuse() {},
  });
  return found;
}
