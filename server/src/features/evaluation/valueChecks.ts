// What a value must be at its place: `count`, `for_each`, conditions, arguments of a known type.
//
// Source: OpenTofu 1.12, `internal/lang/evalchecks`, hcl's `ext/dynblock` and `hcldec`.

import type { TextRange } from "../../base/range.js";
import { convert } from "../../model/values/convert.js";
import { Failure } from "../../model/values/failure.js";
import { boolType, numberType, stringType, type Type } from "../../model/values/type.js";
import { aType, typeName } from "../../model/values/typeName.js";
import { containsMark, unmarkDeep, type Value } from "../../model/values/value.js";
import type { Attribute, Expression } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import type { Phase } from "../diagnostic.js";
import { staticId } from "./staticScope.js";

/** A mistake without its file and stage. */
export interface ValueMistake {
  readonly id: string;
  readonly summary: string;
  readonly range: TextRange;
  readonly why: string;
  readonly name?: string;
  /** An error of OpenTofu's where nothing else is said. */
  readonly severity?: "error" | "warning";
  readonly phase?: Phase | "never";
}

const largest = 9223372036854775807n;

/** A `count`: a whole number that is not negative; it may be sensitive, but not ephemeral. */
export function checkCount(expression: Expression, value: Value): ValueMistake | undefined {
  const { range } = expression;
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-count",
    summary: "Invalid count argument",
    range,
    why,
  });
  const number = convert(value, numberType);
  if (number instanceof Failure) {
    return { id: "invalid-count", summary: "Incorrect value type", range, why: number.message };
  }
  if (containsMark(value, "ephemeral")) return invalid("it is ephemeral, and `count` is stored in the plan");
  if (number.isNull) return invalid("it is null, and `count` needs a number");
  if (!number.isKnown) return undefined;
  if (!number.number.isInteger || number.number.truncate() > largest) return invalid("it must be a whole number");
  return number.number.sign < 0 ? invalid("it must not be negative") : undefined;
}

/** A `for_each`; import blocks take tuples as well, and Terraform's take lists. */
export function checkForEach(expression: Expression, value: Value, takesTuples: boolean): ValueMistake | undefined {
  const { range } = expression;
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-for-each",
    summary: "Invalid for_each argument",
    range,
    why,
  });
  if (value.marks.has("sensitive")) return invalid("it is sensitive, and its keys would show in addresses");
  if (value.marks.has("ephemeral")) return invalid("it is ephemeral, and its keys are stored in the state");
  const { type } = value;
  if (value.isNull) return invalid("it is null; for no instances write an empty map");
  if (type.kind === "dynamic" || type.kind === "map" || type.kind === "object") return undefined;
  if ((type.kind === "tuple" || type.kind === "list") && takesTuples) return undefined;
  if (type.kind !== "set") {
    const hint = type.kind === "tuple" || type.kind === "list" ? "; `toset(…)` makes a set of it" : "";
    return invalid(`it must be a map or a set of strings, and this is ${aType(type)}${hint}`);
  }
  const plain = unmarkDeep(value);
  const isEmpty = plain.hasContent && plain.elements.length === 0;
  if (type.element.kind !== "string" && type.element.kind !== "dynamic" && !isEmpty) {
    return invalid(`a set must hold strings, and this one holds values of the type ${typeName(type.element)}`);
  }
  if (plain.elements.some((element) => element.isNull)) return invalid("the set holds null");
  return undefined;
}

/** The `for_each` of a `dynamic` block: anything with elements. */
export function checkDynamicForEach(expression: Expression, value: Value): ValueMistake | undefined {
  const { type } = value;
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-dynamic-for-each",
    summary: "Invalid dynamic for_each value",
    range: expression.range,
    why,
  });
  if (value.isNull) return invalid("it is null; for no blocks write an empty list");
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return invalid(`a ${type.kind} has no elements to go through`);
    default:
      return undefined;
  }
}

/** An argument of a known type, of the built-in provider or a provisioner. */
export function checkType(attribute: Attribute, value: Value, wanted: Type): ValueMistake | undefined {
  const converted = convert(value, wanted);
  if (!(converted instanceof Failure)) return undefined;
  return {
    id: "incorrect-argument-type",
    summary: "Incorrect attribute value type",
    range: attribute.value.range,
    name: attribute.name.name,
    why: converted.message,
  };
}

