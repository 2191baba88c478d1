// The static evaluator: an expression's value as OpenTofu would compute it, and what it would complain about.
//
// Evaluating with unknown values of known types is type inference, so there is no second walk for types. Source of the
// rules: hclsyntax's expression evaluation, of the version that OpenTofu 1.12 uses.

import type { TextRange } from "../../base/range.js";
import type {
  Expression,
  IndexKey,
  LiteralValueExpr,
  ObjectConsExpr,
  ScopeTraversalExpr,
  TraversalStep,
} from "../../syntax/ast.js";
import { didYouMean } from "../builtins/suggest.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { BigNumber } from "../values/number.js";
import { stringType, type Type } from "../values/type.js";
import {
  boolValue,
  dynamicValue,
  type Marks,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  type Value,
} from "../values/value.js";
import { attributeOf, elementOf } from "./access.js";
import { evaluateCall } from "./call.js";
import { evaluateConditional } from "./conditional.js";
import {
  type Diagnostics,
  type EvaluationDiagnostic,
  evaluationError,
  hasErrors,
  noDiagnostics,
} from "./diagnostic.js";
import { evaluateFor } from "./forExpression.js";
import { allOf, deepestNesting, type Evaluation, type Frame, heaviest, result, rootFrame } from "./frame.js";
import { evaluateBinary, evaluateUnary } from "./operation.js";
import type { Scope } from "./scope.js";
import { evaluateSplat } from "./splat.js";
import { evaluateTemplate } from "./template.js";

/**
 * Evaluates an expression. Without a scope only constants are allowed, as where OpenTofu evaluates before anything else.
 * What cannot be known statically is an unknown value, of a type as exact as can be told.
 */
export function evaluate(expression: Expression, scope?: Scope): Evaluation {
  return evaluateIn(expression, rootFrame(scope));
}

/** The type an expression's value will have; dynamic where that cannot be told. */
export function inferType(expression: Expression, scope: Scope): Type {
  return evaluate(expression, scope).value.type;
}

/** Evaluates an expression within a frame; the other files of this folder call back into this. */
export function evaluateIn(expression: Expression, frame: Frame): Evaluation {
  const { budget } = frame;
  if (budget.steps <= 0 || budget.nesting >= deepestNesting) return result(dynamicValue);
  budget.steps--;
  budget.nesting++;
  const evaluation = evaluateKind(expression, frame);
  budget.nesting--;
  if (evaluation.value.weight <= heaviest) return evaluation;
  return { value: dynamicValue.withMarks(evaluation.value.marks), diagnostics: evaluation.diagnostics };
}

function evaluateKind(expression: Expression, frame: Frame): Evaluation {
  switch (expression.kind) {
    case "LiteralValueExpr":
      return result(literal(expression));
    case "ParenthesesExpr":
      return evaluateIn(expression.expression, frame);
    case "TemplateExpr":
      return evaluateTemplate(expression, frame);
    case "ScopeTraversalExpr":
      return evaluateTraversal(expression, frame);
    case "RelativeTraversalExpr": {
      const source = evaluateIn(expression.source, frame);
      const end = traverse(source.value, expression.steps);
      return result(end.value, source.diagnostics, end.diagnostics);
    }
    case "IndexExpr": {
      const collection = evaluateIn(expression.collection, frame);
      const key = evaluateIn(expression.key, frame);
      const element = elementOf(collection.value, key.value, expression.brackets);
      return result(element.value, collection.diagnostics, key.diagnostics, element.diagnostics);
    }
    case "SplatExpr":
      return evaluateSplat(expression, frame);
    case "AnonSymbolExpr":
      return result(frame.item ?? dynamicValue);
    case "FunctionCallExpr":
      return evaluateCall(expression, frame);
    case "ConditionalExpr":
      return evaluateConditional(
        expression.condition,
        { range: expression.then.range, evaluate: () => evaluateIn(expression.then, frame) },
        { range: expression.else.range, evaluate: () => evaluateIn(expression.else, frame) },
        frame,
      );
    case "BinaryOpExpr":
      return evaluateBinary(expression, frame);
    case "UnaryOpExpr":
      return evaluateUnary(expression, frame);
    case "ForExpr":
      return evaluateFor(expression, frame);
    case "TupleConsExpr": {
      const elements = expression.elements.map((element) => evaluateIn(element, frame));
      return {
        value: tupleValue(elements.map((element) => element.value)),
        diagnostics: allOf(elements.map((element) => element.diagnostics)),
      };
    }
    case "ObjectConsExpr":
      return evaluateObject(expression, frame);
    case "ErrorExpr":
      return result(dynamicValue); // The parser has said what is wrong.
  }
}

function literal({ value }: LiteralValueExpr): Value {
  switch (value.type) {
    case "number":
      return numberLiteral(value.text);
    case "bool":
      return boolValue(value.value);
    case "null":
      return nullValue;
  }
}

