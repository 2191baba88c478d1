// # empty-provider
//
// Reports an empty `provider` block in a called module, which once said that callers pass a configuration.
//
// Today `configuration_aliases` in `required_providers` says so, and the configuration without alias needs no word.
//
// ## A proxy configuration
//
// `main.tf`:
// ```hcl
// module "peer" {
//   source = "./peer"
//   providers = {
//     aws = aws
//   }
// }
// ```
// `peer/main.tf`:
// ```hcl
// terraform {
//   required_providers {
//     aws = {
//       source = "hashicorp/aws"
//     }
//   }
// }
//
// provider "aws" {
// #<^^^^^^^^^^^^ warning[empty-provider]: this empty block is not needed: callers pass `aws` by themselves, and aliases are named in `configuration_aliases`
// }
// ```
import { providerConfigurations } from "../references/providers.js";
import type { Rule } from "../rule.js";

export const emptyProvider: Rule = {
  id: "empty-provider",
  group: "deprecated",
  scope: "module",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "providers",
  check(ctx) {
    // In a root module an empty block is a configuration like any other.
    if (ctx.snapshot.callersOf(ctx.module).length === 0) return;
    const reported = new Set<string>();
    for (const { isEmpty, local, declaration } of providerConfigurations(ctx.snapshot, ctx.module).values()) {
      if (!isEmpty || reported.has(local)) continue;
      reported.add(local);
      ctx.report(
        declaration.uri,
        declaration.fact.header,
        `this empty block is not needed: callers pass \`${local}\` by themselves, and aliases are named in \`configuration_aliases\``,
        { summary: "Redundant empty provider block" },
      );
    }
  },
};
