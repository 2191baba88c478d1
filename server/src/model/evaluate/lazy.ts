// `try` and `can`, the two functions that get expressions, not values.

import type { FunctionCallExpr } from "../../syntax/ast.js";
import { boolType } from "../values/type.js";
import { dynamicValue, falseValue, isWhollyKnown, trueValue, Value } from "../values/value.js";
import { type Argument, errorInCall } from "./call.js";
import { type EvaluationDiagnostic, hasErrors } from "./diagnostic.js";
import { type Evaluation, type Frame, result } from "./frame.js";

/** Whether its argument evaluates without an error; unknown while that depends on what is unknown. */
export function evaluateCan(args: readonly Argument[], frame: Frame): Evaluation {
  const evaluation = args[0]?.evaluate(frame);
  if (evaluation === undefined || hasErrors(evaluation.diagnostics)) return result(falseValue);
  return result(isWhollyKnown(evaluation.value) ? trueValue : Value.unknown(boolType));
}

/** The first argument that evaluates without an error. An unknown one may still fail, so nothing is certain then. */
export function evaluateTry(call: FunctionCallExpr, args: readonly Argument[], frame: Frame): Evaluation {
  if (args.length === 0) return result(dynamicValue, [errorInCall(call, "at least one argument is required")]);
  const errors: EvaluationDiagnostic[] = [];
  for (const arg of args) {
    const { value, diagnostics } = arg.evaluate(frame);
    if (!hasErrors(diagnostics)) return result(isWhollyKnown(value) ? value : dynamicValue);
    errors.push(...diagnostics);
  }
  const reasons = errors.map(({ summary, detail }) => `- ${summary}\n  ${detail}\n`).join("");
  const message = `no expression succeeded:\n${reasons}\nAt least one expression must produce a successful result`;
  return result(dynamicValue, [errorInCall(call, message)]);
}
