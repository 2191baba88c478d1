// # wrong-value-type
//
// Reports a constant of a type that Terragrunt cannot use for an argument.
//
// `terragrunt.hcl`:
// ```hcl
// prevent_destroy = "sometimes"
// #                  ^^^^^^^^^ error[wrong-value-type]: `prevent_destroy` must be of the type bool: a bool is required
//
// terraform {
//   before_hook "lint" {
//     commands = "plan"
// #               ^^^^ error[wrong-value-type]: `commands` must be of the type list(string): list of string required, but have string
//     execute  = ["tflint"]
//   }
// }
// ```
import type { AttributeSchema } from "../../../model/builtins/schema.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { startRange } from "../../../model/evaluate/startRange.js";
import { convert } from "../../../model/values/convert.js";
import { Failure } from "../../../model/values/failure.js";
import { boolType, listType, mapType, numberType, stringType, type Type } from "../../../model/values/type.js";
import type { Attribute, Expression } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { unitReferences } from "../units/references.js";

export const wrongValueType: Rule = {
  id: "wrong-value-type",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const referring = new Set(unitReferences(ctx.file).map((reference) => reference.attribute));
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        const known = item.kind === "Attribute" ? schema.attributes[item.name.name] : undefined;
        if (item.kind !== "Attribute" || !known || known.removed || referring.has(item)) continue;
        // Said in words of its own.
        if (known.meaning === "unit-path" && item.name.name === "config_path") continue;
        if (!isComputed(item.value)) checkType(ctx, item, known);
      }
    }
  },
};

/** Whether a value holds calls, or anything that is not complete yet. */
function isComputed(value: Expression): boolean {
  let computed = false;
  walkExpressions(value, ({ kind }) => {
    computed ||= kind === "FunctionCallExpr" || kind === "ErrorExpr";
  });
  return computed;
}

const types: Readonly<Record<string, Type>> = {
  string: stringType,
  number: numberType,
  bool: boolType,
  "list(string)": listType(stringType),
  "map(string)": mapType(stringType),
};

function checkType(ctx: TerragruntRuleContext, { name, value }: Attribute, schema: AttributeSchema): void {
  const { value: given, diagnostics } = evaluate(value);
  if (diagnostics.length > 0 || given.isNull) return;
  const wanted = types[schema.type];
  const isMap = schema.type === "map(any)" || schema.type.startsWith("object(");
  if (isMap && given.type.kind !== "object") {
    ctx.report(startRange(value), `\`${name.name}\` must be an object: write \`{ … }\``, {
      summary: "Unsuitable value type",
    });
    return;
  }
  const converted = wanted && convert(given, wanted);
  if (!(converted instanceof Failure)) return;
  ctx.report(startRange(value), `\`${name.name}\` must be of the type ${schema.type}: ${converted.message}`, {
    summary: "Unsuitable value type",
  });
}
