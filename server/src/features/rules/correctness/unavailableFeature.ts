// # unavailable-feature
//
// Reports what only a newer version than the module's has, or only the other product.
//
// The version is the one that the setting, a version file or the module's own constraints give. Where nothing bounds
// it, the newest release is assumed and nothing is reported.
//
// - target: opentofu@1.9
//
// ```hcl
// variable "name" {
//   type       = string
//   deprecated = "use `names`"
// # ^^^^^^^^^^ warning[unavailable-feature]: `deprecated` needs OpenTofu ≥ 1.10, and this module is for OpenTofu 1.9
// }
// ```

import type { TextRange } from "../../../base/range.js";
import { availabilityRequirement } from "../../../model/builtins/featureVersions.js";
import { functionDocs } from "../../../model/builtins/functions.js";
import type { Lifetime } from "../../../model/builtins/schema.js";
import { productNames } from "../../../model/product.js";
import { formatVersion, type Version } from "../../../model/version.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const unavailableFeature: Rule = {
  id: "unavailable-feature",
  group: "correctness",
  scope: "file",
  defaultLevel: "warning",
  check(ctx) {
    for (const { body, schema, block, blockSchema } of schemaBodies(ctx)) {
      if (block && blockSchema) checkOne(ctx, block.type.range, block.type.name, blockSchema);
      for (const item of body.items) {
        const known = item.kind === "Attribute" ? schema.attributes[item.name.name] : undefined;
        if (item.kind === "Attribute" && known) checkOne(ctx, item.name.range, item.name.name, known);
      }
    }
  },
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr") return;
      const known = functionDocs.get(expression.name);
      if (known?.since) checkOne(ctx, expression.nameRange, `${expression.name}(…)`, { since: known.since });
    },
  },
};

function checkOne(ctx: FileRuleContext, range: TextRange, name: string, lifetime: Lifetime): void {
  const { product, lowerBound, newest } = ctx.product;
  const report = (version: Version, isCertain: boolean) => {
    const needed = availabilityRequirement(lifetime, { product, version });
    if (needed === undefined) return false;
    const has = `${productNames[product]} ${shortVersion(version)}`;
    ctx.report(
      range,
      `\`${name}\` ${needed}, and this module ${isCertain ? `is for ${has}` : `promises to work with ${has}`}`,
      isCertain ? {} : { level: "information" },
    );
    return true;
  };
  if (report(newest, true) || !lowerBound) return;
  report(lowerBound, false);
}

/** Without a patch number that is zero. */
function shortVersion(version: Version): string {
  const text = formatVersion(version);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}
