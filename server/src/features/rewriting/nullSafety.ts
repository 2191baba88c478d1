// What an expression does while an object with `enabled` is on, while it is off, and before either is known.
//
// Source: OpenTofu 1.12.6. The object is itself while it is on and null while it is off; validation takes it for an
// unknown object. Keys on a resource without instances, and symbols that only some blocks have, are rejected before
// anything is evaluated, so no `try` catches those.

import { evaluate } from "../../model/evaluate/evaluate.js";
import type { Scope } from "../../model/evaluate/scope.js";
import { functionTable } from "../../model/functions/table.js";
import { visitReferences } from "../../model/references.js";
import type { ObjectType } from "../../model/values/type.js";
import { nullValue, objectValue, Value } from "../../model/values/value.js";
import type { Expression } from "../../syntax/ast.js";

const builtinFunctions = functionTable();

/** The summary of the first error in each state; undefined where there is none. */
export interface NullSafety {
  readonly validate: string | undefined;
  readonly on: string | undefined;
  readonly off: string | undefined;
}

/** How an expression that names the object of `key` fares. `type` says which attributes the object has. */
export function nullSafety(expression: Expression, key: string, isModule: boolean, type: ObjectType): NullSafety {
  const early = rejectedEarly(expression, key, isModule);
  if (early !== undefined) return { validate: early, on: early, off: early };
  const on = objectValue(
    [...type.attributes].map(([name, attribute]) => [name, Value.unknown(attribute, name === "id")]),
  );
  return {
    validate: firstError(expression, key, Value.unknown(type)),
    on: firstError(expression, key, on),
    off: firstError(expression, key, isModule ? nullValue : Value.null(type)),
  };
}

/** Errors of references themselves. */
function rejectedEarly(expression: Expression, key: string, isModule: boolean): string | undefined {
  let found: string | undefined;
  visitReferences(expression, "expression", [], (origin) => {
    const root = origin.base.root.name;
    const [first] = origin.accessors;
    if (root === "self") found ??= 'Invalid "self" reference';
    else if (root === "count") found ??= 'Reference to "count" in non-counted context';
    else if (root === "each") found ??= 'Reference to "each" in context without for_each';
    else if (origin.key !== key || isModule || !first) return;
    else if (first.kind === "index") found ??= "Unexpected resource instance key";
    else if (first.kind === "attr" && first.name === "count") found ??= "Invalid resource count attribute";
  });
  return found;
}

function firstError(expression: Expression, key: string, value: Value): string | undefined {
  const steps = key.split(".").length - 1;
  const scope: Scope = {
    functions: builtinFunctions,
    lookup: (traversal) => {
      const names = traversal.steps.slice(0, steps).map((step) => (step.kind === "AttrStep" ? step.name : ""));
      return [traversal.root.name, ...names].join(".") === key ? { value, consumed: steps } : undefined;
    },
  };
  return evaluate(expression, scope).diagnostics[0]?.summary;
}
