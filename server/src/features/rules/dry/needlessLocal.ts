// # needless-local
//
// Reports a local value that is used once and only gives a reference another name, no shorter than its own.
//
// A reader has to look in two places for what could be said in one, in fewer words.
// A local value with a comment, or one that names a literal, a condition or a result, says something of its own.
//
// ```hcl
// variable "environment" {
//   type = string
// }
//
// locals {
//   environment = var.environment
// # ^^^^^^^^^^^ hint[needless-local]: `local.environment` is used once and is no shorter than `var.environment`
//   owner       = "platform"
// }
//
// output "name" {
//   value = "${local.environment}-${local.owner}"
// }
// ```
// -> fix "Inline the local value"
// ```hcl
// variable "environment" {
//   type = string
// }
//
// locals {
//   owner = "platform"
// }
//
// output "name" {
//   value = "${var.environment}-${local.owner}"
// }
// ```
import { slice } from "../../../base/range.js";
import { localOf } from "../../../model/declarationSyntax.js";
import { derived } from "../../../model/derived.js";
import type { FileFacts } from "../../../model/facts.js";
import type { Attribute, SourceFile } from "../../../syntax/ast.js";
import { inlineLocal } from "../../refactors/inlineLocal.js";
import { sitesOf } from "../../rewriting/sites.js";
import { isPartlyUnread } from "../lint/usage.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { inverseFix } from "./inverseFix.js";

export const needlessLocal: Rule = {
  id: "needless-local",
  group: "dry",
  scope: "module",
  defaultLevel: "hint",
  check(ctx) {
    const { snapshot, module } = ctx;
    if (isPartlyUnread(snapshot, module)) return;
    const uses = new Map<string, number>();
    for (const { facts } of [...module.files, ...module.overrides, ...snapshot.testsOf(module)]) {
      for (const [key, count] of localUses(facts)) uses.set(key, (uses.get(key) ?? 0) + count);
    }
    for (const declaration of module.declarationsOf("local")) {
      const { key } = declaration.fact;
      if (uses.get(key) !== 1) continue;
      const placed = localOf(snapshot, declaration);
      if (placed) check(ctx, placed.file, placed.node, key);
    }
  },
};

function check(ctx: ModuleRuleContext, file: SourceFile, local: Attribute, key: string): void {
  const text = slice(file.text, local.value.range);
  if (local.value.kind !== "ScopeTraversalExpr" || text.length > key.length || hasComment(file, local)) return;
  if (sitesOf(ctx.snapshot, ctx.module, key).length !== 1) return;
  const fix = inverseFix(ctx, inlineLocal, file, local.name.range.start);
  if (!fix) return;
  ctx.report(file.uri, local.name.range, `\`${key}\` is used once and is no shorter than \`${text}\``, {
    fixes: [fix],
  });
}

/** How often a file names each local value. */
const localUses = derived((facts: FileFacts): ReadonlyMap<string, number> => {
  const uses = new Map<string, number>();
  for (const { key } of facts.references) if (key.startsWith("local.")) uses.set(key, (uses.get(key) ?? 0) + 1);
  return uses;
});

/** True for a comment in the local value's line or in the one above it: somebody had something to say. */
function hasComment(file: SourceFile, local: Attribute): boolean {
  const line = (offset: number) => file.lineIndex.position(offset).line;
  const own = line(local.range.start);
  return file.comments.some(({ range }) => line(range.start) === own || line(range.end - 1) === own - 1);
}
