// # non-constant-destroy
//
// Reports a `lifecycle.destroy` that is no literal `true` or `false`.
//
// `tofu validate` does not look at it; the plan fails.
//
// - target: opentofu@1.12
//
// ```hcl
// variable "keep" {
//   type = bool
// }
//
// resource "terraform_data" "a" {
//   lifecycle {
//     destroy = var.keep
// #             ^^^^^^^^ error[non-constant-destroy]: `destroy` must be a literal `true` or `false`
//   }
// }
// ```
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { convert } from "../../../model/values/convert.js";
import { boolType } from "../../../model/values/type.js";
import { Value } from "../../../model/values/value.js";
import type { Rule } from "../rule.js";

export const nonConstantDestroy: Rule = {
  id: "non-constant-destroy",
  group: "plan",
  scope: "file",
  defaultLevel: "error",
  phase: "plan",
  visit: {
    attribute(attribute, where, ctx) {
      if (attribute.name.name !== "destroy" || where.path.length !== 2) return;
      if (where.path[0] !== "resource" || where.path[1] !== "lifecycle" || ctx.product.product !== "opentofu") return;
      const { value, diagnostics } = evaluate(attribute.value);
      const bool = convert(value, boolType);
      if (diagnostics.length === 0 && bool instanceof Value && bool.hasContent) return;
      ctx.report(attribute.value.range, "`destroy` must be a literal `true` or `false`", {
        summary: "Invalid lifecycle destroy expression",
      });
    },
  },
};
