// # lookup-instead-of-index
//
// Reports `lookup` without a default and `element` of the first element, where an index says the same.
//
// ```hcl
// locals {
//   size  = lookup(var.sizes, "small")
// #         ^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[lookup-instead-of-index]: an index says the same: `var.sizes["small"]`
//   first = element(var.zones, 0)
// #         ^^^^^^^^^^^^^^^^^^^^^ hint[lookup-instead-of-index]: an index says the same: `var.zones[0]`
// }
//
// variable "sizes" {
//   type = map(string)
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
// -> fix "Change to `var.sizes["small"]`"
// ```hcl
// locals {
//   size  = var.sizes["small"]
//   first = element(var.zones, 0)
// }
//
// variable "sizes" {
//   type = map(string)
// }
//
// variable "zones" {
//   type = list(string)
// }
// ```
import { slice } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import { isAccess } from "../../../model/access.js";
import type { Rule } from "../rule.js";

export const lookupInsteadOfIndex: Rule = {
  id: "lookup-instead-of-index",
  group: "deprecated",
  scope: "file",
  defaultLevel: "hint",
  aliases: ["terraform_deprecated_lookup"],
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || expression.args.length !== 2 || expression.expandFinal) return;
      const [collection, key] = expression.args;
      if (!collection || !key || (!isAccess(collection) && collection.kind !== "FunctionCallExpr")) return;
      if (expression.name === "element") {
        // An index past the end starts over, so only the first element is the same in any list.
        if (key.kind !== "LiteralValueExpr" || key.value.type !== "number" || key.value.text !== "0") return;
        // An index behind a splat would be taken from each element.
        if (collection.kind === "SplatExpr" && collection.style === "attr") return;
      } else if (expression.name !== "lookup") return;
      const { text } = ctx.file;
      const modern = `${slice(text, collection.range)}[${slice(text, key.range)}]`;
      if (modern.includes("\n")) return;
      ctx.report(expression.range, `an index says the same: \`${modern}\``, {
        fixes: [
          {
            title: `Change to \`${modern}\``,
            safety: "safe",
            preferred: true,
            change: () => singleFileChange(ctx.file.uri, [{ range: expression.range, newText: modern }]),
          },
        ],
      });
    },
  },
};
