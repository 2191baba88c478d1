// `source[*]…` and `source.*…`: null becomes an empty tuple, a single value a tuple of one.

import type { SplatExpr } from "../../syntax/ast.js";
import { dynamicType, isSequence, listType, type Type, tupleType } from "../values/type.js";
import { dynamicValue, haveOneType, listValue, tupleValue, Value } from "../values/value.js";
import { type Diagnostics, evaluationError, hasErrors } from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { allOf, type Evaluation, type Frame, result, withItem } from "./frame.js";

export function evaluateSplat(expression: SplatExpr, frame: Frame): Evaluation {
  const source = evaluateIn(expression.source, frame);
  const found = source.diagnostics;
  if (hasErrors(found)) return result(dynamicValue, found);
  let { value } = source;
  const { marks } = value;
  const single = !isSequence(value.type);
  if (value.isNull) {
    if (single) return result(tupleValue([]).withMarks(marks), found);
    const detail = "Splat expressions (with the * symbol) cannot be applied to null sequences.";
    return result(dynamicValue, found, [
      evaluationError("splat-of-null", "Splat of null value", detail, expression.source.range),
    ]);
  }
  if (value.type.kind === "dynamic") return result(dynamicValue.withMarks(marks), found);
  // An unknown single value may turn out null, and then the result is empty.
  const mayBeEmpty = single && !value.isKnown && !value.isNotNull;
  if (single) value = tupleValue([value]).withMarks(marks);
  if (!value.isKnown) {
    const { type, diagnostics } = typeOfEach(expression, value.type, frame);
    return result(Value.unknown(type, true).withMarks(marks), found, diagnostics);
  }
  const each = value.elements.map((element) => evaluateIn(expression.each, withItem(frame, element)));
  const lists = [allOf([found, ...each.map(({ diagnostics }) => diagnostics)])];
  if (mayBeEmpty) return result(dynamicValue.withMarks(marks), ...lists);
  if (lists.some(hasErrors)) {
    return result(Value.unknown(typeOfEach(expression, value.type, frame).type).withMarks(marks), ...lists);
  }
  const values = each.map((evaluation) => evaluation.value);
  if (value.type.kind === "tuple") return result(tupleValue(values).withMarks(marks), ...lists);
  if (values.length === 0) {
    const { type, diagnostics } = typeOfEach(expression, value.type, frame);
    const element = type.kind === "list" ? type.element : dynamicType;
    return result(listValue([], element).withMarks(marks), ...lists, diagnostics);
  }
  if (!haveOneType(values)) {
    const detail =
      "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.";
    return result(dynamicValue, ...lists, [
      evaluationError("invalid-nested-splat", "Invalid nested splat expressions", detail, expression.each.range),
    ]);
  }
  return result(listValue(values).withMarks(marks), ...lists);
}

/** The type of the result, from the types of the elements alone. */
function typeOfEach(expression: SplatExpr, type: Type, frame: Frame): { type: Type; diagnostics: Diagnostics } {
  const each = (element: Type): Evaluation => evaluateIn(expression.each, withItem(frame, Value.unknown(element)));
  if (type.kind === "list" || type.kind === "set") {
    const { value, diagnostics } = each(type.element);
    return { type: listType(value.type), diagnostics };
  }
  if (type.kind !== "tuple") return { type: dynamicType, diagnostics: [] };
  const all = type.elements.map(each);
  return {
    type: tupleType(all.map(({ value }) => value.type)),
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
  };
}
