// # invalid-enabled
//
// Reports an `enabled` that can be no bool when planning: of another type, null, sensitive, ephemeral or not known yet.
//
// `tofu validate` does not look at it.
//
// - target: opentofu@1.11
//
// ```hcl
// variable "password" {
//   type      = string
//   sensitive = true
// }
//
// resource "terraform_data" "a" {
//   lifecycle {
//     enabled = var.password != null
// #             ^^^^^^^^^^^^^^^^^^^^ error[invalid-enabled]: unsuitable `enabled`: it is sensitive, and whether the object exists would give it away; `nonsensitive(…)` declares that it may be known
//   }
// }
//
// resource "terraform_data" "b" {
//   lifecycle {
//     enabled = timestamp() != ""
// #             ^^^^^^^^^^^^^^^^^ error[invalid-enabled]: unsuitable `enabled`: `timestamp()` is not known before the apply
//   }
// }
// ```

import { addressKey } from "../../../model/address.js";
import { blockOf, localOf } from "../../../model/declarationSyntax.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import { moduleValues } from "../../../model/moduleValues.js";
import { visitReferences } from "../../../model/references.js";
import { convert } from "../../../model/values/convert.js";
import { Failure } from "../../../model/values/failure.js";
import { boolType } from "../../../model/values/type.js";
import type { Value } from "../../../model/values/value.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const invalidEnabled: Rule = {
  id: "invalid-enabled",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    const values = moduleValues(ctx.snapshot, ctx.module, "declared", ctx.product);
    for (const kind of ["resource", "data", "ephemeral", "module"] as const) {
      for (const declaration of ctx.module.declarationsOf(kind)) {
        if (declaration.fact.repetition !== "enabled") continue;
        const placed = blockOf(ctx.snapshot, declaration);
        if (!placed || placed.blocks.length > 0) continue;
        const { file, node: block } = placed;
        const lifecycle = nestedBlock(block.body, "lifecycle");
        const enabled = lifecycle && argument(lifecycle.body, "enabled");
        if (!lifecycle || !enabled) continue;
        const { value, diagnostics } = evaluate(enabled.value, values.scopeAt(file, [block, lifecycle], enabled));
        if (diagnostics.some(({ severity }) => severity === "error")) continue;
        const why = unsuitable(value) ?? ownResult(block, enabled.value) ?? impureCall(ctx, enabled.value, new Set());
        if (why === undefined) continue;
        ctx.report(file.uri, enabled.value.range, `unsuitable \`enabled\`: ${why}`, {
          summary: "Invalid enabled argument",
        });
      }
    }
  },
};

function unsuitable(value: Value): string | undefined {
  const converted = convert(value, boolType);
  if (converted instanceof Failure) return converted.message;
  if (converted.isNull) return "it is null";
  if (converted.marks.has("sensitive")) {
    return "it is sensitive, and whether the object exists would give it away; `nonsensitive(…)` declares that it may be known";
  }
  return converted.marks.has("ephemeral") ? "it is ephemeral, and whether the object exists is stored" : undefined;
}

/** Nothing can depend on itself. */
function ownResult(block: Block, expression: Expression): string | undefined {
  const own = repeatableAddress(block);
  let found: string | undefined;
  visitReferences(expression, "expression", [], ({ key }) => {
    if (own && key === addressKey(own)) found = `it depends on \`${key}\` itself`;
  });
  return found;
}

const unknownUntilApply: ReadonlySet<string> = new Set(["timestamp", "uuid", "bcrypt"]);

/** A call whose result is not known when planning, in the expression or in a local value that it uses. */
function impureCall(ctx: ModuleRuleContext, expression: Expression, visited: Set<string>): string | undefined {
  let found: string | undefined;
  walkExpressions(expression, (inner) => {
    if (found !== undefined) return;
    if (inner.kind === "FunctionCallExpr" && unknownUntilApply.has(inner.name)) {
      found = `\`${inner.name}()\` is not known before the apply`;
    } else if (inner.kind === "ScopeTraversalExpr" && inner.root.name === "local") {
      const [step] = inner.steps;
      if (step?.kind !== "AttrStep" || visited.has(step.name)) return;
      visited.add(step.name);
      const local = localOf(ctx.snapshot, ctx.module.declaration(`local.${step.name}`));
      if (local) found = impureCall(ctx, local.node.value, visited);
    }
  });
  return found;
}
