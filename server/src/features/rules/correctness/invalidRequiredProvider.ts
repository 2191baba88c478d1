// # invalid-required-provider
//
// Reports an entry of `required_providers` that OpenTofu cannot read.
//
// An entry is an object with `source`, `version` and `configuration_aliases`. Credentials and the like stand in a
// `provider` block.
//
// ```hcl
// terraform {
//   required_providers {
//     aws = {
//       sorce = "hashicorp/aws"
//     # ^^^^^ error[invalid-required-provider]: an entry has no `sorce`. Did you mean `source`?
//     }
//   }
// }
// ```
// -> fix "Change to `source`"
// ```hcl
// terraform {
//   required_providers {
//     aws = {
//       source = "hashicorp/aws"
//     }
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { didYouMean } from "../../../model/builtins/suggest.js";
import { parseConstraints } from "../../../model/constraint.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Attribute, Block, Expression, ObjectItem } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { sourceProblem } from "../structure/providerSource.js";
import { didYouMeanSentence, listed } from "../structure/words.js";
import { providerReference } from "./invalidProviderReference.js";

const keys = ["version", "source", "configuration_aliases"];

export const invalidRequiredProvider: Rule = {
  id: "invalid-required-provider",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (block && path.join(".") === "terraform.required_providers") checkBlock(ctx, block);
    }
  },
};

function checkBlock(ctx: FileRuleContext, block: Block): void {
  for (const item of block.body.items) {
    if (item.kind !== "Attribute" || item.value.kind === "ErrorExpr") continue;
    const { value } = item;
    if (value.kind === "TemplateExpr") checkVersion(ctx, value);
    else if (value.kind !== "ObjectConsExpr") {
      ctx.report(value.range, 'an entry is an object: `{ source = "…", version = "…" }`', {
        summary: "Invalid required_providers object",
      });
    } else {
      for (const entry of value.items) checkEntry(ctx, item, entry);
    }
  }
}

function checkEntry(ctx: FileRuleContext, provider: Attribute, { name, key, value }: ObjectItem): void {
  switch (name) {
    case "version":
      checkVersion(ctx, value);
      break;
    case "source":
      checkSource(ctx, value);
      break;
    case "configuration_aliases":
      checkAliases(ctx, provider.name.name, value);
      break;
    case undefined:
      break;
    default: {
      const suggestion = didYouMean(name, keys);
      const hint = suggestion === undefined ? ` It has ${listed(keys)}.` : didYouMeanSentence(suggestion);
      ctx.report(key.range, `an entry has no \`${name}\`.${hint}`, {
        summary: "Invalid required_providers object",
        fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, key.range, suggestion)],
      });
    }
  }
}

/** The text of a constant string; undefined for any other value. */
function constantText(value: Expression): string | undefined {
  const result = evaluate(value);
  const isText = result.diagnostics.length === 0 && result.value.isKnown && result.value.type.kind === "string";
  return isText ? result.value.text : undefined;
}

function checkVersion(ctx: FileRuleContext, value: Expression): void {
  const text = constantText(value);
  const parsed = text === undefined ? undefined : parseConstraints(text);
  if (parsed?.ok) return;
  const message = parsed
    ? (parsed.errors[0]?.message ?? "")
    : 'a version constraint is a constant text, such as `"~> 5.0"`';
  const replacement = parsed?.errors[0]?.replacement;
  const isWhole = replacement !== undefined && literalString(value) === text && parsed?.errors.length === 1;
  ctx.report(value.range, message, {
    summary: "Invalid version constraint",
    fixes: isWhole ? [replaceFix(ctx.file.uri, value.range, `"${replacement}"`, `Change to "${replacement}"`)] : [],
  });
}

function checkSource(ctx: FileRuleContext, value: Expression): void {
  const text = constantText(value);
  if (text === undefined) {
    ctx.report(value.range, 'a source is a constant text, such as `"hashicorp/aws"`', { summary: "Invalid source" });
    return;
  }
  const problem = sourceProblem(text);
  if (problem) ctx.report(value.range, problem.message, { summary: problem.summary });
}

function checkAliases(ctx: FileRuleContext, name: string, value: Expression): void {
  const summary = "Invalid configuration_aliases value";
  if (value.kind !== "TupleConsExpr") {
    ctx.report(value.range, `it is a list of names: \`[${name}.alias]\``, { summary: "Invalid expression" });
    return;
  }
  for (const element of value.elements) {
    const reference = element.kind === "ScopeTraversalExpr" ? providerReference(element) : undefined;
    if (!reference || reference.hasKey || reference.alias === undefined) {
      ctx.report(value.range, `an alias is written with the provider's name before it: \`${name}.alias\``, { summary });
    } else if (reference.name !== name) {
      ctx.report(value.range, `an alias of \`${name}\` begins with \`${name}.\`, not with \`${reference.name}.\``, {
        summary,
      });
    }
  }
}
