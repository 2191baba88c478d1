// # invalid-replace-trigger
//
// Reports an element of `replace_triggered_by` that is not one managed resource, an instance or an attribute of it.
//
// ```hcl
// locals {
//   version = 1
// }
//
// resource "terraform_data" "a" {
//   lifecycle {
//     replace_triggered_by = [terraform_data.b]
//   #                         ^^^^^^^^^^^^^^^^ error[invalid-replace-trigger]: this module has no `terraform_data.b`
//   }
// }
// ```
import { builtinResources } from "../../../model/builtins/builtinProvider.js";
import { visitReferences } from "../../../model/references.js";
import type { Expression } from "../../../syntax/ast.js";
import { isConfiguration, isReadable } from "../references/context.js";
import { type ParsedReference, parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const invalidReplaceTrigger: Rule = {
  id: "invalid-replace-trigger",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "file",
  visit: {
    attribute(attribute, where, ctx) {
      if (attribute.name.name !== "replace_triggered_by" || where.path.join(".") !== "resource.lifecycle") return;
      if (attribute.value.kind !== "TupleConsExpr" || !isConfiguration(ctx.module, where.file.uri)) return;
      for (const element of attribute.value.elements) check(ctx, where.file.uri, element);
    },
  },
};

function check(ctx: ModuleRuleContext, uri: string, element: Expression): void {
  const references: ParsedReference[] = [];
  visitReferences(element, "replace_triggered_by", [], ({ base }) => {
    references.push(parseReference(base, false));
  });
  const problems = references.filter((each) => each.kind === "problem");
  for (const { range, message, summary } of problems) ctx.report(uri, range, message, { summary });
  if (problems.length > 0 || element.kind === "ErrorExpr") return;
  let resources = 0;
  for (const reference of references) {
    switch (reference.kind) {
      case "resource":
        resources++;
        checkDeclared(ctx, uri, reference.key, reference.range);
        checkAttribute(ctx, uri, reference);
        break;
      case "each":
        if (reference.name !== "key") {
          ctx.report(uri, element.range, "of `each`, only `each.key` can choose an instance here", {
            summary: "Invalid each reference in replace_triggered_by expression",
          });
        }
        break;
      case "count":
        if (reference.name !== "index") {
          ctx.report(uri, element.range, "of `count`, only `count.index` can choose an instance here", {
            summary: "Invalid count reference in replace_triggered_by expression",
          });
        }
        break;
      default:
        ctx.report(
          uri,
          element.range,
          "only resources can trigger a replacement. To be triggered by another value, keep it in a `terraform_data` resource.",
          { summary: "Invalid reference in replace_triggered_by expression" },
        );
    }
  }
  if (resources === 1) return;
  ctx.report(uri, element.range, resources === 0 ? "no resource is named here" : "each element names one resource", {
    summary: "Invalid replace_triggered_by expression",
  });
}

/** Only the resources of the built-in provider are known without their provider's schema. */
function checkAttribute(
  ctx: ModuleRuleContext,
  uri: string,
  { type, mode, rest }: Extract<ParsedReference, { kind: "resource" }>,
): void {
  const resource = mode === "managed" ? builtinResources[type] : undefined;
  const [first] = rest;
  if (!resource || first?.kind !== "AttrStep") return;
  if (resource.attributes[first.name] || resource.results[first.name]) return;
  ctx.report(uri, first.range, `\`${type}\` has no attribute \`${first.name}\``, {
    summary: "Unsupported attribute",
    phase: "validate",
  });
}

function checkDeclared(
  ctx: ModuleRuleContext,
  uri: string,
  key: string,
  range: { readonly start: number; readonly end: number },
): void {
  if (ctx.module.declarations.has(key) || !isReadable(ctx.snapshot, ctx.module)) return;
  ctx.report(uri, range, `this module has no \`${key}\``, {
    summary: "Undeclared resource in replace_triggered_by",
    phase: "validate",
  });
}
