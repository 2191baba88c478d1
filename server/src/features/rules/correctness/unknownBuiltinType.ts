// # unknown-builtin-type
//
// Reports a resource or data source that the built-in provider does not have.
//
// Types that begin with `terraform_` belong to it, unless the block names another provider. What other providers have is
// not judged.
//
// ```hcl
// resource "terraform_remote_state" "a" {
// #        ^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-builtin-type]: the built-in provider has no resource `terraform_remote_state`, only a data source
// }
// ```
import { builtinDataSources, builtinResources } from "../../../model/builtins/builtinProvider.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unknownBuiltinType: Rule = {
  id: "unknown-builtin-type",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    block(block, where, ctx) {
      const kind = block.type.name;
      if (kind !== "resource" && kind !== "data") return;
      const isTop = where.blocks.length === 0;
      if (!isTop && !(kind === "data" && where.path.length === 1 && where.path[0] === "check")) return;
      check(ctx, where, block, kind);
    },
  },
};

function check(ctx: ModuleRuleContext, where: Where, block: Block, kind: "resource" | "data"): void {
  const [label] = block.labels;
  if (!label?.value.startsWith("terraform_") || argument(block.body, "provider")) return;
  // A module may give the local name to another provider.
  if (ctx.module.requiredProviders.has("terraform")) return;
  const [own, other] =
    kind === "resource" ? [builtinResources, builtinDataSources] : [builtinDataSources, builtinResources];
  const word = kind === "resource" ? "resource" : "data source";
  const otherWord = kind === "resource" ? "data source" : "resource";
  const type = label.value;
  if (own[type]) return;
  const suggestion = didYouMean(type, sortedNames(Object.keys(own)));
  const hint = other[type] ? `, only a ${otherWord}` : `.${didYouMeanSentence(suggestion)}`;
  ctx.report(where.file.uri, label.range, `the built-in provider has no ${word} \`${type}\`${hint}`, {
    summary: kind === "resource" ? "Invalid resource type" : "Invalid data source",
    fixes:
      suggestion === undefined
        ? []
        : [
            replaceFix(where.file.uri, label.range, `"${suggestion}"`, `Change to \`${suggestion}\``, {
              preferred: true,
            }),
          ],
  });
}
