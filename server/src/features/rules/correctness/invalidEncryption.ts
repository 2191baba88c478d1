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
import { encryptionBlock } from "../../../model/builtins/encryption.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument } from "../../../model/extract.js";
import type { Block, Expression, ScopeTraversalExpr } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { blockName, listed } from "../structure/words.js";

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
        checkUsed(ctx, block, declared);
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

const methods = knownTypes("method");
const keyProviders = knownTypes("key_provider");

/** The types of key providers or methods that OpenTofu has. */
function knownTypes(block: string): ReadonlySet<string | number> {
  return new Set(encryptionBlock.blocks[block]?.labels[0]?.values ?? []);
}

/**
 * What OpenTofu sets up when it needs the encryption: the methods that targets name, and the key providers these name.
 * What nothing uses it passes over. Source: OpenTofu 1.12, `internal/encryption/{methods,keyprovider,targets}.go`.
 */
function checkUsed(ctx: FileRuleContext, encryption: Block, declared: ReadonlyMap<string, Block>): void {
  const reached = new Set<string>();
  const visit = (key: string, through: readonly string[]): void => {
    const block = declared.get(key);
    if (!block) return;
    const at = through.indexOf(key);
    if (at >= 0) {
      reportCircle(ctx, block, [...through.slice(at), key]);
      return;
    }
    if (reached.has(key)) return;
    reached.add(key);
    checkKnown(ctx, block);
    for (const next of referencesIn(block)) visit(next, [...through, key]);
  };
  for (const item of encryption.body.items) {
    if (item.kind !== "Block" || item.type.name === "method" || item.type.name === "key_provider") continue;
    for (const key of referencesIn(item)) visit(key, []);
    checkEnforced(ctx, item);
  }
}

/** The methods and key providers that a block names, in the order of the text. */
function referencesIn(block: Block): string[] {
  const found: string[] = [];
  for (const item of block.body.items) {
    if (item.kind === "Block") {
      found.push(...referencesIn(item));
      continue;
    }
    walkExpressions(item.value, (expression) => {
      const key = expression.kind === "ScopeTraversalExpr" ? namedIn(expression) : undefined;
      if (key !== undefined) found.push(key);
    });
  }
  return found;
}

function namedIn(expression: ScopeTraversalExpr): string | undefined {
  const { root } = expression;
  if (root.name !== "method" && root.name !== "key_provider") return undefined;
  const [type, name] = accessOf(expression).accessors;
  return type?.kind === "attr" && name?.kind === "attr" ? `${root.name}.${type.name}.${name.name}` : undefined;
}

function checkKnown(ctx: FileRuleContext, block: Block): void {
  const [label] = block.labels;
  const isMethod = block.type.name === "method";
  const known = isMethod ? methods : keyProviders;
  if (!label || known.has(label.value)) return;
  const what = isMethod ? "encryption method" : "key_provider";
  ctx.report(
    label.range,
    `OpenTofu has no such ${isMethod ? "method" : "key provider"}. It has ${listed([...known].map(String))}.`,
    { summary: `Unknown ${what} type` },
  );
}

function reportCircle(ctx: FileRuleContext, block: Block, circle: readonly string[]): void {
  const names = circle.map((key) => `\`${key}\``);
  ctx.report(block.header, `this key provider needs its own key: ${names.join(", which needs ")}`, {
    summary: "Circular reference detected",
  });
}

/** Where encryption is enforced, nothing may be written in the clear; reading it as a fallback is allowed. */
function checkEnforced(ctx: FileRuleContext, target: Block): void {
  const enforced = argument(target.body, "enforced");
  const method = argument(target.body, "method");
  if (!method || !enforced || !evaluate(enforced.value).value.isTrue) return;
  if (method.value.kind !== "ScopeTraversalExpr" || !namedIn(method.value)?.startsWith("method.unencrypted.")) return;
  ctx.report(method.value.range, "`enforced` forbids to write without encryption, and this method does", {
    summary: "Unencrypted method is forbidden",
    related: [{ uri: ctx.file.uri, range: enforced.range, message: "enforced here" }],
  });
}
