// Values that the variable they are given to refuses by its own `validation` blocks.
//
// Source: OpenTofu 1.12, `internal/tofu/eval_variable.go`. A module call's values are validated by `tofu validate`
// already, as far as they are known; those of values files by a plan.

import type { TextRange } from "../../base/range.js";
import { blockOf } from "../../model/declarationSyntax.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import type { Scope } from "../../model/evaluate/scope.js";
import { argument } from "../../model/extract.js";
import type { InputVariable } from "../../model/moduleValues/inputVariables.js";
import type { ModuleValues } from "../../model/moduleValues.js";
import { convert } from "../../model/values/convert.js";
import { boolType, stringType } from "../../model/values/type.js";
import { Value } from "../../model/values/value.js";
import type { Block } from "../../syntax/ast.js";
import type { Phase, RelatedLocation } from "../diagnostic.js";
import type { Mistake } from "./mistake.js";

/** A `validation` block that refuses a value. */
export interface FailedValidation {
  /** Its `error_message`; undefined where that is not known, or must not be shown. */
  readonly message: string | undefined;
  readonly related: RelatedLocation;
}

/**
 * The validations of a variable that certainly refuse a value, which has the variable's type. `values` are those of the
 * module that declares it. Whatever else a condition reads counts only where it is known.
 */
export function failedValidations(values: ModuleValues, variable: InputVariable, value: Value): FailedValidation[] {
  const { snapshot, module } = values;
  const key = `var.${variable.name}`;
  // Override files put validations of their own in place of these.
  if (module.overriding.has(key) || (value.isNull && !variable.nullable)) return [];
  const declared = blockOf(snapshot, module.declaration(key));
  if (!declared) return [];
  const given = variable.sensitive ? value.withMarks(new Set(["sensitive" as const])) : value;
  const failed: FailedValidation[] = [];
  for (const block of declared.node.body.items) {
    if (block.kind !== "Block" || block.type.name !== "validation") continue;
    const within = (name: string) => evaluated(values, declared.file, [declared.node, block], name, variable, given);
    const condition = within("condition");
    const result = condition && convert(condition, boolType);
    if (!(result instanceof Value) || !result.hasContent || !result.isFalse) continue;
    const text = within("error_message");
    const message = text && convert(text, stringType);
    const isShown = message instanceof Value && message.hasContent && !message.isMarked;
    failed.push({
      message: isShown ? message.text : undefined,
      related: { uri: declared.file.uri, range: block.header, message: "refused by this validation" },
    });
  }
  return failed;
}

/** A refused value as a mistake at the place where it is given. */
export function failedMistake(
  { message, related }: FailedValidation,
  name: string,
  uri: string,
  range: TextRange,
  phase: Phase,
): Mistake {
  return {
    id: "failed-validation",
    severity: "error",
    summary: "Invalid value for variable",
    uri,
    range,
    phase,
    name,
    ...(message === undefined ? {} : { why: message }),
    related: [related],
  };
}

/** An argument of a validation block where the variable has the value; undefined where it is missing or fails. */
function evaluated(
  values: ModuleValues,
  file: Parameters<ModuleValues["scopeAt"]>[0],
  blocks: readonly Block[],
  name: string,
  variable: InputVariable,
  given: Value,
): Value | undefined {
  const attribute = argument((blocks.at(-1) as Block).body, name);
  if (!attribute) return undefined;
  const scope = givenScope(values.scopeAt(file, blocks, attribute), variable.name, given);
  const { value, diagnostics } = evaluate(attribute.value, scope);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : value;
}

/** A scope in which one input variable has a certain value. */
function givenScope(scope: Scope, name: string, value: Value): Scope {
  return {
    ...(scope.functions ? { functions: scope.functions } : {}),
    ...(scope.files ? { files: scope.files } : {}),
    ...(scope.parseTemplate ? { parseTemplate: scope.parseTemplate.bind(scope) } : {}),
    ...(scope.parseFile ? { parseFile: scope.parseFile.bind(scope) } : {}),
    lookup: (traversal) => {
      const [step] = traversal.steps;
      const isIt = traversal.root.name === "var" && step?.kind === "AttrStep" && step.name === name;
      return isIt ? { value, consumed: 1 } : scope.lookup(traversal);
    },
  };
}
