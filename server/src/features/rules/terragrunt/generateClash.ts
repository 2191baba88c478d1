// # generate-clash
//
// Reports a `generate` block that has the same name as one of an include.
//
// Where an include is merged shallowly, which is the default, Terragrunt refuses two of one name. With
// `merge_strategy = "deep"` the unit's own counts.
//
// `app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = "../root.hcl"
// }
//
// generate "backend" {
// #        ^^^^^^^^^ error[generate-clash]: the include `root` already generates `backend`, and a shallow merge allows a name only once
//   path      = "backend.tf"
//   if_exists = "overwrite"
//   contents  = ""
// }
// ```
// `root.hcl`:
// ```hcl
// generate "backend" {
//   path      = "backend.tf"
//   if_exists = "overwrite"
//   contents  = "# root"
// }
// ```
import type { TextRange } from "../../../base/range.js";
import type { Rule } from "../rule.js";
import { contextsOf } from "../units/contexts.js";
import { generatesOf } from "../units/names.js";

export const generateClash: Rule = {
  id: "generate-clash",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const context = contextsOf(ctx).find(({ view }) => view.context.role === "unit");
    if (!context) return;
    const { view } = context;
    // As Terragrunt merges: the unit first, and over it the includes from the last to the first.
    const taken = new Map<string, { readonly uri: string; readonly range: TextRange; readonly label?: string }>();
    for (const { name, nameRange } of generatesOf(ctx.file)) taken.set(name, { uri: ctx.file.uri, range: nameRange });
    for (const include of [...view.includes].reverse()) {
      const file = include.uri === undefined ? undefined : ctx.snapshot.terragruntFile(include.uri);
      if (!file || include.strategy === "no_merge") continue;
      for (const { name, nameRange } of generatesOf(file)) {
        const other = taken.get(name);
        const place = { uri: file.uri, range: nameRange, label: include.label };
        if (!other) {
          taken.set(name, place);
          continue;
        }
        if (include.strategy === "deep") continue;
        const label = include.label === "" ? "the include" : `the include \`${include.label}\``;
        const block = ctx.file.body.items[include.item];
        const isOwn = other.uri === ctx.file.uri;
        const range = isOwn ? other.range : block?.kind === "Block" ? block.header : undefined;
        if (!range) continue;
        const message = isOwn
          ? `${label} already generates \`${name}\`, and a shallow merge allows a name only once`
          : `${label} and the include \`${other.label ?? ""}\` both generate \`${name}\`, and a shallow merge allows a name only once`;
        ctx.report(range, message, {
          summary: `Detected generate blocks with the same name: [${name}]`,
          related: [{ uri: file.uri, range: nameRange, message: `\`${name}\` in the include` }],
        });
      }
    }
  },
};
