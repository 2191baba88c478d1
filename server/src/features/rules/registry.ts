// All rules, in the order of the docs.
import { accessOfNull } from "./correctness/accessOfNull.js";
import { conflictingRepetition } from "./correctness/conflictingRepetition.js";
import { deprecatedVariable } from "./correctness/deprecatedVariable.js";
import { duplicateBlock } from "./correctness/duplicateBlock.js";
import { duplicateDeclaration } from "./correctness/duplicateDeclaration.js";
import { duplicateForKey } from "./correctness/duplicateForKey.js";
import { dynamicValueInStaticContext } from "./correctness/dynamicValueInStaticContext.js";
import { emptyDeprecation } from "./correctness/emptyDeprecation.js";
import { ephemeralValueStored } from "./correctness/ephemeralValueStored.js";
import { expressionInValuesFile } from "./correctness/expressionInValuesFile.js";
import { ignoredObjectAttribute } from "./correctness/ignoredObjectAttribute.js";
import { incorrectArgumentType } from "./correctness/incorrectArgumentType.js";
import { invalidCondition } from "./correctness/invalidCondition.js";
import { invalidConditional } from "./correctness/invalidConditional.js";
import { invalidCount } from "./correctness/invalidCount.js";
import { invalidDestroyReference } from "./correctness/invalidDestroyReference.js";
import { invalidForEach } from "./correctness/invalidForEach.js";
import { invalidForExpression } from "./correctness/invalidForExpression.js";
import { invalidFunctionArgument } from "./correctness/invalidFunctionArgument.js";
import { invalidImport } from "./correctness/invalidImport.js";
import { invalidIndex } from "./correctness/invalidIndex.js";
import { invalidInput } from "./correctness/invalidInput.js";
import { invalidInterpolation } from "./correctness/invalidInterpolation.js";
import { invalidKeyword } from "./correctness/invalidKeyword.js";
import { invalidLifecycle } from "./correctness/invalidLifecycle.js";
import { invalidModuleSource } from "./correctness/invalidModuleSource.js";
import { invalidMove } from "./correctness/invalidMove.js";
import { invalidName } from "./correctness/invalidName.js";
import { invalidObjectKey } from "./correctness/invalidObjectKey.js";
import { invalidOperand } from "./correctness/invalidOperand.js";
import { invalidOverride } from "./correctness/invalidOverride.js";
import { invalidProviderReference } from "./correctness/invalidProviderReference.js";
import { invalidReference } from "./correctness/invalidReference.js";
import { invalidRemoval } from "./correctness/invalidRemoval.js";
import { invalidReplaceTrigger } from "./correctness/invalidReplaceTrigger.js";
import { invalidRequiredProvider } from "./correctness/invalidRequiredProvider.js";
import { invalidStaticExpression } from "./correctness/invalidStaticExpression.js";
import { invalidType } from "./correctness/invalidType.js";
import { invalidVariableDefault } from "./correctness/invalidVariableDefault.js";
import { invalidVersionConstraint } from "./correctness/invalidVersionConstraint.js";
import { missingArgument } from "./correctness/missingArgument.js";
import { nonConstantValue } from "./correctness/nonConstantValue.js";
import { providerForEachWithoutAlias } from "./correctness/providerForEachWithoutAlias.js";
import { referenceCycle } from "./correctness/referenceCycle.js";
import { referenceOutOfScope } from "./correctness/referenceOutOfScope.js";
import { removedProvisioner } from "./correctness/removedProvisioner.js";
import { reservedName } from "./correctness/reservedName.js";
import { sensitiveOutput } from "./correctness/sensitiveOutput.js";
import { undeclaredProviderFunction } from "./correctness/undeclaredProviderFunction.js";
import { undeclaredReference } from "./correctness/undeclaredReference.js";
import { unknownFunction } from "./correctness/unknownFunction.js";
import { unsupportedArgument } from "./correctness/unsupportedArgument.js";
import { unsupportedAttribute } from "./correctness/unsupportedAttribute.js";
import { unsupportedBlock } from "./correctness/unsupportedBlock.js";
import { uselessCondition } from "./correctness/uselessCondition.js";
import { wrongArgumentCount } from "./correctness/wrongArgumentCount.js";
import { wrongInstanceKey } from "./correctness/wrongInstanceKey.js";
import { wrongLabels } from "./correctness/wrongLabels.js";
import { wrongModuleInput } from "./correctness/wrongModuleInput.js";
import { providerVersion } from "./deprecated/providerVersion.js";
import { quotedReference } from "./deprecated/quotedReference.js";
import type { Rule } from "./rule.js";
import { countInsteadOfEnabled } from "./style/countInsteadOfEnabled.js";

export const rules: readonly Rule[] = [
  unsupportedArgument,
  unsupportedBlock,
  missingArgument,
  wrongLabels,
  duplicateBlock,
  reservedName,
  invalidName,
  conflictingRepetition,
  nonConstantValue,
  invalidStaticExpression,
  invalidKeyword,
  invalidType,
  duplicateDeclaration,
  undeclaredReference,
  invalidReference,
  referenceOutOfScope,
  wrongInstanceKey,
  referenceCycle,
  invalidLifecycle,
  uselessCondition,
  invalidReplaceTrigger,
  invalidDestroyReference,
  removedProvisioner,
  invalidMove,
  invalidRemoval,
  invalidImport,
  invalidOverride,
  emptyDeprecation,
  invalidProviderReference,
  invalidRequiredProvider,
  providerForEachWithoutAlias,
  invalidVersionConstraint,
  invalidModuleSource,
  wrongModuleInput,
  quotedReference,
  providerVersion,
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
