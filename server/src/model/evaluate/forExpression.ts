// `[for …]` and `{for …}`, and `%{ for }` of templates.

import type { Expression, ForExpr, Identifier } from "../../syntax/ast.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import { boolType, stringType } from "../values/type.js";
import { typeName } from "../values/typeName.js";
import {
  dynamicValue,
  isIterable,
  iterate,
  type Mark,
  type Marks,
  objectValue,
  tupleValue,
  type Value,
} from "../values/value.js";
import { type Diagnostics, evaluationError, hasErrors } from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { allOf, type Evaluation, type Frame, result, withNames } from "./frame.js";

/** What all three forms share. */
interface Loop {
  readonly keyVar: Identifier | undefined;
  readonly valueVar: Identifier;
  readonly collection: Expression;
  readonly condition?: Expression | undefined;
}

/** Diagnostics and marks gathered on the way, and whether the result can still be known. */
class Gathering {
  readonly lists: Diagnostics[] = [];
  readonly marks = new Set<Mark>();
  known = true;

  mark(marks: Marks): void {
    for (const mark of marks) this.marks.add(mark);
  }

  /** Reports a mistake once: after one iteration failed, further ones would only repeat it. */
  fail(id: string, summary: string, detail: string, at: Expression, why: string): void {
    if (this.known) this.lists.push([evaluationError(id, summary, detail, at.range, { why })]);
    this.known = false;
  }

  end(value: Value): Evaluation {
    return { value: (this.known ? value : dynamicValue).withMarks(this.marks), diagnostics: allOf(this.lists) };
  }
}

export function evaluateFor(expression: ForExpr, frame: Frame): Evaluation {
  if (expression.keyExpr === undefined) {
    return buildTuple(expression, (inner) => evaluateIn(expression.valueExpr, inner), frame);
  }
  return buildObject(expression, expression.keyExpr, frame);
}

/** The tuple of what `element` gives in each iteration. */
export function buildTuple(loop: Loop, element: (frame: Frame) => Evaluation, frame: Frame): Evaluation {
  const gathering = new Gathering();
  const iterations = open(loop, gathering, frame);
  if (!Array.isArray(iterations)) return iterations as Evaluation;
  const elements: Value[] = [];
  for (const inner of iterations as readonly Frame[]) {
    if (!included(loop, gathering, inner)) continue;
    const { value, diagnostics } = element(inner);
    gathering.lists.push(diagnostics);
    elements.push(value);
  }
  return gathering.end(tupleValue(elements));
}

function buildObject(expression: ForExpr, keyExpr: Expression, frame: Frame): Evaluation {
  const gathering = new Gathering();
  const iterations = open(expression, gathering, frame);
  if (!Array.isArray(iterations)) return iterations as Evaluation;
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  for (const inner of iterations as readonly Frame[]) {
    if (!included(expression, gathering, inner)) continue;
    const name = keyOf(keyExpr, gathering, inner);
    if (name === undefined) continue;
    const { value, diagnostics } = evaluateIn(expression.valueExpr, inner);
    gathering.lists.push(diagnostics);
    if (expression.group) {
      const group = groups.get(name);
      if (group) group.push(value);
      else groups.set(name, [value]);
    } else if (entries.has(name)) {
      const detail = `Two different items produced the key ${goQuote(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`;
      gathering.lists.push([
        evaluationError("duplicate-object-key", "Duplicate object key", detail, keyExpr.range, { name }),
      ]);
    } else entries.set(name, value);
  }
  for (const [name, group] of groups) entries.set(name, tupleValue(group));
  return gathering.end(objectValue(entries));
}

