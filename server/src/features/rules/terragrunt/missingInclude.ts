// # missing-include
//
// Reports an include of a file that is not there, or that cannot be included.
//
// There is one level of includes only: a file that is included may not include others.
//
// `app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = "../rot.hcl"
// #        ^^^^^^^^^^^^ error[missing-include]: there is no file `../rot.hcl`
// }
//
// include "env" {
//   path = "../env.hcl"
// #        ^^^^^^^^^^^^ error[missing-include]: `env.hcl` includes a file in turn, and only one level of includes is allowed
// }
// ```
// `env.hcl`:
// ```hcl
// include "root" {
//   path = "root.hcl"
// }
// ```
// `root.hcl`:
// ```hcl
// inputs = {}
// ```
import { nameOf } from "../../../model/uri.js";
import type { Rule } from "../rule.js";
import { contextsOf, isInSight } from "../units/contexts.js";
import { attributeOf } from "../units/names.js";

export const missingInclude: Rule = {
  id: "missing-include",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const contexts = contextsOf(ctx).filter(({ view }) => view.context.role === "unit");
    const [first] = contexts;
    if (!first) return;
    for (const { item, uri, path } of first.view.includes) {
      const block = ctx.file.body.items[item];
      const value = block?.kind === "Block" ? attributeOf(block.body.items, "path")?.value : undefined;
      if (!value) continue;
      if (uri !== undefined) {
        const inner = ctx.snapshot.facts(uri)?.terragrunt?.blocks.find(({ type }) => type === "include");
        if (!inner) continue;
        ctx.report(
          value.range,
          `\`${nameOf(uri)}\` includes a file in turn, and only one level of includes is allowed`,
          { related: [{ uri, range: inner.header, message: "the include in it" }] },
        );
        continue;
      }
      // A search that fails is reported where it stands.
      const isCalled = value.kind === "FunctionCallExpr";
      const isMissing = contexts.every(({ view }) => {
        const include = view.includes.find((each) => each.item === item);
        return include?.path.kind === "path" && include.uri === undefined && isInSight(ctx, include.path.uri);
      });
      if (isMissing && !isCalled && path.kind === "path") {
        ctx.report(value.range, `there is no file \`${path.text}\``, {
          summary: `Include configuration not found: ${path.text}`,
        });
      }
    }
  },
};
