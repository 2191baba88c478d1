// # lost-copy-rules
//
// Reports arguments of a unit's `terraform` block that are silently lost because an include has such a block too.
//
// Terragrunt takes over only some arguments of the unit's block. `include_in_copy` and `exclude_from_copy` are kept in a
// deep merge; `mutable` and `update_source_with_cas` never are.
//
// `app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = "../root.hcl"
// }
//
// terraform {
//   source          = "../modules/app"
//   include_in_copy = ["*.json"]
// # ^^^^^^^^^^^^^^^ warning[lost-copy-rules]: `include_in_copy` has no effect: the include `root` has a `terraform` block, and in a shallow merge its own counts. Move it there, or merge with `merge_strategy = "deep"`.
// }
// ```
// `root.hcl`:
// ```hcl
// terraform {
//   extra_arguments "quiet" {
//     commands = ["plan"]
//   }
// }
// ```
import { mergeRules } from "../../../model/builtins/terragrunt/mergeRules.js";
import type { Rule } from "../rule.js";
import { contextsOf } from "../units/contexts.js";
import { blocksOf } from "../units/names.js";

export const lostCopyRules: Rule = {
  id: "lost-copy-rules",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  check(ctx) {
    const [block] = blocksOf(ctx.file, "terraform");
    const context = block && contextsOf(ctx).find(({ view }) => view.context.role === "unit");
    if (!block || !context) return;
    for (const item of block.body.items) {
      const rule = item.kind === "Attribute" ? mergeRules[`terraform.${item.name.name}`] : undefined;
      if (item.kind !== "Attribute" || !rule) continue;
      for (const { uri, label, strategy } of context.view.includes) {
        if (uri === undefined || strategy === "no_merge" || rule[strategy] !== "parent") continue;
        const other = ctx.snapshot.facts(uri)?.terragrunt?.blocks.find(({ type }) => type === "terraform");
        if (!other) continue;
        const name = item.name.name;
        const include = label === "" ? "the include" : `the include \`${label}\``;
        const why =
          rule.deep === "parent"
            ? "and only its own counts. Move it there."
            : 'and in a shallow merge its own counts. Move it there, or merge with `merge_strategy = "deep"`.';
        ctx.report(item.name.range, `\`${name}\` has no effect: ${include} has a \`terraform\` block, ${why}`, {
          related: [{ uri, range: other.header, message: "the block that counts" }],
        });
        break;
      }
    }
  },
};
