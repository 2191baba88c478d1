// # invalid-import
//
// Reports an `import` block that does not say clearly what to import, or where to.
//
// ```hcl
// import {
//   to = module.network
// #      ^^^^^^^^^^^^^^ error[invalid-import]: this is the address of a module; name the resource in it to import into
//   id = "vpc-1"
// }
// ```
import { isOverride } from "../../../model/builtins/fileKinds.js";
import { argument } from "../../../model/extract.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { addressPathOf } from "../../rewriting/addressPath.js";
import { parseTarget } from "../references/targets.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";

export const invalidImport: Rule = {
  id: "invalid-import",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    if (isOverride(ctx.entry.name)) return;
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || block.type.name !== "import") continue;
      checkTarget(ctx, block);
      checkIdentity(ctx, block);
    }
  },
};

function checkTarget(ctx: FileRuleContext, block: Block): void {
  const to = argument(block.body, "to")?.value;
  if (!to || to.kind === "ErrorExpr") return;
  const provider = argument(block.body, "provider");
  const isInModule = addressPathOf(to)?.steps[0]?.isModule;
  if (provider && isInModule) {
    ctx.report(
      provider.range,
      "`provider` is for resources whose configuration is generated, which only the root module can have. A called module gets its providers by `providers` in its `module` block.",
      {
        summary: "Invalid import provider argument",
        fixes: [removeItemFix(ctx.file, block, provider, "Remove `provider`", { preferred: true })],
      },
    );
  }
  if (to.kind !== "ScopeTraversalExpr") {
    if (!isAddress(to)) {
      ctx.report(to.range, "`to` must be the address of a resource; only its instance keys may be expressions", {
        summary: "Invalid import address expression",
      });
    }
    return;
  }
  const parsed = parseTarget(to);
  if ("problem" in parsed) {
    ctx.report(parsed.problem.range, parsed.problem.message, { summary: parsed.problem.summary });
  } else if (!parsed.target.resource) {
    ctx.report(to.range, "this is the address of a module; name the resource in it to import into", {
      summary: "Invalid address",
    });
  }
}

/** Whether an expression is an address with keys that are expressions. */
function isAddress(value: Expression): boolean {
  switch (value.kind) {
    case "IndexExpr":
      return isAddress(value.collection);
    case "RelativeTraversalExpr":
      return isAddress(value.source);
    default:
      return value.kind === "ScopeTraversalExpr";
  }
}

function checkIdentity(ctx: FileRuleContext, block: Block): void {
  const id = argument(block.body, "id");
  const identity = argument(block.body, "identity");
  if (!id && !identity && block.closeBrace) {
    ctx.report(block.header, "`id` or `identity` must say which existing object is imported", {
      summary: "Missing required import argument",
    });
  }
  if (id && identity) {
    ctx.report(block.header, "`id` and `identity` are two ways to name the object; give only one of them", {
      summary: "Conflicting import arguments",
      fixes: [
        removeItemFix(ctx.file, block, identity, "Remove `identity`"),
        removeItemFix(ctx.file, block, id, "Remove `id`"),
      ],
    });
  }
}
