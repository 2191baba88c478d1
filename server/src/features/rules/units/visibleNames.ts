// The names that a Terragrunt file can refer to, where all of them are known.

import type { Block } from "../../../syntax/ast.js";
import type { TerragruntRuleContext } from "../rule.js";
import { blocksOf, labelsOf } from "./names.js";

/**
 * The names behind a root (`dependency`, `feature`, `unit`, `stack`, `values`) at a place inside `blocks`.
 * Undefined where some of them may come from files that cannot be seen, or from whoever includes this file.
 */
export function visibleNames(
  { file, entry }: TerragruntRuleContext,
  root: string,
  blocks: readonly Block[],
): ReadonlySet<string> | undefined {
  const kind = entry.type?.kind;
  if (blocksOf(file, "include").length > 0) return undefined;
  if (kind === "terragrunt-stack") {
    if (root === "unit" || root === "stack") return labelsOf(file, root);
    if (root !== "dependency") return undefined;
    // What a stack adds to a unit sees the unit's own dependencies as well.
    return blocks.length === 0 ? new Set() : undefined;
  }
  if (kind !== "terragrunt-unit") return undefined;
  return root === "dependency" || root === "feature" ? labelsOf(file, root) : undefined;
}
