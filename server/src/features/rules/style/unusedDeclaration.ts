// # unused-declaration
//
// Reports an input variable, local value, data source or provider alias that nothing in the module uses.
//
// Values files and tests that only set a variable do not use it.
//
// ```hcl
// locals {
//   region = "eu-west-1"
// # ^^^^^^ hint[unused-declaration]: the local value `region` is never used
//   name   = "a"
// }
//
// output "name" {
//   value = local.name
// }
// ```
// -> fix "Remove `local.region`"
// ```hcl
// locals {
//   name = "a"
// }
//
// output "name" {
//   value = local.name
// }
// ```
import { singleFileChange } from "../../../base/sourceChange.js";
import { blockOf, localOf } from "../../../model/declarationSyntax.js";
import type { Declaration } from "../../../model/module.js";
import type { Fix } from "../../diagnostic.js";
import { removeItem } from "../../rewriting/blockEdits.js";
import { removeBlockFix } from "../lint/blockRemoval.js";
import { isPartlyUnread, unusedOf, usedKeys } from "../lint/usage.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const unusedDeclaration: Rule = {
  id: "unused-declaration",
  group: "style",
  scope: "module",
  defaultLevel: "hint",
  tags: ["unnecessary"],
  aliases: ["terraform_unused_declarations"],
  check(ctx) {
    const { snapshot, module } = ctx;
    if (isPartlyUnread(snapshot, module)) return;
    const used = usedKeys(snapshot, module);
    for (const declaration of unusedOf(module, used, "variable")) {
      report(ctx, declaration, `the variable \`${declaration.fact.name}\` is never used`);
    }
    for (const declaration of unusedOf(module, used, "local")) {
      report(ctx, declaration, `the local value \`${declaration.fact.name}\` is never used`);
    }
    for (const declaration of unusedOf(module, used, "data")) {
      if (hasEffect(ctx, declaration)) continue;
      report(ctx, declaration, `nothing uses what \`${declaration.fact.key}\` reads`);
    }
    for (const declaration of unusedOf(module, used, "provider")) {
      if (!isAlias(declaration) || isCalledByFunctions(ctx, declaration)) continue;
      report(ctx, declaration, `nothing uses the provider configuration \`${declaration.fact.name}\``);
    }
  },
};

/** A data source that checks something, or that runs a program, does its work unread. */
function hasEffect(ctx: ModuleRuleContext, declaration: Declaration): boolean {
  const { fact } = declaration;
  if (fact.nested !== undefined || fact.type === "external") return true;
  const placed = blockOf(ctx.snapshot, declaration);
  return placed?.node.body.items.some((item) => item.kind === "Block" && item.type.name === "lifecycle") ?? true;
}

function isAlias({ fact }: Declaration): boolean {
  return fact.key !== `provider.${fact.type}`;
}

/** `provider::aws::west::f()` names an alias in a way that the tables do not resolve. */
function isCalledByFunctions({ module }: ModuleRuleContext, { fact }: Declaration): boolean {
  return module.files.some(({ facts }) => facts.functionProviders.includes(fact.type ?? ""));
}

function report(ctx: ModuleRuleContext, declaration: Declaration, message: string): void {
  const { fact, uri } = declaration;
  const fix = removal(ctx, declaration);
  ctx.report(uri, fact.attribute === undefined ? fact.header : fact.nameRange, message, { fixes: fix ? [fix] : [] });
}

function removal({ snapshot }: ModuleRuleContext, declaration: Declaration): Fix | undefined {
  const { key } = declaration.fact;
  const title = `Remove \`${key}\``;
  const local = localOf(snapshot, declaration);
  const [locals] = local?.blocks ?? [];
  if (local && locals) {
    if (locals.body.items.length === 1) return removeBlockFix(local.file, locals, title, "unsafe");
    return {
      title,
      safety: "unsafe",
      change: () => singleFileChange(local.file.uri, removeItem(local.file, locals, local.node)),
    };
  }
  const placed = blockOf(snapshot, declaration);
  return placed && removeBlockFix(placed.file, placed.node, title, "unsafe");
}
