// # wrong-input-type
//
// Reports an input whose value does not fit the type of the module's variable.
//
// Terragrunt passes inputs as text, numbers and bools as they are written and everything else as JSON, and OpenTofu
// reads that as a value of the variable's type.
//
// `app/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/app"
// }
//
// inputs = {
//   size = "large"
// #        ^^^^^^^ error[wrong-input-type]: this does not fit the module's variable `size`: a number is required
//   name = ["a", "b"]
// #        ^^^^^^^^^^ warning[wrong-input-type]: `name` is a string in the module, so it gets this value as JSON text
//   ids  = ["1", "2"]
// }
// ```
// `modules/app/main.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
//
// variable "name" {
//   type = string
// }
//
// variable "ids" {
//   type = list(number)
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { admit, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { valueOfTerm } from "../../../model/terragrunt/term.js";
import { Failure } from "../../../model/values/failure.js";
import { hasDynamic, isPrimitive } from "../../../model/values/type.js";
import type { Value } from "../../../model/values/value.js";
import type { ObjectItem } from "../../../syntax/ast.js";
import { walk } from "../../../syntax/visit.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf, knownModule, type UnitContext } from "../units/contexts.js";
import { attributeOf } from "../units/names.js";

export const wrongInputType: Rule = {
  id: "wrong-input-type",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const contexts = contextsOf(ctx).filter(({ view }) => view.context.role === "unit");
    const found = contexts.map((context) => mistakesOf(ctx, context));
    for (const [start, mistake] of found[0] ?? []) {
      if (!found.every((each) => each.has(start))) continue;
      ctx.report(mistake.range, mistake.message, mistake.isText ? { level: "warning" } : {});
    }
  },
};

interface Mistake {
  readonly range: TextRange;
  readonly message: string;
  /** It is no error, but certainly not what was meant. */
  readonly isText: boolean;
}

/** The mistakes in the file's own inputs, by where the entries start. */
function mistakesOf({ snapshot, file }: TerragruntRuleContext, { unit }: UnitContext): ReadonlyMap<number, Mistake> {
  const found = new Map<number, Mistake>();
  const module = knownModule(unit, "variable");
  const inputs = unit.inputs;
  const written = attributeOf(file.body.items, "inputs");
  if (!module || !inputs || !written) return found;
  const items = new Map<number, ObjectItem>();
  walk(written, (node) => {
    if (node.kind === "ObjectItem") items.set(node.range.start, node);
  });
  for (const [name, { term, origin }] of inputs) {
    const item = origin?.uri === file.uri ? items.get(origin.range.start) : undefined;
    const variable = item && inputVariable(snapshot, module, name);
    if (!item || !variable || variable.constraint.diagnostics.length > 0) continue;
    const given = valueOfTerm(term);
    if (given.isNull || mayBeJson(given, variable.constraint.type)) continue;
    if (variable.hasType && !hasDynamic(variable.constraint.type)) {
      const result = admit(variable, given);
      if (!(result instanceof Failure)) continue;
      const isText = variable.constraint.type.kind === "string" && !isPrimitive(given.type);
      found.set(item.range.start, {
        range: item.value.range,
        message: isText
          ? `\`${name}\` is a string in the module, so it gets this value as JSON text`
          : `this does not fit the module's variable \`${name}\`: ${result.message}`,
        isText,
      });
    }
  }
  return found;
}

/** A string is read as an expression where the variable is no string, so that JSON in it gives any value. */
function mayBeJson(given: Value, wanted: Parameters<typeof isPrimitive>[0]): boolean {
  if (given.type.kind === "dynamic") return true;
  if (given.type.kind !== "string") return false;
  if (!given.hasContent) return true;
  if (isPrimitive(wanted)) return false;
  // No other text is a list, a map or an object when it is read as an expression.
  const text = given.text.trimStart();
  return text.startsWith("[") || text.startsWith("{") || text.startsWith("(") || text.trimEnd() === "null";
}
