// # invalid-move
//
// Reports a `moved` block whose addresses cannot be read or do not fit together.
//
// A resource is moved to another resource address, a module to another module address. Ephemeral resources leave no
// trace in the state, so there is nothing to move.
//
// ```hcl
// moved {
// #<^^^ error[invalid-move]: `from` must be the address of a resource or a module
//   from = terraform_data.a.id
// #                        ^^^ error[invalid-move]: Behind the name only an instance key may stand, in square brackets; attributes have no address
//   to   = terraform_data.b
// }
// ```
import { isOverride } from "../../../model/builtins/fileKinds.js";
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import { parseTarget, type Target } from "../references/targets.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const invalidMove: Rule = {
  id: "invalid-move",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || block.type.name !== "moved" || isOverride(ctx.entry.name)) continue;
      const from = endpoint(ctx, block, "from");
      const to = endpoint(ctx, block, "to");
      if (from && to && (from.resource === undefined) !== (to.resource === undefined)) {
        ctx.report(block.header, "`from` and `to` must both be resources, or both modules", {
          summary: 'Invalid "moved" addresses',
        });
      }
    }
  },
};

function endpoint(ctx: FileRuleContext, block: Block, name: "from" | "to"): Target | undefined {
  const value = argument(block.body, name)?.value;
  if (value?.kind === "ErrorExpr") return undefined;
  const parsed = value?.kind === "ScopeTraversalExpr" ? parseTarget(value) : undefined;
  if (parsed && "problem" in parsed) {
    const { range, message, summary } = parsed.problem;
    ctx.report(range, message, { summary });
  }
  const target = parsed && "target" in parsed ? parsed.target : undefined;
  if (target && target.resource?.mode !== "ephemeral") return target;
  ctx.report(
    block.header,
    target
      ? `\`${name}\` is an ephemeral resource, which is never stored and so has nothing to move`
      : `\`${name}\` must be the address of a resource or a module`,
    { summary: 'Invalid "moved" address' },
  );
  return undefined;
}
