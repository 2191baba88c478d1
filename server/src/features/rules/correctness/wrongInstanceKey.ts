// # wrong-instance-key
//
// Reports a reference that names one instance of an object without instances, or none of an object that has them.
//
// ```hcl
// resource "terraform_data" "many" {
//   count = 2
// }
//
// resource "terraform_data" "one" {
//   input = terraform_data.many.id
// #         ^^^^^^^^^^^^^^^^^^^ error[wrong-instance-key]: `terraform_data.many` has `count`, so its attributes belong to one instance: choose it with a key, `[count.index]` or `[0]`
// }
//
// output "one" {
//   value = terraform_data.one[0].id
// #         ^^^^^^^^^^^^^^^^^^^^^ error[wrong-instance-key]: `terraform_data.one` has neither `count` nor `for_each`, so there are no instances to choose from
// }
// ```
import type { Declaration, Module } from "../../../model/module.js";
import type { Fix } from "../../diagnostic.js";
import { hasInstanceValue, isEvaluated } from "../references/context.js";
import { type ParsedReference, parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";

export const wrongInstanceKey: Rule = {
  id: "wrong-instance-key",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    reference(origin, where, ctx) {
      if (!isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind === "resource") check(ctx, where, parsed);
    },
  },
};

type ResourceReference = Extract<ParsedReference, { kind: "resource" }>;

function check(ctx: ModuleRuleContext, where: Where, parsed: ResourceReference): void {
  const repeated = repetitionOf(ctx.module, parsed.key);
  if (repeated === undefined) return;
  const { uri } = where.file;
  const [first] = parsed.rest;
  const related = [
    { uri: repeated.declaration.uri, range: repeated.declaration.fact.header, message: "declared here" },
  ];
  const address = parsed.key;
  if (repeated.by === "none") {
    if (!parsed.instance) return;
    ctx.report(
      uri,
      parsed.range,
      `\`${address}\` has neither \`count\` nor \`for_each\`, so there are no instances to choose from`,
      {
        summary: "Unexpected resource instance key",
        related,
        fixes: [
          replaceFix(uri, parsed.instance.range, "", "Remove the instance key", { safety: "safe", preferred: true }),
        ],
      },
    );
    return;
  }
  if (parsed.instance || first?.kind !== "AttrStep") return;
  const key = repeated.by === "count" ? "count.index" : "each.key";
  const example = repeated.by === "count" ? "[0]" : '["…"]';
  ctx.report(
    uri,
    parsed.range,
    `\`${address}\` has \`${repeated.by}\`, so its attributes belong to one instance: choose it with a key, \`[${key}]\` or \`${example}\``,
    { summary: "Missing resource instance key", related, fixes: keyFixes(where, parsed, repeated.by) },
  );
}

function keyFixes(where: Where, parsed: ResourceReference, by: "count" | "for_each"): Fix[] {
  const { uri } = where.file;
  const at = { start: parsed.range.end, end: parsed.range.end };
  const fixes: Fix[] = [];
  const root = by === "count" ? "count" : "each";
  if (hasInstanceValue(where, root)) {
    const key = by === "count" ? "count.index" : "each.key";
    fixes.push(replaceFix(uri, at, `[${key}]`, `Take the instance of \`${key}\``, { preferred: true }));
  }
  if (by === "count") fixes.push(replaceFix(uri, at, "[0]", "Take the first instance"));
  return fixes;
}

/** How the one declaration of a key is repeated; undefined where that cannot be told. */
function repetitionOf(
  module: Module,
  key: string,
): { readonly declaration: Declaration; readonly by: "count" | "for_each" | "none" } | undefined {
  const declarations = module.declarations.get(key) ?? [];
  const [declaration] = declarations;
  if (!declaration || declarations.length > 1 || declaration.uri.endsWith(".json")) return undefined;
  for (const { fact, uri } of module.overriding.get(key) ?? []) {
    if (fact.repetition !== undefined || uri.endsWith(".json")) return undefined;
  }
  const { repetition } = declaration.fact;
  return { declaration, by: repetition === "count" || repetition === "for_each" ? repetition : "none" };
}
