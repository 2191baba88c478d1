// # count-attribute
//
// Reports the attribute `count` of a resource, by which Terraform 0.11 gave the number of its instances.
//
// ```hcl
// resource "terraform_data" "node" {
//   count = 3
// }
//
// output "nodes" {
//   value = terraform_data.node[*].count
// }
//
// output "size" {
//   value = terraform_data.node.count
// #         ^^^^^^^^^^^^^^^^^^^ error[count-attribute]: resources have no attribute `count`; `length(terraform_data.node)` gives the number of instances
// }
// ```
// -> fix "Change to `length(terraform_data.node)`"
// ```hcl
// resource "terraform_data" "node" {
//   count = 3
// }
//
// output "nodes" {
//   value = terraform_data.node[*].count
// }
//
// output "size" {
//   value = length(terraform_data.node)
// }
// ```
import { isEvaluated } from "../references/context.js";
import { parseReference } from "../references/parsed.js";
import type { Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";

export const countAttribute: Rule = {
  id: "count-attribute",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    // Source of the rule: OpenTofu 1.12, `internal/tofu/evaluate_valid.go`, which looks at no schema first.
    reference(origin, where, ctx) {
      if (origin.place !== "expression" || !isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind !== "resource" || !ctx.module.declarations.has(parsed.key)) return;
      const [first] = parsed.rest;
      if (first?.kind !== "AttrStep" || first.name !== "count") return;
      const { repetition } = ctx.module.declaration(parsed.key)?.fact ?? {};
      const isCounted = !parsed.instance && (repetition === "count" || repetition === "for_each");
      const length = `length(${parsed.key})`;
      const range = { start: parsed.range.start, end: first.range.end };
      ctx.report(
        where.file.uri,
        parsed.range,
        isCounted
          ? `resources have no attribute \`count\`; \`${length}\` gives the number of instances`
          : "resources have no attribute `count`; the number of instances is the `length(…)` of a resource with `count` or `for_each`",
        {
          summary: "Invalid resource count attribute",
          fixes: isCounted
            ? [replaceFix(where.file.uri, range, length, `Change to \`${length}\``, { preferred: true })]
            : [],
        },
      );
    },
  },
};
