// # deprecated-input
//
// Reports a module call that sets an input which the module's author has deprecated.
//
// ## An old name
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
//   zone   = "a"
// #          ^^^ warning[deprecated-input]: the author of the module says of `zone`: use `zones`
// }
// ```
// `network/main.tf`:
// ```hcl
// variable "zone" {
//   default    = null
//   deprecated = "use `zones`"
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { callBodies, visibleCallee } from "../references/calls.js";
import { isConfiguration } from "../references/context.js";
import type { Rule } from "../rule.js";

export const deprecatedInput: Rule = {
  id: "deprecated-input",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "validate",
  visit: {
    block(block, where, ctx) {
      const name = block.labels[0]?.value;
      if (where.blocks.length > 0 || block.type.name !== "module" || !name) return;
      if (!isConfiguration(ctx.module, where.file.uri)) return;
      const callee = visibleCallee(ctx.snapshot, ctx.module, name);
      if (!callee) return;
      for (const { body } of callBodies(block)) {
        for (const item of body.items) {
          if (item.kind !== "Attribute") continue;
          const declaration = callee.declaration(`var.${item.name.name}`);
          const found = declaredBlock(ctx.snapshot, declaration);
          const deprecated = found && argument(found.block.body, "deprecated");
          const text = deprecated && literalString(deprecated.value);
          if (!text || !declaration) continue;
          ctx.report(
            where.file.uri,
            item.value.range,
            `the author of the module says of \`${item.name.name}\`: ${text}`,
            {
              summary: "Variable marked as deprecated by the module author",
              related: [{ uri: declaration.uri, range: declaration.fact.header, message: "declared here" }],
            },
          );
        }
      }
    },
  },
};
