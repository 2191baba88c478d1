// # invalid-encryption
//
// Reports an `encryption` block that contradicts itself: a name declared twice, or one that is used and not declared.
//
// ```hcl
// terraform {
//   encryption {
//     method "unencrypted" "old" {}
//     state {
//       method = method.aes_gcm.new
//     #          ^^^^^^^^^^^^^^^^^^ error[invalid-encryption]: this block declares no `method "aes_gcm" "new"`
//     }
//   }
// }
// ```
import { accessOf } from "../../../model/access.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { blockName } from "../structure/words.js";

export const invalidEncryption: Rule = {
  id: "invalid-encryption",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    const bodies = schemaBodies(ctx);
    for (const { block, path } of bodies) {
      if (block && path.join(".") === "terraform.encryption") {
        const declared = declaredNames(ctx, block);
        for (const body of bodies) if (body.blocks.includes(block)) checkReferences(ctx, body, declared);
      }
    }
  },
};

function declaredNames(ctx: FileRuleContext, encryption: Block): ReadonlyMap<string, Block> {
  const declared = new Map<string, Block>();
  for (const item of encryption.body.items) {
    if (item.kind !== "Block" || item.labels.length !== 2) continue;
    const type = item.type.name;
    if (type !== "key_provider" && type !== "method") continue;
    const labels = item.labels.map(({ value }) => value);
    const key = `${type}.${labels.join(".")}`;
    const earlier = declared.get(key);
    if (earlier) {
      ctx.report(item.header, `this \`encryption\` block already has a \`${blockName(type, labels)}\``, {
        summary: `Duplicate ${type}`,
        phase: "file",
        related: [{ uri: ctx.file.uri, range: earlier.header, message: "the first one" }],
      });
    } else {
      declared.set(key, item);
    }
  }
  return declared;
}

/** References to key providers and methods anywhere below the `encryption` block. */
function checkReferences(ctx: FileRuleContext, { body, path }: SchemaBody, declared: ReadonlyMap<string, Block>): void {
  for (const item of body.items) {
    if (item.kind !== "Attribute" || item.value.kind === "ErrorExpr") continue;
    walkExpressions(item.value, (expression) => checkReference(ctx, expression, declared));
    const isTarget = item.name.name === "method" && path[2] !== "key_provider" && path[2] !== "method";
    if (isTarget && !isMethod(item.value)) {
      ctx.report(item.value.range, "`method` takes the address of a method: `method.TYPE.NAME`", {
        summary: "Invalid encryption method identifier",
      });
    }
  }
}

function isMethod(value: Expression): boolean {
  return value.kind === "ScopeTraversalExpr" && value.root.name === "method" && value.steps.length === 2;
}

function checkReference(ctx: FileRuleContext, expression: Expression, declared: ReadonlyMap<string, Block>): void {
  if (expression.kind !== "ScopeTraversalExpr") return;
  const { root } = expression;
  if (root.name !== "method" && root.name !== "key_provider") return;
  const [type, name] = accessOf(expression).accessors;
  if (type?.kind !== "attr" || name?.kind !== "attr") return;
  if (declared.has(`${root.name}.${type.name}.${name.name}`)) return;
  const what = root.name === "method" ? "encryption method" : "key provider";
  ctx.report(expression.range, `this block declares no \`${blockName(root.name, [type.name, name.name])}\``, {
    summary: `Reference to undeclared ${what}`,
  });
}
