// # deprecated-output
//
// Reports the use of a module's output that its author has deprecated.
//
// ## An old name
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
// }
//
// output "id" {
//   value = module.network.vpc
// #         ^^^^^^^^^^^^^^^^^^ warning[deprecated-output]: the author of the module says of the output `vpc`: use `vpc_id`
// }
// ```
// `network/main.tf`:
// ```hcl
// output "vpc" {
//   value      = "vpc-1"
//   deprecated = "use `vpc_id`"
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { visibleCallee } from "../references/calls.js";
import { isEvaluated } from "../references/context.js";
import { parseReference } from "../references/parsed.js";
import type { Rule } from "../rule.js";

export const deprecatedOutput: Rule = {
  id: "deprecated-output",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "plan",
  visit: {
    reference(origin, where, ctx) {
      if (origin.place !== "expression" || !isEvaluated(ctx, origin, where)) return;
      const parsed = parseReference(origin.base, false);
      if (parsed.kind !== "module" || !parsed.output) return;
      const callee = visibleCallee(ctx.snapshot, ctx.module, parsed.name);
      const declaration = callee?.declaration(`output.${parsed.output.name}`);
      const found = declaration && declaredBlock(ctx.snapshot, declaration);
      const deprecated = found && argument(found.block.body, "deprecated");
      const text = deprecated && literalString(deprecated.value);
      if (!declaration || !text) return;
      ctx.report(
        where.file.uri,
        parsed.range,
        `the author of the module says of the output \`${parsed.output.name}\`: ${text}`,
        {
          summary: "Value derived from a deprecated source",
          related: [{ uri: declaration.uri, range: declaration.fact.header, message: "declared here" }],
        },
      );
    },
  },
};
