// # invalid-provider-reference
//
// Reports a `provider` argument that does not name a provider configuration.
//
// It is a local name, with an alias where the configuration has one. A configuration with `for_each` needs a key, and
// only such a configuration can take one.
//
// ```hcl
// provider "aws" {
//   alias    = "by_region"
//   for_each = toset(["eu-west-1"])
// }
//
// resource "aws_vpc" "main" {
//   provider = aws.by_region
// #            ^^^ error[invalid-provider-reference]: `aws.by_region` has `for_each`, so a resource uses one of its instances: add a key in brackets
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { accessOf } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { isConfiguration, isReadable } from "../references/context.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { quotedTraversal } from "../structure/quoted.js";

const objects: ReadonlySet<string> = new Set(["resource", "data", "ephemeral"]);

export const invalidProviderReference: Rule = {
  id: "invalid-provider-reference",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "file",
  visit: {
    block(block, where, ctx) {
      if (!isConfiguration(ctx.module, where.file.uri)) return;
      const { uri } = where.file;
      const isTop = where.blocks.length === 0;
      if (isTop && block.type.name === "module") checkPassed(ctx, uri, block);
      if (!isTop && !(where.path[0] === "check" && block.type.name === "data")) return;
      if (!objects.has(block.type.name) && block.type.name !== "import") return;
      const value = argument(block.body, "provider")?.value;
      if (value && value.kind !== "ErrorExpr") checkArgument(ctx, uri, block.type.name, value);
    },
  },
};

/** What a provider reference consists of; undefined for anything else. */
export interface ProviderReference {
  readonly name: string;
  readonly alias: string | undefined;
  readonly hasKey: boolean;
  readonly nameRange: TextRange;
}

/** Reads `aws`, `aws.europe` or `aws.by_region[each.key]`, also in quotes. */
export function providerReference(value: Expression): ProviderReference | undefined {
  const quoted = quotedTraversal(value);
  if (quoted !== undefined) {
    const [name = "", alias, more] = quoted.split(".");
    return more === undefined ? { name, alias, hasKey: false, nameRange: value.range } : undefined;
  }
  const { base, accessors } = accessOf(value);
  // The provider `null` is read as the keyword, with its alias behind it.
  const isNull = base.kind === "LiteralValueExpr" && base.value.type === "null";
  if (base.kind !== "ScopeTraversalExpr" && !isNull) return undefined;
  const [first, second, third] = accessors;
  if (third || first?.kind === "splat" || second?.kind === "splat" || second?.kind === "attr") return undefined;
  const alias = first?.kind === "attr" ? first.name : undefined;
  const hasKey = first !== undefined && (first.kind !== "attr" || second !== undefined);
  const root = base.kind === "ScopeTraversalExpr" ? base.root : { name: "null", range: base.range };
  return { name: root.name, alias, hasKey, nameRange: root.range };
}

function checkArgument(ctx: ModuleRuleContext, uri: string, type: string, value: Expression): void {
  const reference = providerReference(value);
  if (!reference) {
    ctx.report(
      uri,
      value.range,
      "`provider` takes a local name of a provider, with an alias and a key where there are: `aws`, `aws.europe`, `aws.by_region[each.key]`",
      { summary: "Invalid provider configuration reference" },
    );
    return;
  }
  if (reference.hasKey && reference.alias === undefined) {
    ctx.report(uri, value.range, "only a configuration with an alias has instances: `NAME.ALIAS[KEY]`", {
      summary: "Invalid provider configuration reference",
    });
    return;
  }
  if (type !== "import") checkInstances(ctx, uri, type, reference);
}

/** The blocks that configure a provider under a name and alias. */
function configuration(module: Module, { name, alias }: ProviderReference) {
  const key = alias === undefined ? `provider.${name}` : `provider.${name}.${alias}`;
  return module.declaration(key);
}

function checkInstances(ctx: ModuleRuleContext, uri: string, type: string, reference: ProviderReference): void {
  const { name, alias, hasKey, nameRange } = reference;
  const declaration = configuration(ctx.module, reference);
  const written = alias === undefined ? name : `${name}.${alias}`;
  const repeats = declaration?.fact.repetition === "for_each";
  const summary = `Invalid ${type} provider configuration`;
  const related = declaration
    ? [{ uri: declaration.uri, range: declaration.fact.header, message: "configured here" }]
    : [];
  if (hasKey && !declaration) {
    if (!isReadable(ctx.snapshot, ctx.module)) return;
    ctx.report(
      uri,
      nameRange,
      `a key needs a \`provider\` block with \`for_each\` in this module, and none configures \`${written}\``,
      {
        summary,
        phase: "module",
      },
    );
  } else if (hasKey && !repeats) {
    ctx.report(uri, nameRange, `\`${written}\` has no \`for_each\`, so there are no instances to choose from`, {
      summary,
      phase: "module",
      related,
    });
  } else if (!hasKey && repeats) {
    ctx.report(
      uri,
      nameRange,
      `\`${written}\` has \`for_each\`, so a ${type === "module" ? "module" : "resource"} uses one of its instances: add a key in brackets`,
      { summary, phase: "module", related },
    );
  }
}

/** The providers that a module call passes on. */
function checkPassed(ctx: ModuleRuleContext, uri: string, block: Block): void {
  const providers = argument(block.body, "providers")?.value;
  if (providers?.kind !== "ObjectConsExpr") return;
  const seen = new Map<string, TextRange>();
  for (const item of providers.items) {
    const child = providerReference(item.key);
    const given = providerReference(item.value);
    for (const [expression, reference] of [
      [item.key, child],
      [item.value, given],
    ] as const) {
      if (reference || expression.kind === "ErrorExpr") continue;
      ctx.report(uri, expression.range, "`providers` passes configurations by name: `{ aws = aws.europe }`", {
        summary: "Invalid provider configuration reference",
      });
    }
    if (child && !child.hasKey) {
      const name = child.alias === undefined ? child.name : `${child.name}.${child.alias}`;
      const earlier = seen.get(name);
      if (earlier) {
        ctx.report(uri, item.value.range, `\`${name}\` already gets a configuration here`, {
          summary: "Duplicate provider address",
          related: [{ uri, range: earlier, message: "the first one" }],
          fixes: [replaceFix(uri, item.range, "", "Remove this entry")],
        });
      } else {
        seen.set(name, item.range);
      }
    }
    if (given) checkInstances(ctx, uri, "module", given);
  }
}
