// # useless-ignored-change
//
// Reports an element of `ignore_changes` that the resource does not have, or that only OpenTofu sets.
//
// What a provider computes by itself never differs from the configuration, so ignoring its changes does nothing. Only
// the resources of the built-in provider are known without their provider's schema.
//
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     ignore_changes = [output, imput]
//   #                   ^^^^^^ warning[useless-ignored-change]: `output` is computed, so there are no changes to ignore
//   #                           ^^^^^ error[useless-ignored-change]: `terraform_data` has no attribute `imput`. Did you mean `input`?
//   }
// }
// ```
import { builtinResources } from "../../../model/builtins/builtinProvider.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const uselessIgnoredChange: Rule = {
  id: "useless-ignored-change",
  group: "correctness",
  scope: "file",
  defaultLevel: "warning",
  phase: "validate",
  check(ctx) {
    for (const { block, blocks, path } of schemaBodies(ctx)) {
      if (!block || path.join(".") !== "resource.lifecycle") continue;
      const type = blocks[0]?.labels[0]?.value ?? "";
      const resource = builtinResources[type];
      const value = argument(block.body, "ignore_changes")?.value;
      if (!resource || value?.kind !== "TupleConsExpr") continue;
      for (const element of value.elements) {
        if (element.kind !== "ScopeTraversalExpr") continue;
        const { name, range } = element.root;
        if (resource.attributes[name]) continue;
        if (resource.results[name]) {
          ctx.report(element.range, `\`${name}\` is computed, so there are no changes to ignore`, {
            summary: "Redundant ignore_changes element",
          });
          continue;
        }
        const suggestion = didYouMean(name, sortedNames(Object.keys(resource.attributes)));
        ctx.report(range, `\`${type}\` has no attribute \`${name}\`.${didYouMeanSentence(suggestion)}`, {
          summary: "Unsupported attribute",
          level: "error",
          fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, range, suggestion)],
        });
      }
    }
  },
};
