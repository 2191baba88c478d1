// # missing-component-source
//
// Reports a unit or stack of a stack file whose source is not there, or is none.
//
// `live/terragrunt.stack.hcl`:
// ```hcl
// unit "app" {
//   source = "../units/app"
// #          ^^^^^^^^^^^^^^ error[missing-component-source]: there is no directory `../units/app`
//   path   = "app"
// }
//
// unit "db" {
//   source = "../units"
// #          ^^^^^^^^^^ error[missing-component-source]: there is no `terragrunt.hcl` in `../units`
//   path   = "db"
// }
// ```
// `units/db/terragrunt.hcl`:
// ```hcl
// inputs = {}
// ```

import { slice } from "../../../base/range.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Rule } from "../rule.js";
import { isInSight } from "../units/contexts.js";
import { attributeOf } from "../units/names.js";

export const missingComponentSource: Rule = {
  id: "missing-component-source",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    if (ctx.entry.type?.kind !== "terragrunt-stack") return;
    const reported = new Set<number>();
    const folders = [...ctx.snapshot.directories.keys()];
    for (const component of terragruntWorkspace(ctx.snapshot).components(ctx.file.uri)) {
      const { kind, name, item, source, sourceFile, enabled } = component;
      if (source.kind !== "path" || sourceFile !== undefined || enabled === false || reported.has(item)) continue;
      const block = ctx.file.body.items[item];
      if (component.uri !== ctx.file.uri || block?.kind !== "Block") continue;
      const written = attributeOf(block.body.items, "source")?.value;
      // What is generated beside the stack may be any directory, and is not checked.
      const isUnchecked = ["no_validation", "no_dot_terragrunt_stack"].some((name) => {
        const value = attributeOf(block.body.items, name)?.value;
        return value && slice(ctx.file.text, value.range) !== "false";
      });
      const wanted = kind === "unit" ? "terragrunt.hcl" : "terragrunt.stack.hcl";
      if (!written || isUnchecked || !isInSight(ctx, `${source.uri}/${wanted}`)) continue;
      reported.add(item);
      const exists = folders.some((uri) => uri === source.uri || uri.startsWith(`${source.uri}/`));
      if (!exists) {
        ctx.report(written.range, `there is no directory \`${source.text}\``, {
          summary: `failed to fetch ${kind} '${name}': ${source.text} does not exist`,
        });
      } else {
        ctx.report(written.range, `there is no \`${wanted}\` in \`${source.text}\``, {
          summary: `${kind} '${name}' is not a valid ${kind}: ${wanted} not found`,
        });
      }
    }
  },
};
