// # duplicate-required-provider
//
// Reports one provider under two local names.
//
// A provider is required once. Where the names of resource types or `provider` blocks lead to it by another name than
// `required_providers` has, OpenTofu takes them for one and warns.
//
// ```hcl
// terraform {
//   required_providers {
//     one = {
//       source = "hashicorp/random"
//     }
//     two = {
//   #       ^ warning[duplicate-required-provider]: `hashicorp/random` is already required here as `one`
//       source = "hashicorp/random"
//     }
//   }
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { argument } from "../../../model/extract.js";
import { pathAt } from "../../../syntax/visit.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { requiredProviders } from "../references/providers.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { providerAddress, shownAddress } from "../structure/providerSource.js";

export const duplicateRequiredProvider: Rule = {
  id: "duplicate-required-provider",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "warning",
  phase: "providers",
  check(ctx) {
    const names = new Map<string, string>();
    for (const { entry, facts } of ctx.module.files) {
      for (const { name, source, range, nameRange } of facts.requiredProviders) {
        const address = providerAddress(source, name);
        const earlier = names.get(address);
        if (earlier === undefined) names.set(address, name);
        else if (earlier !== name) {
          ctx.report(
            entry.uri,
            valueRange(ctx, entry.uri, range) ?? nameRange,
            `\`${shownAddress(address)}\` is already required here as \`${earlier}\``,
            { summary: "Duplicate required provider" },
          );
        }
      }
    }
    checkImplied(ctx, names);
  },
};

/** The value of the entry that covers a range. */
function valueRange(ctx: ModuleRuleContext, uri: string, range: TextRange): TextRange | undefined {
  const file = ctx.snapshot.file(uri);
  const path = file ? pathAt(file, range.start) : [];
  for (const node of path) if (node.kind === "Attribute" && node.range.start === range.start) return node.value.range;
  return undefined;
}

/** Names that nothing requires, and that stand for a provider which is required by another name. */
function checkImplied(ctx: ModuleRuleContext, names: ReadonlyMap<string, string>): void {
  const required = requiredProviders(ctx.module);
  for (const kind of ["provider", "resource", "data", "ephemeral"] as const) {
    for (const declaration of ctx.module.declarationsOf(kind)) {
      const { type = "", header } = declaration.fact;
      const name = kind === "provider" ? type : (type.split("_", 1)[0] ?? "");
      if (required.has(name)) continue;
      const other = names.get(providerAddress(undefined, name));
      if (other === undefined) continue;
      ctx.dependsOnMore();
      const block = declaredBlock(ctx.snapshot, declaration)?.block;
      if (!block || (kind !== "provider" && argument(block.body, "provider"))) continue;
      ctx.report(
        declaration.uri,
        header,
        kind === "provider"
          ? `this provider is required as \`${other}\`; its block must have the same name`
          : `\`${type}\` belongs to the provider \`${name}\`, which is required as \`${other}\`; rename it there, or set \`provider = ${other}\``,
        { summary: "Duplicate required provider" },
      );
    }
  }
}
