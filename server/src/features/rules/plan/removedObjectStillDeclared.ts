// # removed-object-still-declared
//
// Reports a `removed` block for something that is still declared.
//
// ```hcl
// resource "terraform_data" "a" {}
//
// removed {
// #<^^^^^ error[removed-object-still-declared]: `terraform_data.a` is still declared; remove its block, or this one
//   from = terraform_data.a
// }
// ```
import { argument } from "../../../model/extract.js";
import { addressPathOf } from "../../rewriting/addressPath.js";
import { removeBlockFix } from "../lint/blockRemoval.js";
import type { Rule } from "../rule.js";

export const removedObjectStillDeclared: Rule = {
  id: "removed-object-still-declared",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    for (const { entry } of ctx.module.files) {
      const file = ctx.snapshot.file(entry.uri);
      for (const block of file?.body.items ?? []) {
        if (!file || block.kind !== "Block" || block.type.name !== "removed") continue;
        const from = argument(block.body, "from");
        const path = from && addressPathOf(from.value);
        if (!path || path.steps.some(({ instance }) => instance)) continue;
        let module = ctx.module;
        for (const [i, step] of path.steps.entries()) {
          const declaration = module.declaration(step.key);
          if (!declaration || declaration.fact.nested !== undefined) break;
          if (i === path.steps.length - 1) {
            const what = step.isModule ? "module" : "resource";
            ctx.report(file.uri, block.header, `\`${step.key}\` is still declared; remove its block, or this one`, {
              summary: `Removed ${what} block still exists`,
              related: [{ uri: declaration.uri, range: declaration.fact.header, message: "it is declared here" }],
              fixes: [removeBlockFix(file, block, "Remove this `removed` block", "unsafe")],
            });
          }
          const callee = ctx.snapshot.callee(module, declaration.fact.source);
          if (!callee) break;
          module = callee;
        }
      }
    }
  },
};
