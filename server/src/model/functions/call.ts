// Calling a function: nulls, unknown values and marks are dealt with here, so that most functions never see them.

import { argumentFailure, Failure } from "../values/failure.js";
import { dynamicType, type Type } from "../values/type.js";
import { containsMarked, type Mark, unmarkDeep, Value } from "../values/value.js";
import type { CallContext, Implementation } from "./implementation.js";
import type { Parameter, Signature } from "./signature.js";

/** Calls a function with as many converted arguments as it takes. Source: cty's function.Call. */
export function callFunction(
  signature: Signature,
  implementation: Implementation | undefined,
  given: readonly Value[],
  context: CallContext,
): Value | Failure {
  const marks = new Set<Mark>();
  const args: Value[] = [];
  let unknown = false;
  let type: Type | undefined;
  for (const [i, arg] of given.entries()) {
    const parameter = parameterAt(signature, i);
    if (parameter === undefined) break;
    if (arg.isNull && !parameter.allowNull && type === undefined)
      return argumentFailure(i, "argument must not be null");
    if (arg.type.kind === "dynamic" && !parameter.allowDynamic) type = dynamicType;
    if (!arg.isKnown && !parameter.allowUnknown) unknown = true;
    args.push(parameter.allowMarked || !containsMarked(arg) ? arg : unmarkDeep(arg, marks));
  }
  const undetermined = type !== undefined;
  if (type === undefined) {
    const computed = implementation?.type?.(args, context) ?? signature.returns;
    if (computed instanceof Failure) return computed;
    type = computed;
  }
  if (undetermined) return Value.unknown(dynamicType).withMarks(marks);
  const finish = (value: Value): Value => (signature.notNull ? value.refineNotNull() : value).withMarks(marks);
  if (unknown || implementation === undefined) return finish(Value.unknown(type));
  const result = implementation.call(args, type, context);
  if (result instanceof Failure) return result;
  return finish(result ?? Value.unknown(type));
}

/** The parameter that the argument at an index belongs to. */
export function parameterAt(signature: Signature, index: number): Parameter | undefined {
  return signature.params[index] ?? signature.variadic;
}
