// # dynamic-early-value
//
// Reports a reference where OpenTofu needs the value before it plans anything.
//
// The source and version of a module, backends, encryption and the `for_each` of providers are evaluated first. They can
// use variables and local values, `path` and `terraform.workspace`, but nothing that is created or read.
//
// ```hcl
// module "network" {
//   for_each = toset(["a"])
//   source   = "./${each.key}"
// #                 ^^^^^^^^ error[dynamic-early-value]: `source` is needed before there are any instances, so `each.key` has no value here
// }
// ```
import type { TextRange } from "../../../base/range.js";
import type { ReferenceOrigin } from "../../../model/references.js";
import { attributeSchemas, isConfiguration, isReadable } from "../references/context.js";
import { declareLocal, declareVariable } from "../references/declareFix.js";
import { type ParsedReference, parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";

export const dynamicEarlyValue: Rule = {
  id: "dynamic-early-value",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "module",
  visit: {
    reference(origin, where, ctx) {
      if (!where.attribute || !isConfiguration(ctx.module, where.file.uri)) return;
      if (origin.place !== "expression") return;
      const isBackend = where.path[0] === "terraform" && where.path[1] === "backend";
      const expr = attributeSchemas(ctx, where.file).get(where.attribute)?.expr;
      if (expr !== "early" && !(isBackend && expr === undefined)) return;
      if (where.path[0] === "terraform" && where.path[1] === "encryption") return;
      check(ctx, where, origin, where.attribute.name.name);
    },
  },
};

function check(ctx: ModuleRuleContext, where: Where, origin: ReferenceOrigin, argument: string): void {
  const parsed = parseReference(origin.base, false);
  const { uri } = where.file;
  switch (parsed.kind) {
    case "problem":
      ctx.report(uri, parsed.range, parsed.message, { summary: parsed.summary });
      return;
    case "variable":
    case "local":
      checkDeclared(ctx, uri, parsed);
      return;
    case "path":
    case "terraform":
    case "tofu":
      return;
    case "module":
      ctx.report(
        uri,
        parsed.range,
        `\`${argument}\` is needed before any module is evaluated, so it cannot use the output of one`,
        { summary: "Module output not supported in static context" },
      );
      return;
    default:
      ctx.report(uri, parsed.range, explain(parsed, argument), { summary: "Dynamic value in static context" });
  }
}

function explain(parsed: ParsedReference, argument: string): string {
  if (parsed.kind === "each" || parsed.kind === "count") {
    return `\`${argument}\` is needed before there are any instances, so \`${parsed.kind}.${parsed.name}\` has no value here`;
  }
  return `\`${argument}\` is needed before anything is created or read; it can use variables and local values`;
}

function checkDeclared(
  ctx: ModuleRuleContext,
  uri: string,
  { kind, name, range }: { readonly kind: string; readonly name: string; readonly range: TextRange },
): void {
  const key = kind === "variable" ? `var.${name}` : `local.${name}`;
  if (ctx.module.declarations.has(key) || ctx.module.overriding.has(key) || !isReadable(ctx.snapshot, ctx.module))
    return;
  const what = kind === "variable" ? "variable" : "local value";
  ctx.report(uri, range, `this module has no ${what} \`${name}\``, {
    summary: kind === "variable" ? "Undefined variable" : "Undefined local",
    fixes: [
      kind === "variable"
        ? declareVariable(ctx.snapshot, ctx.module, uri, name)
        : declareLocal(ctx.snapshot, uri, name),
    ],
  });
}
