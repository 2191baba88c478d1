// Function calls: the number of arguments, their conversion, lazy arguments, and what the function itself reports.

import { range, type TextRange } from "../../base/range.js";
import type { FunctionCallExpr } from "../../syntax/ast.js";
import { didYouMean } from "../builtins/suggest.js";
import { callFunction, parameterAt } from "../functions/call.js";
import type { CallContext } from "../functions/implementation.js";
import type { Signature } from "../functions/signature.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { isSequence, withoutOptional } from "../values/type.js";
import { typeName } from "../values/typeName.js";
import { dynamicValue, type Value } from "../values/value.js";
import { decodeVariables } from "./decodeVariables.js";
import {
  type Diagnostics,
  type EvaluationDiagnostic,
  evaluationError,
  hasErrors,
  noDiagnostics,
} from "./diagnostic.js";
import { evaluateIn } from "./evaluate.js";
import { type Evaluation, type Frame, result } from "./frame.js";
import { evaluateCan, evaluateTry } from "./lazy.js";
import { renderTemplate } from "./render.js";
import type { FunctionTable } from "./scope.js";
import { startRange } from "./startRange.js";
import { parseTypeConstraint } from "./typeConstraint.js";

/** An argument: an expression to be evaluated, or an element of the expanded last argument. */
export interface Argument {
  readonly start: TextRange;
  evaluate(frame: Frame): Evaluation;
}

const corePrefix = "core::";

export function evaluateCall(call: FunctionCallExpr, frame: Frame): Evaluation {
  const functions = frame.scope?.functions;
  if (functions === undefined) {
    const detail = "Functions may not be called here.";
    return result(dynamicValue, [
      evaluationError("function-calls-not-allowed", "Function calls not allowed", detail, call.range, {
        name: call.name,
      }),
    ]);
  }
  const definition = functions.find(call.name);
  if (definition === undefined) return result(dynamicValue, [unknownFunction(call, functions)]);
  const { signature } = definition;
  if (signature === undefined) {
    return result(dynamicValue, ...call.args.map((arg) => evaluateIn(arg, frame).diagnostics));
  }
  const expanded = expandArguments(call, frame);
  if ("value" in expanded) return expanded;
  const { args, diagnostics } = expanded;
  const arity = checkArity(call, signature, args);
  if (arity) return result(dynamicValue, [arity]);
  const plainName = call.name.startsWith(corePrefix) ? call.name.slice(corePrefix.length) : call.name;
  if (plainName === "can") return evaluateCan(args, frame);
  if (plainName === "try") return evaluateTry(call, args, frame);
  if (plainName === "convert") return evaluateConvert(call, args, frame);
  const lists: Diagnostics[] = [diagnostics];
  const values: Value[] = [];
  for (const [i, arg] of args.entries()) {
    const parameter = parameterAt(signature, i);
    if (parameter === undefined) break;
    const given = arg.evaluate(frame);
    lists.push(given.diagnostics);
    const value = convert(given.value, parameter.type);
    if (value instanceof Failure) lists.push([invalidArgument(parameter.name, value.message, arg.start)]);
    else values.push(value);
  }
  if (lists.some(hasErrors)) return result(dynamicValue, ...lists);
  const computed = callFunction(signature, definition.implementation, values, callContext(frame));
  if (!(computed instanceof Failure)) return result(computed, ...lists);
  return result(dynamicValue, ...lists, [callFailure(call, signature, args, computed)]);
}

/** `convert(value, type)`, whose second argument is a type and no value. */
function evaluateConvert(call: FunctionCallExpr, [value]: readonly Argument[], frame: Frame): Evaluation {
  const [, type] = call.args;
  if (!value || !type) return result(dynamicValue);
  const wanted = parseTypeConstraint(type);
  const given = value.evaluate(frame);
  if (hasErrors(wanted.diagnostics)) return result(dynamicValue, given.diagnostics, wanted.diagnostics);
  const converted = convert(given.value, withoutOptional(wanted.type));
  if (!(converted instanceof Failure)) return result(converted, given.diagnostics);
  return result(dynamicValue, given.diagnostics, [invalidArgument("value", converted.message, value.start)]);
}

function callContext(frame: Frame): CallContext {
  return {
    files: frame.scope?.files,
    render: (source, variables, path) => renderTemplate(source, variables, path, frame),
    variables: (text) => decodeVariables(text, frame),
  };
}