const numberLiterals = new Map<string, Value>();
const mostLiterals = 1000;

/** The same few numbers stand in a configuration again and again. */
function numberLiteral(text: string): Value {
  const known = numberLiterals.get(text);
  if (known) return known;
  const value = numberValue(BigNumber.parse(text) ?? BigNumber.fromInteger(0));
  if (numberLiterals.size < mostLiterals) numberLiterals.set(text, value);
  return value;
}

function evaluateTraversal(expression: ScopeTraversalExpr, frame: Frame): Evaluation {
  const { name, range } = expression.root;
  const local = frame.names.get(name);
  if (local !== undefined) return traverse(local, expression.steps);
  const { scope } = frame;
  if (scope === undefined) {
    if (frame.names.size > 0) return result(dynamicValue, [unknownVariable(name, range, frame)]);
    const detail = "Variables may not be used here.";
    return result(dynamicValue, [
      evaluationError("variables-not-allowed", "Variables not allowed", detail, range, { name }),
    ]);
  }
  const found = scope.lookup(expression);
  if (found === undefined) return result(dynamicValue, [unknownVariable(name, range, frame)]);
  const end = traverse(found.value, expression.steps.slice(found.consumed));
  return result(end.value, found.diagnostics ?? noDiagnostics, end.diagnostics);
}

function unknownVariable(name: string, range: TextRange, frame: Frame): EvaluationDiagnostic {
  const suggestion = didYouMean(name, [...frame.names.keys(), ...(frame.scope?.roots ?? [])].sort());
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  const detail = `There is no variable named "${name}".${hint}`;
  return evaluationError("unknown-variable", "Unknown variable", detail, range, {
    name,
    candidates: [...frame.names.keys()],
  });
}

/** The value that literal steps lead to; the first that fails ends the way. */
export function traverse(start: Value, steps: readonly TraversalStep[]): Evaluation {
  let value = start;
  let found: Diagnostics = noDiagnostics;
  for (const step of steps) {
    const next =
      step.kind === "AttrStep"
        ? attributeOf(value, step.name, step.range)
        : elementOf(value, stepKey(step.key), step.range);
    if (next.diagnostics.length > 0) found = [...found, ...next.diagnostics];
    if (hasErrors(next.diagnostics)) return { value: dynamicValue, diagnostics: found };
    value = next.value;
  }
  return { value, diagnostics: found };
}

function stepKey(key: IndexKey): Value {
  switch (key.type) {
    case "string":
      return stringValue(key.value);
    case "number":
      return numberLiteral(key.text);
    case "bool":
      return boolValue(key.text === "true");
    case "null":
      return nullValue;
  }
}

function evaluateObject(expression: ObjectConsExpr, frame: Frame): Evaluation {
  const entries = new Map<string, Value>();
  const marks: Marks[] = [];
  const lists: Diagnostics[] = [];
  let known = true;
  for (const item of expression.items) {
    const key = evaluateKey(item.key, frame);
    const value = evaluateIn(item.value, frame);
    lists.push(key.diagnostics, value.diagnostics);
    if (hasErrors(key.diagnostics)) {
      known = false;
      continue;
    }
    if (key.value.isNull) {
      const detail = "Can't use a null value as a key.";
      lists.push([evaluationError("null-value-as-key", "Null value as key", detail, item.value.range)]);
      known = false;
      continue;
    }
    marks.push(key.value.marks);
    const name = convert(key.value.unmarked(), stringType);
    if (name instanceof Failure) {
      const detail = `Can't use this value as a key: ${name.message}.`;
      lists.push([
        evaluationError("incorrect-key-type", "Incorrect key type", detail, item.key.range, { why: name.message }),
      ]);
      known = false;
      continue;
    }
    if (!name.isKnown) {
      known = false;
      continue;
    }
    entries.set(name.text, value.value);
  }
  return { value: known ? objectValue(entries).withMarks(...marks) : dynamicValue, diagnostics: allOf(lists) };
}

/** The value of an object's key: a bare name stands for itself. */
export function evaluateKey(key: Expression, frame: Frame): Evaluation {
  const keyword = keywordOf(key);
  if (keyword !== undefined) return result(stringValue(keyword));
  if (key.kind === "ScopeTraversalExpr") {
    const detail =
      "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.";
    return result(dynamicValue, [
      evaluationError("ambiguous-attribute-key", "Ambiguous attribute key", detail, key.range),
    ]);
  }
  return evaluateIn(key, frame);
}

/** The word an expression consists of: a name without steps, `true`, `false` or `null`. */
export function keywordOf(expression: Expression): string | undefined {
  if (expression.kind === "ScopeTraversalExpr") {
    return expression.steps.length === 0 ? expression.root.name : undefined;
  }
  if (expression.kind !== "LiteralValueExpr") return undefined;
  if (expression.value.type === "null") return "null";
  return expression.value.type === "bool" ? String(expression.value.value) : undefined;
}
