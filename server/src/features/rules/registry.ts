// All rules, in the order of the docs.
import { accessOfNull } from "./correctness/accessOfNull.js";
import { deprecatedVariable } from "./correctness/deprecatedVariable.js";
import { duplicateForKey } from "./correctness/duplicateForKey.js";
import { dynamicValueInStaticContext } from "./correctness/dynamicValueInStaticContext.js";
import { ephemeralValueStored } from "./correctness/ephemeralValueStored.js";
import { expressionInValuesFile } from "./correctness/expressionInValuesFile.js";
import { ignoredObjectAttribute } from "./correctness/ignoredObjectAttribute.js";
import { incorrectArgumentType } from "./correctness/incorrectArgumentType.js";
import { invalidCondition } from "./correctness/invalidCondition.js";
import { invalidConditional } from "./correctness/invalidConditional.js";
import { invalidCount } from "./correctness/invalidCount.js";
import { invalidForEach } from "./correctness/invalidForEach.js";
import { invalidForExpression } from "./correctness/invalidForExpression.js";
import { invalidFunctionArgument } from "./correctness/invalidFunctionArgument.js";
import { invalidIndex } from "./correctness/invalidIndex.js";
import { invalidInput } from "./correctness/invalidInput.js";
import { invalidInterpolation } from "./correctness/invalidInterpolation.js";
import { invalidObjectKey } from "./correctness/invalidObjectKey.js";
import { invalidOperand } from "./correctness/invalidOperand.js";
import { invalidVariableDefault } from "./correctness/invalidVariableDefault.js";
import { sensitiveOutput } from "./correctness/sensitiveOutput.js";
import { undeclaredProviderFunction } from "./correctness/undeclaredProviderFunction.js";
import { unknownFunction } from "./correctness/unknownFunction.js";
import { unsupportedAttribute } from "./correctness/unsupportedAttribute.js";
import { wrongArgumentCount } from "./correctness/wrongArgumentCount.js";
import type { Rule } from "./rule.js";
import { countInsteadOfEnabled } from "./style/countInsteadOfEnabled.js";

export const rules: readonly Rule[] = [
  accessOfNull,
  deprecatedVariable,
  duplicateForKey,
  dynamicValueInStaticContext,
  ephemeralValueStored,
  expressionInValuesFile,
  ignoredObjectAttribute,
  incorrectArgumentType,
  invalidCondition,
  invalidConditional,
  invalidCount,
  invalidForEach,
  invalidForExpression,
  invalidFunctionArgument,
  invalidIndex,
  invalidInput,
  invalidInterpolation,
  invalidObjectKey,
  invalidOperand,
  invalidVariableDefault,
  sensitiveOutput,
  undeclaredProviderFunction,
  unknownFunction,
  unsupportedAttribute,
  wrongArgumentCount,
  countInsteadOfEnabled,
];
