// Templates: parts become one string; a lone interpolation is its value as it is.

import { cover, range, type TextRange } from "../../base/range.js";
import type { TemplateExpr, TemplateFor, TemplateIf, TemplatePart } from "../../syntax/ast.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { place, placeOf } from "../values/placedText.js";
import { stringType } from "../values/type.js";
import { type Marks, stringValue, Value } from "../values/value.js";
import { evaluateConditional } from "./conditional.js";
import { type Diagnostics, type EvaluationDiagnostic, evaluationError, hasErrors } from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { buildTuple } from "./forExpression.js";
import { type Evaluation, type Frame, result } from "./frame.js";

/** A longer text is taken for unknown. */
const longestText = 4_000_000;

export function evaluateTemplate(expression: TemplateExpr, frame: Frame): Evaluation {
  const [only] = expression.parts;
  if (expression.parts.length === 1 && only?.kind === "TemplateInterpolation") {
    return evaluateIn(only.expression, frame);
  }
  return evaluateParts(expression.parts, frame);
}

function evaluateParts(parts: readonly TemplatePart[], frame: Frame): Evaluation {
  const lists: Diagnostics[] = [];
  const marks: Marks[] = [];
  let text = "";
  let known = true;
  let failed = false;
  // The same text with the directory that it begins with named by a mark, where it begins with one.
  let placed: string | undefined;
  for (const part of parts) {
    if (part.kind === "TemplateLiteral") {
      if (!failed) text += part.value;
      if (placed !== undefined) placed += part.value;
      continue;
    }
    const { value, diagnostics } = evaluatePart(part, frame);
    lists.push(diagnostics);
    if (hasErrors(diagnostics)) failed = true;
    if (value.isNull) {
      const detail = "The expression result is null. Cannot include a null value in a string template.";
      lists.push([invalid(detail, "it is null", part)]);
      failed = true;
      continue;
    }
    marks.push(value.marks);
    const directory = placeOf(value);
    if (directory !== undefined && part === parts[0]) placed = directory;
    if (!value.isKnown) {
      if (part !== parts[0]) placed = undefined;
      known = false;
      continue;
    }
    const converted = convert(value.unmarked(), stringType);
    if (converted instanceof Failure) {
      const detail = `Cannot include the given value in a string template: ${converted.message}.`;
      lists.push([invalid(detail, converted.message, part)]);
      failed = true;
      continue;
    }
    if (!failed) text += converted.text;
    if (placed !== undefined && part !== parts[0]) placed += converted.text;
    if (text.length > longestText) return result(Value.unknown(stringType, true).withMarks(...marks), ...lists);
  }
  // With a part missing, what stands before it is the value, as in OpenTofu.
  const value = known ? stringValue(text) : Value.unknown(stringType, true);
  const marked = value.withMarks(...marks);
  return result(placed === undefined || failed ? marked : place(marked, placed), ...lists);
}

function evaluatePart(part: Exclude<TemplatePart, { kind: "TemplateLiteral" }>, frame: Frame): Evaluation {
  switch (part.kind) {
    case "TemplateInterpolation":
      return evaluateIn(part.expression, frame);
    case "TemplateIf":
      return evaluateIf(part, frame);
    case "TemplateFor":
      return evaluateForDirective(part, frame);
  }
}

function evaluateIf(part: TemplateIf, frame: Frame): Evaluation {
  const branch = (parts: readonly TemplatePart[], empty: TextRange) => ({
    range: spanOf(parts) ?? empty,
    evaluate: () => evaluateParts(parts, frame),
  });
  const after = range(part.condition.range.end, part.condition.range.end);
  const then = branch(part.then, after);
  return evaluateConditional(
    part.condition,
    then,
    branch(part.else ?? [], range(part.range.end, part.range.end)),
    frame,
  );
}

function evaluateForDirective(part: TemplateFor, frame: Frame): Evaluation {
  const tuple = buildTuple(part, (inner) => evaluateParts(part.parts, inner), frame);
  const { value, diagnostics } = tuple;
  if (!value.isKnown || value.type.kind !== "tuple") {
    return result(Value.unknown(stringType).withMarks(value.marks), diagnostics);
  }
  const marks = new Set(value.marks);
  const lists: Diagnostics[] = [diagnostics];
  let text = "";
  for (const element of value.elements) {
    if (!element.isKnown) return result(Value.unknown(stringType).withMarks(value.marks), ...lists);
    for (const mark of element.marks) marks.add(mark);
    text += element.text;
    if (text.length > longestText) return result(Value.unknown(stringType).withMarks(value.marks), ...lists);
  }
  return result(stringValue(text).withMarks(marks), ...lists);
}

function spanOf(parts: readonly TemplatePart[]): TextRange | undefined {
  const [first, last] = [parts[0], parts.at(-1)];
  return first && last ? cover(partRange(first), partRange(last)) : undefined;
}

/** Where hcl says a part is: an interpolation is at its expression. */
export function partRange(part: TemplatePart): TextRange {
  return part.kind === "TemplateInterpolation" ? part.expression.range : part.range;
}

function invalid(detail: string, why: string, part: TemplatePart): EvaluationDiagnostic {
  return evaluationError(
    "invalid-template-interpolation",
    "Invalid template interpolation value",
    detail,
    partRange(part),
    { why },
  );
}
