// # reference-out-of-scope
//
// Reports `count`, `each` or `self` where there is no instance that it could speak of.
//
// `count.index` needs a block with `count`, `each.key` one with `for_each`, and neither is known in the argument that
// decides on the instances. `self` is for provisioners, connections and postconditions.
//
// ```hcl
// resource "terraform_data" "a" {
//   input = each.key
// #         ^^^^^^^^ error[reference-out-of-scope]: `each` needs `for_each` in this `resource` block
// }
// ```
import type { ReferenceOrigin } from "../../../model/references.js";
import { hasInstanceValue, isEvaluated, isRepetition, objectBlock } from "../references/context.js";
import { parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";

export const referenceOutOfScope: Rule = {
  id: "reference-out-of-scope",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    reference(origin, where, ctx) {
      if (!isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind === "self") {
        if (!hasSelf(where)) reportSelf(ctx, where, origin);
      } else if (parsed.kind === "count" || parsed.kind === "each") {
        const isKnown =
          parsed.kind === "count" ? parsed.name === "index" : parsed.name === "key" || parsed.name === "value";
        if (isKnown && !hasInstanceValue(where, parsed.kind)) {
          reportInstance(ctx, where, parsed.kind, parsed.name, parsed.range);
        }
      }
    },
  },
};

function hasSelf({ path }: Where): boolean {
  return path.includes("provisioner") || path.includes("connection") || path.includes("postcondition");
}

function reportSelf(ctx: ModuleRuleContext, where: Where, origin: ReferenceOrigin): void {
  ctx.report(
    where.file.uri,
    origin.base.root.range,
    "`self` is the object of a provisioner, a connection or a postcondition; here the object is named by its address",
    { summary: 'Invalid "self" reference' },
  );
}

function reportInstance(
  ctx: ModuleRuleContext,
  where: Where,
  root: "count" | "each",
  name: string,
  range: { readonly start: number; readonly end: number },
): void {
  const argument = root === "count" ? "count" : "for_each";
  const block = objectBlock(where)?.type.name ?? "";
  const canRepeat = ["resource", "data", "ephemeral", "module"].includes(block) && where.path[0] !== "check";
  const message = isRepetition(where)
    ? `\`${root}\` is not known yet here, where the instances are decided`
    : canRepeat
      ? `\`${root}\` needs \`${argument}\` in this \`${block}\` block`
      : `\`${root}\` speaks of the instances of a block with \`${argument}\`, and \`${block}\` blocks have none`;
  // While validating, a module's arguments are evaluated for any instance it might have.
  const isInput = where.blocks.length === 1 && block === "module" && !isRepetition(where);
  ctx.report(where.file.uri, range, message, {
    ...(isInput ? { phase: "plan" as const } : {}),
    summary:
      root === "count"
        ? 'Reference to "count" in non-counted context'
        : name === "value"
          ? "each.value cannot be used in this context"
          : 'Reference to "each" in context without for_each',
  });
}
