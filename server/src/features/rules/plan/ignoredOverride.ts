// # ignored-override
//
// Reports `enabled` and `replace_triggered_by` in an override file, which OpenTofu reads and passes over.
//
// - target: opentofu@1.11
//
// `main.tf`:
// ```hcl
// resource "terraform_data" "a" {}
// ```
//
// `main_override.tf`:
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     enabled = false
// #   ^^^^^^^ warning[ignored-override]: OpenTofu passes over `enabled` in override files; set it in the block that this one overrides
//   }
// }
// ```
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import type { Rule } from "../rule.js";

const ignored: ReadonlySet<string> = new Set(["enabled", "replace_triggered_by"]);

export const ignoredOverride: Rule = {
  id: "ignored-override",
  group: "plan",
  scope: "module",
  defaultLevel: "warning",
  tags: ["unnecessary"],
  check(ctx) {
    for (const { entry } of ctx.module.overrides) {
      const file = ctx.snapshot.file(entry.uri);
      for (const block of file?.body.items ?? []) {
        if (!file || block.kind !== "Block" || !repeatableAddress(block)) continue;
        for (const lifecycle of block.body.items) {
          if (lifecycle.kind !== "Block" || lifecycle.type.name !== "lifecycle") continue;
          for (const item of lifecycle.body.items) {
            if (item.kind !== "Attribute" || !ignored.has(item.name.name)) continue;
            ctx.report(
              file.uri,
              item.name.range,
              `OpenTofu passes over \`${item.name.name}\` in override files; set it in the block that this one overrides`,
            );
          }
        }
      }
    }
  },
};