function expandArguments(
  call: FunctionCallExpr,
  frame: Frame,
): { args: readonly Argument[]; diagnostics: Diagnostics } | Evaluation {
  const plain = call.args.map(
    (arg): Argument => ({ start: startRange(arg), evaluate: (inner) => evaluateIn(arg, inner) }),
  );
  const last = call.args.at(-1);
  if (!call.expandFinal || last === undefined) return { args: plain, diagnostics: noDiagnostics };
  const { value, diagnostics } = evaluateIn(last, frame);
  if (hasErrors(diagnostics)) return result(dynamicValue, diagnostics);
  const refuse = (detail: string): Evaluation =>
    result(dynamicValue, diagnostics, [
      evaluationError("invalid-expanding-argument", "Invalid expanding argument value", detail, last.range, {
        type: typeName(value.type),
      }),
    ]);
  if (value.type.kind !== "dynamic" && !isSequence(value.type)) {
    return refuse("The expanding argument (indicated by ...) must be of a tuple, list, or set type.");
  }
  if (value.isNull) return refuse("The expanding argument (indicated by ...) must not be null.");
  if (!value.isKnown) return result(dynamicValue, diagnostics);
  const elements = value.elements.map(
    (element): Argument => ({ start: last.range, evaluate: () => result(element.withMarks(value.marks)) }),
  );
  return { args: [...plain.slice(0, -1), ...elements], diagnostics };
}

function checkArity(
  call: FunctionCallExpr,
  signature: Signature,
  args: readonly Argument[],
): EvaluationDiagnostic | undefined {
  const { params, variadic } = signature;
  const missing = params[args.length];
  if (missing !== undefined) {
    const detail = `Function "${call.name}" expects${variadic ? " at least" : ""} ${params.length} argument(s). Missing value for "${missing.name}".`;
    const at = call.closeParen ?? range(call.range.end, call.range.end);
    return evaluationError("not-enough-arguments", "Not enough function arguments", detail, at, {
      name: call.name,
      why: `takes ${variadic ? "at least " : ""}${counted(params.length)}, and \`${missing.name}\` is missing`,
    });
  }
  const extra = variadic ? undefined : args[params.length];
  if (extra === undefined) return undefined;
  const detail = `Function "${call.name}" expects only ${params.length} argument(s).`;
  return evaluationError("too-many-arguments", "Too many function arguments", detail, extra.start, {
    name: call.name,
    why: `takes ${params.length === 0 ? "no arguments" : `only ${counted(params.length)}`}`,
  });
}

function counted(count: number): string {
  return count === 1 ? "1 argument" : `${count} arguments`;
}

function callFailure(
  call: FunctionCallExpr,
  signature: Signature,
  args: readonly Argument[],
  failure: Failure,
): EvaluationDiagnostic {
  const { argument, message } = failure;
  const parameter = argument === undefined ? undefined : parameterAt(signature, argument);
  if (argument !== undefined && parameter !== undefined) {
    return invalidArgument(parameter.name, message, args[argument]?.start ?? call.range);
  }
  return errorInCall(call, message);
}

/** The diagnostic of a call whose function reports that it cannot do what it is asked. */
export function errorInCall(call: FunctionCallExpr, message: string): EvaluationDiagnostic {
  const detail = `Call to function "${call.name}" failed: ${message}.`;
  return evaluationError("function-call-failed", "Error in function call", detail, startRange(call), {
    name: call.name,
    why: message,
  });
}

function invalidArgument(parameter: string, message: string, at: TextRange): EvaluationDiagnostic {
  const detail = `Invalid value for "${parameter}" parameter: ${message}.`;
  return evaluationError("invalid-function-argument", "Invalid function argument", detail, at, {
    name: parameter,
    why: message,
  });
}

function unknownFunction(call: FunctionCallExpr, functions: FunctionTable): EvaluationDiagnostic {
  return evaluationError(
    "unknown-function",
    isForeignNamespace(call.name) ? "Unknown function namespace" : "Call to unknown function",
    describeUnknown(call.name, functions),
    call.nameRange,
    { name: call.name, candidates: functions.names },
  );
}

/** True for a name with a namespace that is neither OpenTofu's own nor that of providers. */
function isForeignNamespace(name: string): boolean {
  const end = name.indexOf("::");
  return end >= 0 && !["core", "provider"].includes(name.slice(0, end));
}

function describeUnknown(name: string, functions: FunctionTable): string {
  const separator = name.lastIndexOf("::");
  if (separator < 0) {
    const suggestion = didYouMean(name, functions.names);
    return `There is no function named "${name}".${suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`}`;
  }
  const namespace = name.slice(0, separator + 2);
  const local = name.slice(separator + 2);
  const available = functions.names.filter((other) => other.startsWith(namespace));
  if (available.length === 0) return `There are no functions in namespace "${namespace}".`;
  // hcl compares the local name with whole names, so only the shortest namespaces ever get a suggestion.
  const suggestion = didYouMean(local, available);
  const hint = suggestion === undefined ? "" : ` Did you mean ${namespace}${suggestion}?`;
  return `There is no function named "${local}" in namespace ${namespace}.${hint}`;
}
