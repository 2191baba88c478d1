// # provider-for-each-of-resource
//
// Reports a resource or module that repeats over the same expression as its provider configuration.
//
// When an element is taken away, the provider configuration that should destroy its objects goes with it. The provider
// must outlive its objects: repeat it over a larger collection, and the resource over a part of it.
//
// ```hcl
// variable "regions" {
//   type = set(string)
// }
//
// provider "aws" {
//   alias    = "by_region"
//   for_each = var.regions
// }
//
// resource "aws_vpc" "main" {
//   for_each = var.regions
// #            ^^^^^^^^^^^ warning[provider-for-each-of-resource]: the provider configuration repeats over the same expression, so taking an element away would leave nothing to destroy its objects with
//   provider = aws.by_region[each.key]
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { isConfiguration } from "../references/context.js";
import { passedProviders } from "../references/providers.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { providerReference } from "./invalidProviderReference.js";

const objects: ReadonlySet<string> = new Set(["resource", "data", "ephemeral"]);

export const providerForEachOfResource: Rule = {
  id: "provider-for-each-of-resource",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "warning",
  phase: "module",
  visit: {
    block(block, where, ctx) {
      if (where.blocks.length > 0 || !isConfiguration(ctx.module, where.file.uri)) return;
      const forEach = argument(block.body, "for_each")?.value;
      if (!forEach || isConstant(forEach)) return;
      for (const value of usedProviders(block)) {
        if (isSame(ctx, where.file.text, forEach, value)) {
          ctx.report(
            where.file.uri,
            forEach.range,
            "the provider configuration repeats over the same expression, so taking an element away would leave nothing to destroy its objects with",
            {
              summary: `Provider configuration for_each matches ${block.type.name === "module" ? "module" : "resource"}`,
            },
          );
          return;
        }
      }
    },
  },
};

function usedProviders(block: Block): readonly Expression[] {
  if (block.type.name === "module") return passedProviders(block).map(({ parent }) => parent);
  const value = objects.has(block.type.name) ? argument(block.body, "provider")?.value : undefined;
  return value ? [value] : [];
}

function isSame(ctx: ModuleRuleContext, text: string, forEach: Expression, value: Expression): boolean {
  const reference = providerReference(value);
  if (!reference?.hasKey || reference.alias === undefined) return false;
  ctx.dependsOnMore();
  const declaration = ctx.module.declaration(`provider.${reference.name}.${reference.alias}`);
  const found = declaredBlock(ctx.snapshot, declaration);
  const other = found && argument(found.block.body, "for_each")?.value;
  return other !== undefined && found !== undefined && written(text, forEach) === written(found.file.text, other);
}

/** The expression's text without the parentheses around it. */
function written(text: string, expression: Expression): string {
  if (expression.kind === "ParenthesesExpr") return written(text, expression.expression);
  return text.slice(expression.range.start, expression.range.end);
}

/** Nothing can be taken away from a collection that is written out. */
function isConstant(expression: Expression): boolean {
  let refers = false;
  walkExpressions(expression, (inner) => {
    if (inner.kind === "ScopeTraversalExpr" && !isKey(expression, inner)) refers = true;
  });
  return !refers;
}

/** A bare name as the key of an object is that name. */
function isKey(root: Expression, name: Expression): boolean {
  let found = false;
  walkExpressions(root, (inner) => {
    if (inner.kind !== "ObjectConsExpr") return;
    if (inner.items.some((item) => item.key === name && item.name !== undefined)) found = true;
  });
  return found;
}
