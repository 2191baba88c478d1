// # missing-required-provider
//
// Reports a provider that a module uses without naming it in `required_providers`.
//
// OpenTofu then takes the provider of that name in `hashicorp/`, in whatever version is newest. Nothing is reported in
// modules that name no provider at all and are called by others; where a module names none, it is a hint.
//
// ```hcl
// terraform {
//   required_providers {
//     random = {
//       source  = "hashicorp/random"
//       version = "~> 3.0"
//     }
//   }
// }
//
// resource "random_id" "suffix" {
//   byte_length = 4
// }
//
// resource "aws_vpc" "main" {
// #<^^^^^^^^^^^^^^^^^^^^^^^ information[missing-required-provider]: the module does not say which `aws` it needs, so the newest `hashicorp/aws` is taken
//   cidr_block = "10.0.0.0/16"
// }
// ```
// -> fix "Add `aws` to `required_providers`"
// ```hcl
// terraform {
//   required_providers {
//     random = {
//       source  = "hashicorp/random"
//       version = "~> 3.0"
//     }
//     aws = {
//       source = "hashicorp/aws"
//     }
//   }
// }
//
// resource "random_id" "suffix" {
//   byte_length = 4
// }
//
// resource "aws_vpc" "main" {
//   cidr_block = "10.0.0.0/16"
// }
// ```
import { argument } from "../../../model/extract.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { providersOf } from "../lint/providers.js";
import { isPartlyUnread } from "../lint/usage.js";
import { requireProvider } from "../references/requireFix.js";
import type { Rule } from "../rule.js";

export const missingRequiredProvider: Rule = {
  id: "missing-required-provider",
  group: "style",
  scope: "module",
  reads: "references",
  defaultLevel: "information",
  check({ snapshot, module, report }) {
    const isCalled = snapshot.callersOf(module).length > 0;
    if ((module.requiredProviders.size === 0 && isCalled) || isPartlyUnread(snapshot, module)) return;
    // A module that names none does so by habit, or has its requirements generated; one that names some forgot this one.
    const quietly = module.requiredProviders.size === 0 ? { level: "hint" as const } : {};
    for (const [name, declaration] of providersOf(module)) {
      // What a configuration or a function uses without an entry is an error or said elsewhere.
      if (!declaration || name === "terraform" || module.requiredProviders.has(name)) continue;
      if (declaration.fact.kind !== "provider") {
        const block = declaredBlock(snapshot, declaration)?.block;
        // A resource may name another provider than that of its type.
        if (!block || argument(block.body, "provider")) continue;
      }
      report(
        declaration.uri,
        declaration.fact.header,
        `the module does not say which \`${name}\` it needs, so the newest \`hashicorp/${name}\` is taken`,
        { ...quietly, fixes: [requireProvider(snapshot, module, declaration.uri, name)] },
      );
    }
  },
};
