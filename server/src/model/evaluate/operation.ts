// Operators: operands are converted, null is refused, unknown values and marks pass through.

import type { BinaryOpExpr, BinaryOperator, UnaryOpExpr } from "../../syntax/ast.js";
import { convert } from "../values/convert.js";
import { equals } from "../values/equality.js";
import { Failure } from "../values/failure.js";
import type { BigNumber } from "../values/number.js";
import { boolType, dynamicType, numberType, type PrimitiveType, type Type } from "../values/type.js";
import {
  boolValue,
  falseValue,
  isWhollyKnown,
  type Mark,
  numberValue,
  trueValue,
  unmarkDeep,
  Value,
} from "../values/value.js";
import { type Diagnostics, evaluationError, hasErrors } from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { type Evaluation, type Frame, result } from "./frame.js";

interface Operator {
  readonly operand: Type;
  readonly result: PrimitiveType;
  /** The result for known operands; a text says why there is none. */
  readonly compute?: (left: BigNumber, right: BigNumber) => BigNumber | boolean | string;
}

const arithmetic = (name: "add" | "multiply" | "divide" | "modulo" | "subtract", impossible: string): Operator => ({
  operand: numberType,
  result: numberType,
  compute: (left, right) => (name === "subtract" ? left.add(right.negate()) : left[name](right)) ?? impossible,
});
const comparison = (holds: (order: number) => boolean): Operator => ({
  operand: numberType,
  result: boolType,
  compute: (left, right) => holds(left.compare(right)),
});
const logic: Operator = { operand: boolType, result: boolType };
const equality: Operator = { operand: dynamicType, result: boolType };

const operators: Readonly<Record<BinaryOperator, Operator>> = {
  "||": logic,
  "&&": logic,
  "==": equality,
  "!=": equality,
  "<": comparison((order) => order < 0),
  "<=": comparison((order) => order <= 0),
  ">": comparison((order) => order > 0),
  ">=": comparison((order) => order >= 0),
  "+": arithmetic("add", "can't compute sum of opposing infinities"),
  "-": arithmetic("subtract", "can't subtract infinity from itself"),
  "*": arithmetic("multiply", "can't multiply zero by infinity"),
  "/": arithmetic("divide", "can't divide zero by zero or infinity by infinity"),
  "%": arithmetic("modulo", "can't use modulo with zero and infinity"),
};

export function evaluateBinary(expression: BinaryOpExpr, frame: Frame): Evaluation {
  const operator = operators[expression.operator];
  const left = evaluateIn(expression.left, frame);
  const right = evaluateIn(expression.right, frame);
  const leftOperand = convert(left.value, operator.operand);
  const rightOperand = convert(right.value, operator.operand);
  if (leftOperand instanceof Failure || rightOperand instanceof Failure) {
    const unsuitable: Diagnostics[] = [];
    for (const [side, operand] of [["left", leftOperand] as const, ["right", rightOperand] as const]) {
      if (!(operand instanceof Failure)) continue;
      const detail = `Unsuitable value for ${side} operand: ${operand.message}.`;
      unsuitable.push([
        evaluationError("invalid-operand", "Invalid operand", detail, expression[side].range, {
          name: expression.operator,
          why: operand.message,
        }),
      ]);
    }
    return result(Value.unknown(operator.result), ...unsuitable, left.diagnostics, right.diagnostics);
  }
  const marks = [leftOperand.marks, rightOperand.marks];
  const [a, b] = [leftOperand.unmarked(), rightOperand.unmarked()];
  if (operator === logic) {
    const decided = shortCircuit(expression.operator === "||", a, b, left.diagnostics, right.diagnostics);
    if (decided) return result(decided.value.withMarks(...marks), decided.diagnostics);
  }
  const found = [left.diagnostics, right.diagnostics];
  if (found.some(hasErrors)) return result(Value.unknown(operator.result).withMarks(...marks), ...found);
  const computed =
    operator === equality ? compareForEquality(expression.operator === "==", a, b) : compute(operator, a, b);
  if (typeof computed === "string") {
    const detail = `Error during operation: ${computed}.`;
    return result(Value.unknown(operator.result), ...found, [
      evaluationError("operation-failed", "Operation failed", detail, expression.range, {
        name: expression.operator,
        why: computed,
      }),
    ]);
  }
  return result(computed.withMarks(...marks), ...found);
}

function compute(operator: Operator, a: Value, b: Value): Value | string {
  if (a.isNull || b.isNull) return "argument must not be null";
  if (!a.isKnown || !b.isKnown) return Value.unknown(operator.result, true);
  const computed = operator.compute?.(a.number, b.number);
  if (typeof computed === "string") return computed;
  // Only `&&` and `||` compute nothing, and they are decided before unless an operand is null.
  if (computed === undefined) return "argument must not be null";
  return typeof computed === "boolean" ? boolValue(computed) : numberValue(computed);
}

function compareForEquality(wanted: boolean, a: Value, b: Value): Value {
  const marks = new Set<Mark>();
  const equal = equals(unmarkDeep(a, marks), unmarkDeep(b, marks));
  const value = equal === undefined ? Value.unknown(boolType, true) : boolValue(equal === wanted);
  return value.withMarks(marks);
}

// One operand may decide alone; then the other's errors do not matter. OpenTofu takes null for false here.
function shortCircuit(
  or: boolean,
  a: Value,
  b: Value,
  leftFound: Diagnostics,
  rightFound: Diagnostics,
): Evaluation | undefined {
  const decides = (value: Value): boolean => value.isKnown && value.isTrue === or;
  const yields = (value: Value): boolean => value.isKnown && value.isTrue !== or;
  const undecided = Value.unknown(boolType, true);
  if (!a.isKnown && !b.isKnown) return hasErrors(leftFound) ? undefined : result(undecided, leftFound);
  if (decides(a)) return result(or ? trueValue : falseValue, leftFound);
  if (decides(b)) return result(or ? trueValue : falseValue, rightFound);
  if (!a.isKnown && yields(b)) return result(undecided, leftFound);
  if (!b.isKnown && yields(a)) return result(undecided, rightFound);
  if (a.isNull || b.isNull) return undefined;
  return hasErrors(leftFound) || hasErrors(rightFound) ? undefined : result(boolValue(!or), leftFound, rightFound);
}

export function evaluateUnary(expression: UnaryOpExpr, frame: Frame): Evaluation {
  const type = expression.operator === "-" ? numberType : boolType;
  const operand = evaluateIn(expression.operand, frame);
  const value = convert(operand.value, type);
  if (value instanceof Failure) {
    const detail = `Unsuitable value for unary operand: ${value.message}.`;
    return result(Value.unknown(type), operand.diagnostics, [
      evaluationError("invalid-operand", "Invalid operand", detail, expression.operand.range, {
        name: expression.operator,
        why: value.message,
      }),
    ]);
  }
  if (hasErrors(operand.diagnostics)) return result(Value.unknown(type), operand.diagnostics);
  if (value.isNull) {
    const detail = "Error during operation: argument must not be null.";
    return result(Value.unknown(type), operand.diagnostics, [
      evaluationError("operation-failed", "Operation failed", detail, expression.range, {
        name: expression.operator,
        why: "argument must not be null",
      }),
    ]);
  }
  if (!isWhollyKnown(value)) return result(Value.unknown(type, true).withMarks(value.marks), operand.diagnostics);
  const computed = expression.operator === "-" ? numberValue(value.number.negate()) : boolValue(!value.isTrue);
  return result(computed.withMarks(value.marks), operand.diagnostics);
}