/** The frames of all iterations, or the result where there is nothing to iterate over. */
function open(loop: Loop, gathering: Gathering, frame: Frame): readonly Frame[] | Evaluation {
  const { value, diagnostics } = evaluateIn(loop.collection, frame);
  gathering.lists.push(diagnostics);
  const refuse = (id: string, summary: string, detail: string, at: Expression, why?: string): Evaluation =>
    result(dynamicValue, ...gathering.lists, [evaluationError(id, summary, detail, at.range, why ? { why } : {})]);
  if (value.isNull) {
    const detail = "A null value cannot be used as the collection in a 'for' expression.";
    return refuse("iteration-over-null", "Iteration over null value", detail, loop.collection);
  }
  if (value.type.kind === "dynamic") return result(dynamicValue, ...gathering.lists);
  gathering.mark(value.marks);
  if (!isIterable(value.type)) {
    const detail = `A value of type ${typeName(value.type)} cannot be used as the collection in a 'for' expression.`;
    return refuse(
      "iteration-over-non-iterable",
      "Iteration over non-iterable value",
      detail,
      loop.collection,
      typeName(value.type),
    );
  }
  if (loop.condition !== undefined) {
    // A condition that is wrong for every element is found even where there is no element.
    const check = evaluateIn(loop.condition, bind(loop, frame, dynamicValue, dynamicValue));
    gathering.lists.push(check.diagnostics);
    if (check.value.isNull) {
      const detail = "The value of the 'if' clause must not be null.";
      return refuse("null-for-condition", "Condition is null", detail, loop.condition);
    }
    const converted = convert(check.value, boolType);
    if (converted instanceof Failure) {
      const detail = `The 'if' clause value is invalid: ${converted.message}.`;
      return refuse("invalid-for-condition", "Invalid 'for' condition", detail, loop.condition, converted.message);
    }
    if (hasErrors(check.diagnostics)) return result(dynamicValue, ...gathering.lists);
    if (!value.isKnown) gathering.mark(check.value.marks);
  }
  if (!value.isKnown) return result(dynamicValue.withMarks(gathering.marks), ...gathering.lists);
  return [...iterate(value)].map(([key, element]) => bind(loop, frame, key, element));
}

function bind(loop: Loop, frame: Frame, key: Value, element: Value): Frame {
  return withNames(frame, [
    [loop.keyVar?.name, key],
    [loop.valueVar.name, element],
  ]);
}

function included(loop: Loop, gathering: Gathering, frame: Frame): boolean {
  if (loop.condition === undefined) return true;
  const { value, diagnostics } = evaluateIn(loop.condition, frame);
  gathering.lists.push(diagnostics);
  if (value.isNull) {
    const detail = "The value of the 'if' clause must not be null.";
    gathering.fail("invalid-for-condition", "Invalid 'for' condition", detail, loop.condition, "it is null");
    return false;
  }
  gathering.mark(value.marks);
  if (!value.isKnown) {
    gathering.known = false;
    return false;
  }
  const include = convert(value.unmarked(), boolType);
  if (include instanceof Failure) {
    const detail = `The 'if' clause value is invalid: ${include.message}.`;
    gathering.fail("invalid-for-condition", "Invalid 'for' condition", detail, loop.condition, include.message);
    return false;
  }
  return include.isTrue;
}

function keyOf(keyExpr: Expression, gathering: Gathering, frame: Frame): string | undefined {
  const { value, diagnostics } = evaluateIn(keyExpr, frame);
  gathering.lists.push(diagnostics);
  if (value.isNull) {
    const detail = "Key expression in 'for' expression must not produce a null value.";
    gathering.fail("invalid-object-key", "Invalid object key", detail, keyExpr, "it is null");
    return undefined;
  }
  gathering.mark(value.marks);
  if (!value.isKnown) {
    gathering.known = false;
    return undefined;
  }
  const key = convert(value.unmarked(), stringType);
  if (key instanceof Failure) {
    const detail = `The key expression produced an invalid result: ${key.message}.`;
    gathering.fail("invalid-object-key", "Invalid object key", detail, keyExpr, key.message);
    return undefined;
  }
  return key.text;
}
