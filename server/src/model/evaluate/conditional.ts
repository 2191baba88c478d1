// `condition ? a : b`, and `%{ if }` of templates: both results are evaluated and brought to one type.

import { cover, type TextRange } from "../../base/range.js";
import type { Expression } from "../../syntax/ast.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import {
  boolType,
  dynamicType,
  isCollection,
  type ObjectType,
  type TupleType,
  type Type,
  typesEqual,
} from "../values/type.js";
import { aType, typeName } from "../values/typeName.js";
import { unify } from "../values/unify.js";
import { dynamicValue, type Marks, Value } from "../values/value.js";
import { evaluationError } from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { type Evaluation, type Frame, result } from "./frame.js";

/** One of both results: where it stands and how to get it. */
export interface Branch {
  readonly range: TextRange;
  evaluate(): Evaluation;
}

export function evaluateConditional(condition: Expression, then: Branch, otherwise: Branch, frame: Frame): Evaluation {
  const yes = then.evaluate();
  const no = otherwise.evaluate();
  const type = commonType(yes.value, no.value);
  if (type === undefined) {
    const why = describeMismatch(yes.value.type, no.value.type);
    const detail = `The true and false result expressions must have consistent types. ${why}.`;
    return result(dynamicValue, [
      inconsistent(detail, plainMismatch(yes.value.type, no.value.type), cover(then.range, otherwise.range)),
    ]);
  }
  const test = evaluateIn(condition, frame);
  if (test.value.isNull) {
    const detail = "The condition value is null. Conditions must either be true or false.";
    return result(Value.unknown(type), test.diagnostics, [
      evaluationError("null-condition", "Null condition", detail, condition.range),
    ]);
  }
  const marks: Marks[] = [test.value.marks, yes.value.marks, no.value.marks];
  if (!test.value.isKnown) {
    const bothNull = yes.value.isNull && no.value.isNull;
    const value = bothNull ? Value.null(type) : Value.unknown(type, yes.value.isNotNull && no.value.isNotNull);
    return result(value.withMarks(...marks), test.diagnostics);
  }
  const decision = convert(test.value.unmarked(), boolType);
  if (decision instanceof Failure) {
    const detail = "The condition expression must be of type bool.";
    return result(Value.unknown(type), test.diagnostics, [
      evaluationError("incorrect-condition-type", "Incorrect condition type", detail, condition.range),
    ]);
  }
  const [chosen, branch, name] = decision.isTrue ? [yes, then, "true"] : [no, otherwise, "false"];
  const converted = typesEqual(chosen.value.type, type) ? chosen.value : convert(chosen.value, type);
  if (!(converted instanceof Failure)) {
    return result(converted.withMarks(...marks), test.diagnostics, chosen.diagnostics);
  }
  const detail = `The ${name} result value has the wrong type: ${converted.message}.`;
  return result(Value.unknown(type).withMarks(...marks), test.diagnostics, chosen.diagnostics, [
    inconsistent(detail, `the ${name} result does not fit: ${converted.message}`, branch.range),
  ]);
}

function commonType(yes: Value, no: Value): Type | undefined {
  const untypedNull = (value: Value): boolean => value.isNull && value.type.kind === "dynamic" && !value.isMarked;
  if (untypedNull(yes)) return no.type;
  if (untypedNull(no)) return yes.type;
  if (yes.type.kind === "dynamic" || no.type.kind === "dynamic") return dynamicType;
  return unify([yes.type, no.type], true);
}

function inconsistent(detail: string, why: string, range: TextRange) {
  return evaluationError("inconsistent-conditional-types", "Inconsistent conditional result types", detail, range, {
    why,
  });
}

/** The same in a few words. */
function plainMismatch(yes: Type, no: Type): string {
  if (yes.kind === no.kind) return `one ${typeName(yes)} has other elements than the other`;
  return `one result is ${aType(yes)}, the other ${aType(no)}`;
}

/** Why two types have nothing in common, as OpenTofu explains it. */
function describeMismatch(yes: Type, no: Type): string {
  const nested =
    yes.kind === "object" && no.kind === "object"
      ? describeObjects(yes, no)
      : yes.kind === "tuple" && no.kind === "tuple"
        ? describeTuples(yes, no)
        : describeCollections(yes, no);
  if (nested !== undefined) return nested;
  if (typeName(yes) === typeName(no)) {
    return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";
  }
  return `The 'true' value is ${typeName(yes)}, but the 'false' value is ${typeName(no)}`;
}

function describeObjects(yes: ObjectType, no: ObjectType): string | undefined {
  for (const [name, type] of yes.attributes) {
    const other = no.attributes.get(name);
    if (other === undefined) {
      return `The 'true' value includes object attribute ${goQuote(name)}, which is absent in the 'false' value`;
    }
    if (!typesEqual(type, other)) {
      return `Type mismatch for object attribute ${goQuote(name)}: ${describeMismatch(type, other)}`;
    }
  }
  for (const name of no.attributes.keys()) {
    if (!yes.attributes.has(name)) {
      return `The 'false' value includes object attribute ${goQuote(name)}, which is absent in the 'true' value`;
    }
  }
  return undefined;
}

function describeTuples(yes: TupleType, no: TupleType): string | undefined {
  const [count, otherCount] = [yes.elements.length, no.elements.length];
  if (count !== otherCount) {
    return `The 'true' tuple has length ${count}, but the 'false' tuple has length ${otherCount}`;
  }
  for (const [i, type] of yes.elements.entries()) {
    const other = no.elements[i] as Type;
    if (!typesEqual(type, other)) return `Type mismatch for tuple element ${i}: ${describeMismatch(type, other)}`;
  }
  return undefined;
}

function describeCollections(yes: Type, no: Type): string | undefined {
  if (!isCollection(yes) || !isCollection(no) || yes.kind !== no.kind) return undefined;
  const structural = yes.element.kind === "object" || yes.element.kind === "tuple";
  if (!structural || yes.element.kind !== no.element.kind) return undefined;
  return `Mismatched ${yes.kind} element types: ${describeMismatch(yes.element, no.element)}`;
}
