// # unused-required-provider
//
// Reports a provider that the module requires and does not use.
//
// A module that calls others may require a provider for them, so nothing is reported there.
//
// ```hcl
// terraform {
//   required_providers {
//     random = {
// #   ^^^^^^ information[unused-required-provider]: nothing in this module uses the provider `random`
//       source  = "hashicorp/random"
//       version = "~> 3.0"
//     }
//   }
// }
// ```

import { providersOf } from "../lint/providers.js";
import { isPartlyUnread, usedKeys } from "../lint/usage.js";
import type { Rule } from "../rule.js";

export const unusedRequiredProvider: Rule = {
  id: "unused-required-provider",
  group: "style",
  scope: "module",
  defaultLevel: "information",
  tags: ["unnecessary"],
  aliases: ["terraform_unused_required_providers"],
  check({ snapshot, module, report }) {
    if (module.declarationsOf("module")[Symbol.iterator]().next().done !== true) return;
    if (module.requiredProviders.size === 0 || isPartlyUnread(snapshot, module)) return;
    const used = providersOf(module);
    const keys = usedKeys(snapshot, module);
    for (const [name, facts] of module.requiredProviders) {
      const isNamed = [...keys].some((key) => key === `provider.${name}` || key.startsWith(`provider.${name}.`));
      if (used.has(name) || isNamed) continue;
      for (const { uri, fact } of facts) {
        if (fact.aliases.length > 0) continue;
        report(uri, fact.nameRange, `nothing in this module uses the provider \`${name}\``);
      }
    }
  },
};
