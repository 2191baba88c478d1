// The names that a Terragrunt file can refer to, where all of them are known.

import { literalString } from "../../../model/access.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import type { TerragruntRuleContext } from "../rule.js";
import { contextsOf } from "./contexts.js";
import { attributeOf, blocksOf, labelsOf, localsOf } from "./names.js";

/**
 * The names behind a root (`dependency`, `feature`, `unit`, `stack`, `values`) at a place inside `blocks`.
 * Undefined where some of them may come from files that cannot be seen, or from whoever includes this file.
 */
export function visibleNames(
  ctx: TerragruntRuleContext,
  root: string,
  blocks: readonly Block[],
): ReadonlySet<string> | undefined {
  const { file, entry } = ctx;
  const kind = entry.type?.kind;
  if (kind === "terragrunt-stack") {
    if (blocksOf(file, "include").length > 0) return undefined;
    if (root === "unit" || root === "stack") return labelsOf(file, root);
    if (root !== "dependency") return undefined;
    // What a stack adds to a unit sees the unit's own dependencies as well.
    return blocks.length === 0 ? new Set() : undefined;
  }
  if (kind !== "terragrunt-unit") return undefined;
  if (terragruntWorkspace(ctx.snapshot).roleOf(file.uri) !== "unit") return undefined;
  if (root === "values") return valueNames(ctx);
  if (root !== "dependency" && root !== "feature") return undefined;
  return namesWithIncludes(ctx, root);
}

/** The unit's own names and those its includes bring, where all of the includes are known. */
function namesWithIncludes(ctx: TerragruntRuleContext, type: string): ReadonlySet<string> | undefined {
  const own = labelsOf(ctx.file, type);
  const count = blocksOf(ctx.file, "include").length;
  if (ctx.snapshot.entry(`${ctx.entry.directory}/terragrunt.autoinclude.hcl`)) return undefined;
  const contexts = contextsOf(ctx);
  if (contexts.some(({ unit }) => unit.origin.generatedBy?.autoinclude)) return undefined;
  if (count === 0) return own;
  const [first] = contexts;
  if (!first) return undefined;
  const all = new Set(own);
  const { includes } = first.view;
  if (includes.length !== count) return undefined;
  for (const { uri, strategy } of includes) {
    const facts = uri === undefined ? undefined : ctx.snapshot.facts(uri);
    if (!facts?.terragrunt || facts.hasErrors) return undefined;
    if (strategy === "no_merge") continue;
    for (const { type: each, label } of facts.terragrunt.blocks)
      if (each === type && label !== undefined) all.add(label);
  }
  return all;
}

/** The values that the unit is given, where a file or all of the stacks that generate it say so. */
function valueNames(ctx: TerragruntRuleContext): ReadonlySet<string> | undefined {
  const contexts = contextsOf(ctx);
  if (contexts.length === 0) return undefined;
  const names = new Set<string>();
  for (const { view } of contexts) {
    const given = view.values();
    if (given?.type.kind !== "object") return undefined;
    for (const name of given.type.attributes.keys()) names.add(name);
  }
  return names;
}

/** The local values of an included file, where it is known and understood as a whole. */
export function localsOfInclude(
  ctx: TerragruntRuleContext,
  label: string,
): { readonly uri: string; readonly names: ReadonlySet<string> } | undefined {
  const [first] = contextsOf(ctx);
  const include = first?.view.includes.find((each) => each.label === label);
  const file = include?.uri === undefined ? undefined : ctx.snapshot.terragruntFile(include.uri);
  if (!file || file.errors.length > 0) return undefined;
  return { uri: file.uri, names: new Set(localsOf(file).keys()) };
}

/** The names that `mock_outputs` of a block has; undefined where they are not written out. */
export function mockNames(block: Block): ReadonlySet<string> | undefined {
  const value = attributeOf(block.body.items, "mock_outputs")?.value;
  if (value?.kind !== "ObjectConsExpr") return undefined;
  const names = new Set<string>();
  for (const { name, key } of value.items) {
    const known = name ?? literalString(key);
    if (known === undefined) return undefined;
    names.add(known);
  }
  return names;
}
