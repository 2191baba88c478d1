// # invalid-option
//
// Reports a value that Terragrunt does not accept for an option with a fixed set of values, or a number out of range.
//
// `terragrunt.hcl`:
// ```hcl
// include "root" {
//   path           = "root.hcl"
//   merge_strategy = "deeep"
// #                  ^^^^^^^ error[invalid-option]: `merge_strategy` cannot be "deeep"; it is one of `no_merge`, `shallow` and `deep`. Did you mean `deep`?
// }
// ```
// -> fix "Change to `deep`"
// `terragrunt.hcl`:
// ```hcl
// include "root" {
//   path           = "root.hcl"
//   merge_strategy = "deep"
// }
// ```
import { literalString } from "../../../model/access.js";
import type { AttributeSchema } from "../../../model/builtins/schema.js";
import { closestName } from "../../../model/builtins/suggest.js";
import type { Expression } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";
import { didYouMeanSentence, listed } from "../structure/words.js";

export const invalidOption: Rule = {
  id: "invalid-option",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const { body, schema, path } of schemaBodies(ctx)) {
      for (const item of body.items) {
        if (item.kind !== "Attribute") continue;
        const known = schema.attributes[item.name.name];
        if (known) checkValue(ctx, item.name.name, item.value, known);
        if (path[0] === "errors" && path[1] === "retry") checkNumber(ctx, item.name.name, item.value);
      }
    }
  },
};

/** An option, or the options inside an object that is written out. */
function checkValue(ctx: FileRuleContext, name: string, value: Expression, schema: AttributeSchema): void {
  if (schema.values) checkOption(ctx, name, value, schema.values.map(String));
  if (value.kind !== "ObjectConsExpr") return;
  for (const item of value.items) {
    if (item.name === undefined) continue;
    const field = schema.fields?.[item.name];
    if (field) checkValue(ctx, item.name, item.value, field);
    if (!schema.entryFields || item.value.kind !== "ObjectConsExpr") continue;
    for (const inner of item.value.items) {
      const entry = inner.name === undefined ? undefined : schema.entryFields[inner.name];
      if (inner.name !== undefined && entry) checkValue(ctx, inner.name, inner.value, entry);
    }
  }
}

function checkOption(ctx: FileRuleContext, name: string, value: Expression, allowed: readonly string[]): void {
  const given = literalString(value);
  if (given === undefined || allowed.includes(given)) return;
  const suggestion = closestName(given, allowed);
  const fixes = (suggestion === undefined ? allowed : [suggestion]).map((option) =>
    replaceFix(ctx.file.uri, value.range, `"${option}"`, `Change to \`${option}\``, {
      ...(option === suggestion ? { preferred: true } : {}),
    }),
  );
  ctx.report(
    value.range,
    `\`${name}\` cannot be "${given}"; it is one of ${listed(allowed)}.${didYouMeanSentence(suggestion)}`,
    { fixes },
  );
}

function checkNumber(ctx: FileRuleContext, name: string, value: Expression): void {
  const least = name === "max_attempts" ? 1 : name === "sleep_interval_sec" ? 0 : undefined;
  const given = numberOf(value);
  if (least === undefined || given === undefined || given >= least) return;
  ctx.report(value.range, `\`${name}\` must be at least ${least}`, {
    fixes: [replaceFix(ctx.file.uri, value.range, String(least), `Change to \`${least}\``)],
  });
}

function numberOf(value: Expression): number | undefined {
  if (value.kind === "UnaryOpExpr" && value.operator === "-") {
    const operand = numberOf(value.operand);
    return operand === undefined ? undefined : -operand;
  }
  return value.kind === "LiteralValueExpr" && value.value.type === "number" ? Number(value.value.text) : undefined;
}
