// # missing-provider-instance
//
// Reports a resource or module call that uses an instance of a provider configuration which that does not have.
//
// `tofu validate` does not look at keys; the plan stops at them.
// Only what is certain is reported: the keys of the configuration and those that are used must be known.
//
// - target: opentofu@1.9
//
// ```hcl
// provider "aws" {
//   alias    = "by_region"
//   for_each = toset(["eu-west-1", "us-east-1"])
//   region   = each.key
// }
//
// resource "aws_vpc" "main" {
//   provider = aws.by_region["eu-west-2"]
// #                         ^^^^^^^^^^^^^ error[missing-provider-instance]: `aws.by_region` has no instance `eu-west-2`. Did you mean `eu-west-1`?
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { blockOf } from "../../../model/declarationSyntax.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument, nestedBlock, repetition } from "../../../model/extract.js";
import { type ModuleValues, moduleValues } from "../../../model/moduleValues.js";
import { convert } from "../../../model/values/convert.js";
import { stringType } from "../../../model/values/type.js";
import { Value } from "../../../model/values/value.js";
import type { Block, Expression, ScopeTraversalExpr, SourceFile } from "../../../syntax/ast.js";
import { isConfiguration } from "../references/context.js";
import { passedProviders } from "../references/providers.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { didYouMeanSentence } from "../structure/words.js";

export const missingProviderInstance: Rule = {
  id: "missing-provider-instance",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  visit: {
    topLevel(block, where, ctx) {
      const type = block.type.name;
      const isObject = type === "resource" || type === "data" || type === "ephemeral";
      if ((!isObject && type !== "module") || !isConfiguration(ctx.module, where.file.uri)) return;
      const used = isObject
        ? [argument(block.body, "provider")?.value]
        : passedProviders(block).map((each) => each.parent);
      for (const expression of used) {
        const chosen = expression && chosenInstance(expression);
        if (chosen) check(ctx, where.file, block, chosen);
      }
    },
  },
};

/** `NAME.ALIAS[KEY]`. */
interface ChosenInstance {
  readonly name: string;
  readonly alias: string;
  /** The expression of the key, or its text where it is a literal. */
  readonly key: Expression | string;
  readonly range: TextRange;
}

function chosenInstance(expression: Expression): ChosenInstance | undefined {
  if (expression.kind === "IndexExpr" && expression.collection.kind === "ScopeTraversalExpr") {
    const alias = onlyAlias(expression.collection, 1);
    if (alias === undefined) return undefined;
    const { key, brackets } = expression;
    return { name: expression.collection.root.name, alias, key, range: brackets };
  }
  if (expression.kind !== "ScopeTraversalExpr") return undefined;
  const alias = onlyAlias(expression, 2);
  const step = expression.steps[1];
  if (alias === undefined || step?.kind !== "IndexStep") return undefined;
  if (step.key.type !== "string" && step.key.type !== "number") return undefined;
  const key = step.key.type === "string" ? step.key.value : step.key.text;
  return { name: expression.root.name, alias, key, range: step.range };
}

function onlyAlias({ steps }: ScopeTraversalExpr, count: number): string | undefined {
  const [first] = steps;
  return steps.length === count && first?.kind === "AttrStep" ? first.name : undefined;
}

function check(ctx: ModuleRuleContext, file: SourceFile, block: Block, chosen: ChosenInstance): void {
  const { snapshot, module, product } = ctx;
  const name = `${chosen.name}.${chosen.alias}`;
  const key = `provider.${name}`;
  const declarations = module.declarations.get(key) ?? [];
  const configured =
    declarations.length === 1 && !module.overriding.has(key) ? blockOf(snapshot, declarations[0]) : undefined;
  if (!configured) return;
  const values = moduleValues(snapshot, module, "declared", product);
  const present = keysOf(values, configured.file, configured.node);
  const wanted = present && usedKeys(values, file, block, chosen.key);
  if (!present || !wanted) return;
  const missing = [...wanted].find((each) => !present.has(each));
  if (missing === undefined) return;
  const hint = didYouMeanSentence(didYouMean(missing, sortedNames([...present])));
  ctx.report(file.uri, chosen.range, `\`${name}\` has no instance \`${missing}\`.${hint}`, {
    summary: "Provider instance not present",
    related: [{ uri: configured.file.uri, range: configured.node.header, message: "configured here" }],
  });
}

/** The keys of the instances that a block's `for_each` makes, where all of them are known. */
function keysOf(values: ModuleValues, file: SourceFile, block: Block): ReadonlySet<string> | undefined {
  const forEach = argument(block.body, "for_each");
  if (!forEach) return undefined;
  const { value } = evaluate(forEach.value, values.scopeAt(file, [block], forEach));
  if (!value.hasContent) return undefined;
  const { kind } = value.type;
  if (kind === "map" || kind === "object") return new Set(value.entries.keys());
  if (kind !== "set" || !value.elements.every((each) => each.hasContent && each.type.kind === "string"))
    return undefined;
  return new Set(value.elements.map((each) => each.text));
}

/** The keys that the instances of a block choose; undefined where they, or whether there are any, cannot be told. */
function usedKeys(
  values: ModuleValues,
  file: SourceFile,
  block: Block,
  key: Expression | string,
): ReadonlySet<string> | undefined {
  const repeated = repetition(block.body);
  const instances = repeated === "for_each" ? keysOf(values, file, block) : undefined;
  if (typeof key !== "string" && isEachKey(key)) return instances;
  const exists =
    repeated === undefined ||
    (instances !== undefined && instances.size > 0) ||
    (repeated !== "for_each" && isCertainlyThere(values, file, block, repeated));
  if (!exists) return undefined;
  if (typeof key === "string") return new Set([key]);
  const { value } = evaluate(key, values.scopeAt(file, [block]));
  const text = convert(value, stringType);
  return text instanceof Value && text.hasContent ? new Set([text.text]) : undefined;
}

function isEachKey(key: Expression): boolean {
  if (key.kind !== "ScopeTraversalExpr" || key.root.name !== "each" || key.steps.length !== 1) return false;
  return key.steps[0]?.kind === "AttrStep" && key.steps[0].name === "key";
}

/** Whether `count` or `enabled` certainly make an instance. */
function isCertainlyThere(values: ModuleValues, file: SourceFile, block: Block, by: "count" | "enabled"): boolean {
  const within = by === "count" ? block : nestedBlock(block.body, "lifecycle");
  const deciding = within && argument(within.body, by);
  if (!deciding) return false;
  const blocks = within === block ? [block] : [block, within];
  const { value } = evaluate(deciding.value, values.scopeAt(file, blocks, deciding));
  return by === "count" ? value.hasContent && value.type.kind === "number" && value.number.sign > 0 : value.isTrue;
}
