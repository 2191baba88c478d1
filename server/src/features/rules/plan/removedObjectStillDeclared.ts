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
import { removeBlockFix } from "../lint/blockRemoval.js";
import type { Rule } from "../rule.js";
import { addressedBlocks } from "./addressedBlocks.js";

export const removedObjectStillDeclared: Rule = {
  id: "removed-object-still-declared",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    for (const { file, block, path, step, module } of addressedBlocks(ctx, "removed", "from")) {
      if (path.steps.some(({ instance }) => instance)) continue;
      const declaration = module.declaration(step.key);
      if (!declaration || declaration.fact.nested !== undefined) continue;
      const what = step.isModule ? "module" : "resource";
      ctx.report(file.uri, block.header, `\`${step.key}\` is still declared; remove its block, or this one`, {
        summary: `Removed ${what} block still exists`,
        related: [{ uri: declaration.uri, range: declaration.fact.header, message: "it is declared here" }],
        fixes: [removeBlockFix(file, block, "Remove this `removed` block", "unsafe")],
      });
    }
  },
};
