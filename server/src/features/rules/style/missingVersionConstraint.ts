// # missing-version-constraint
//
// Reports a required provider or a module from a registry without a version, so that every `init` may get another one.
//
// ```hcl
// terraform {
//   required_providers {
//     random = {
// #   ^^^^^^ information[missing-version-constraint]: without `version`, every new release of `hashicorp/random` is used as it appears
//       source = "hashicorp/random"
//     }
//   }
// }
//
// module "vpc" {
//   source = "terraform-aws-modules/vpc/aws"
// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[missing-version-constraint]: without `version`, every new release of `terraform-aws-modules/vpc/aws` is used as it appears
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { moduleSourceKind } from "../lint/moduleSource.js";
import type { Rule } from "../rule.js";

export const missingVersionConstraint: Rule = {
  id: "missing-version-constraint",
  group: "style",
  scope: "file",
  defaultLevel: "warning",
  aliases: ["terraform_module_version", "terraform_required_providers"],
  check(ctx) {
    if (ctx.entry.type?.kind !== "configuration") return;
    for (const block of ctx.file.body.items) {
      if (block.kind !== "Block") continue;
      if (block.type.name === "module") {
        const source = argument(block.body, "source");
        const text = source && literalString(source.value);
        if (!source || !text || moduleSourceKind(text) !== "registry" || argument(block.body, "version")) continue;
        ctx.report(source.value.range, explain(text));
      }
      if (block.type.name !== "terraform") continue;
      for (const required of block.body.items) {
        if (required.kind !== "Block" || required.type.name !== "required_providers") continue;
        for (const provider of required.body.items) {
          if (provider.kind !== "Attribute" || provider.value.kind !== "ObjectConsExpr") continue;
          const item = (name: string) =>
            provider.value.kind === "ObjectConsExpr"
              ? provider.value.items.find((each) => each.name === name)
              : undefined;
          const source = item("source");
          const address = source && literalString(source.value);
          // A module that declares aliases gets its provider, and so the version, from its caller.
          if (!address || item("version") || item("configuration_aliases") || address.startsWith("terraform.io/"))
            continue;
          ctx.report(provider.name.range, explain(address), { level: "information" });
        }
      }
    }
  },
};

function explain(source: string): string {
  return `without \`version\`, every new release of \`${source}\` is used as it appears`;
}