/**
 * Where a condition stands. `validate` looks at the conditions of variables and outputs as far as they are known, and
 * at those of objects and of `assert` only as to whether they can be evaluated.
 * Source: OpenTofu 1.12, `internal/tofu/eval_conditions.go`, `eval_variable.go` and `node_resource_validate.go`.
 */
export type ConditionPlace = "variable" | "output" | "object" | "assert";

/** The condition of a check, as OpenTofu reads it: a bool that is not null. */
export function checkCondition(expression: Expression, value: Value, place: ConditionPlace): ValueMistake | undefined {
  const converted = convert(value, boolType);
  const isLate = place === "object" || place === "assert" || !value.isKnown;
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-condition-result",
    summary: place === "variable" ? "Invalid variable validation result" : "Invalid condition result",
    range: expression.range,
    why,
    phase: isLate ? "plan" : "validate",
  });
  if (converted instanceof Failure) return invalid(converted.message);
  return converted.isNull ? invalid("it is null") : undefined;
}

/** The message of a check: a string that is not null. */
export function checkErrorMessage(
  expression: Expression,
  value: Value,
  place: ConditionPlace,
): ValueMistake | undefined {
  const converted = convert(value, stringType);
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-error-message",
    summary: "Invalid error message",
    range: expression.range,
    why,
    phase: place === "variable" || place === "object" ? "plan" : "validate",
  });
  if (converted instanceof Failure) return invalid(converted.message);
  return converted.isNull ? invalid("it is null") : undefined;
}

/** The message of a check, which OpenTofu hides where it would give something away. */
export function checkShownMessage(expression: Expression, value: Value): ValueMistake | undefined {
  const mark = (["sensitive", "ephemeral"] as const).find((each) => containsMark(value, each));
  return mark === undefined
    ? undefined
    : {
        id: "sensitive-error-message",
        summary: `Error message refers to ${mark} values`,
        range: expression.range,
        why: mark,
        severity: "warning",
        phase: "never",
      };
}

/**
 * `prevent_destroy`: a bool. What would only fail once an instance is to be destroyed is a warning.
 * Source: OpenTofu 1.12, `internal/tofu/node_resource_abstract_instance.go`.
 */
export function checkPreventDestroy(expression: Expression, value: Value): ValueMistake | undefined {
  const invalid = (why: string): ValueMistake => ({
    id: "invalid-prevent-destroy",
    summary: "Invalid value for prevent_destroy",
    range: expression.range,
    why,
  });
  const late = (why: string): ValueMistake => ({ ...invalid(why), severity: "warning", phase: "never" });
  const converted = convert(value, boolType);
  if (converted instanceof Failure) return invalid(converted.message);
  if (containsMark(value, "sensitive")) return late("it is sensitive, and whether destroying fails would give it away");
  if (containsMark(value, "ephemeral")) return late("it is ephemeral, and must be the same when the plan is applied");
  if (converted.isNull) return late("it is null; write `false` to allow destroying");
  let own: string | undefined;
  walkExpressions(expression, (inner) => {
    if (inner.kind === "ScopeTraversalExpr" && ["each", "count", "self"].includes(inner.root.name)) {
      own = inner.root.name;
    }
  });
  return own === undefined ? undefined : late(`\`${own}\` is gone once the instance is no longer in the configuration`);
}

/** The source of a module, which ends up in the module manifest. */
export function checkSource(expression: Expression, value: Value): ValueMistake | undefined {
  const mark = (["sensitive", "ephemeral"] as const).find((each) => containsMark(value, each));
  return mark === undefined
    ? undefined
    : {
        id: staticId,
        summary: `${mark === "sensitive" ? "Sensitive" : "Ephemeral"} value not allowed`,
        range: expression.range,
        name: "source",
        why: `it is ${mark}`,
      };
}

/** The `id` of an `import` block. Source: OpenTofu 1.12, `internal/tofu/eval_import.go`. */
export function checkImportId(expression: Expression, value: Value): ValueMistake | undefined {
  const invalid = (why: string, summary = "Invalid import id argument"): ValueMistake => ({
    id: "invalid-import-id",
    summary,
    range: expression.range,
    why,
  });
  if (value.isNull) return invalid("it is null");
  const mark = (["sensitive", "ephemeral"] as const).find((each) => containsMark(value, each));
  if (mark !== undefined) return invalid(`it is ${mark}, and the id is stored`);
  const converted = convert(value, stringType);
  return converted instanceof Failure ? invalid(converted.message, "Invalid import ID argument") : undefined;
}
