// All rules, in the order of the docs.

import { accessOfNull } from "./correctness/accessOfNull.js";
import { conflictingRepetition } from "./correctness/conflictingRepetition.js";
import { countAttribute } from "./correctness/countAttribute.js";
import { deprecatedInput } from "./correctness/deprecatedInput.js";
import { deprecatedOutput } from "./correctness/deprecatedOutput.js";
import { duplicateBlock } from "./correctness/duplicateBlock.js";
import { duplicateDeclaration } from "./correctness/duplicateDeclaration.js";
import { duplicateForKey } from "./correctness/duplicateForKey.js";
import { duplicateRequiredProvider } from "./correctness/duplicateRequiredProvider.js";
import { dynamicEarlyValue } from "./correctness/dynamicEarlyValue.js";
import { emptyDeprecation } from "./correctness/emptyDeprecation.js";
import { ephemeralValueStored } from "./correctness/ephemeralValueStored.js";
import { expressionInValuesFile } from "./correctness/expressionInValuesFile.js";
import { failedValidation } from "./correctness/failedValidation.js";
import { ignoredInChildModule } from "./correctness/ignoredInChildModule.js";
import { ignoredObjectAttribute } from "./correctness/ignoredObjectAttribute.js";
import { incorrectArgumentType } from "./correctness/incorrectArgumentType.js";
import { invalidConditional } from "./correctness/invalidConditional.js";
import { invalidConditionResult } from "./correctness/invalidConditionResult.js";
import { invalidCount } from "./correctness/invalidCount.js";
import { invalidDestroyReference } from "./correctness/invalidDestroyReference.js";
import { invalidDynamicBlock } from "./correctness/invalidDynamicBlock.js";
import { invalidEncryption } from "./correctness/invalidEncryption.js";
import { invalidForEach } from "./correctness/invalidForEach.js";
import { invalidForExpression } from "./correctness/invalidForExpression.js";
import { invalidFunctionArgument } from "./correctness/invalidFunctionArgument.js";
import { invalidImport } from "./correctness/invalidImport.js";
import { invalidImportId } from "./correctness/invalidImportId.js";
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
import { invalidPreventDestroy } from "./correctness/invalidPreventDestroy.js";
import { invalidProviderReference } from "./correctness/invalidProviderReference.js";
import { invalidProvisioner } from "./correctness/invalidProvisioner.js";
import { invalidReference } from "./correctness/invalidReference.js";
import { invalidRemoval } from "./correctness/invalidRemoval.js";
import { invalidReplaceTrigger } from "./correctness/invalidReplaceTrigger.js";
import { invalidRequiredProvider } from "./correctness/invalidRequiredProvider.js";
import { invalidStaticExpression } from "./correctness/invalidStaticExpression.js";
import { invalidTest } from "./correctness/invalidTest.js";
import { invalidType } from "./correctness/invalidType.js";
import { invalidVariableDefault } from "./correctness/invalidVariableDefault.js";
import { invalidVersionConstraint } from "./correctness/invalidVersionConstraint.js";
import { lateValueInStaticContext } from "./correctness/lateValueInStaticContext.js";
import { mismatchedTestProvider } from "./correctness/mismatchedTestProvider.js";
import { missingArgument } from "./correctness/missingArgument.js";
import { missingModuleDirectory } from "./correctness/missingModuleDirectory.js";
import { missingOverrideTarget } from "./correctness/missingOverrideTarget.js";
import { moduleCycle } from "./correctness/moduleCycle.js";
import { nonConstantValue } from "./correctness/nonConstantValue.js";
import { objectAsList } from "./correctness/objectAsList.js";
import { providerForEachOfResource } from "./correctness/providerForEachOfResource.js";
import { providerForEachWithoutAlias } from "./correctness/providerForEachWithoutAlias.js";
import { readOnlyArgument } from "./correctness/readOnlyArgument.js";
import { referenceCycle } from "./correctness/referenceCycle.js";
import { referenceOutOfScope } from "./correctness/referenceOutOfScope.js";
import { removedProvisioner } from "./correctness/removedProvisioner.js";
import { reservedName } from "./correctness/reservedName.js";
import { sensitiveErrorMessage } from "./correctness/sensitiveErrorMessage.js";
import { sensitiveOutput } from "./correctness/sensitiveOutput.js";
import { unavailableFeature } from "./correctness/unavailableFeature.js";
import { undeclaredProviderFunction } from "./correctness/undeclaredProviderFunction.js";
import { undeclaredReference } from "./correctness/undeclaredReference.js";
import { undeclaredTestReference } from "./correctness/undeclaredTestReference.js";
import { undeclaredValue } from "./correctness/undeclaredValue.js";
import { undefinedProvider } from "./correctness/undefinedProvider.js";
import { unknownBackend } from "./correctness/unknownBackend.js";
import { unknownBuiltinType } from "./correctness/unknownBuiltinType.js";
import { unknownFunction } from "./correctness/unknownFunction.js";
import { unknownModuleOutput } from "./correctness/unknownModuleOutput.js";
import { unsupportedArgument } from "./correctness/unsupportedArgument.js";
import { unsupportedAttribute } from "./correctness/unsupportedAttribute.js";
import { unsupportedBlock } from "./correctness/unsupportedBlock.js";
import { uselessCondition } from "./correctness/uselessCondition.js";
import { uselessIgnoredChange } from "./correctness/uselessIgnoredChange.js";
import { wrongArgumentCount } from "./correctness/wrongArgumentCount.js";
import { wrongInstanceKey } from "./correctness/wrongInstanceKey.js";
import { wrongLabels } from "./correctness/wrongLabels.js";
import { wrongModuleInput } from "./correctness/wrongModuleInput.js";
import { wrongPassedProvider } from "./correctness/wrongPassedProvider.js";
import { emptyProvider } from "./deprecated/emptyProvider.js";
import { interpolationOnly } from "./deprecated/interpolationOnly.js";
import { legacyIndex } from "./deprecated/legacyIndex.js";
import { lookupInsteadOfIndex } from "./deprecated/lookupInsteadOfIndex.js";
import { providerVersion } from "./deprecated/providerVersion.js";
import { quotedReference } from "./deprecated/quotedReference.js";
import { winrmConnection } from "./deprecated/winrmConnection.js";
import { needlessLocal } from "./dry/needlessLocal.js";
import { needlessModule } from "./dry/needlessModule.js";
import { singleElementForEach } from "./dry/singleElementForEach.js";
import { ambiguousMove } from "./plan/ambiguousMove.js";
import { ignoredOverride } from "./plan/ignoredOverride.js";
import { importWithoutTarget } from "./plan/importWithoutTarget.js";
import { indexOfEnabledModule } from "./plan/indexOfEnabledModule.js";
import { invalidEnabled } from "./plan/invalidEnabled.js";
import { missingProviderInstance } from "./plan/missingProviderInstance.js";
import { movedObjectStillDeclared } from "./plan/movedObjectStillDeclared.js";
import { nonConstantDestroy } from "./plan/nonConstantDestroy.js";
import { redundantMove } from "./plan/redundantMove.js";
import { removedObjectStillDeclared } from "./plan/removedObjectStillDeclared.js";
import { unguardedAccess } from "./plan/unguardedAccess.js";
import type { Rule } from "./rule.js";
import { constantCondition } from "./style/constantCondition.js";
import { countInsteadOfEnabled } from "./style/countInsteadOfEnabled.js";
import { duplicateMapKey } from "./style/duplicateMapKey.js";
import { emptyListComparison } from "./style/emptyListComparison.js";
import { missingDescription } from "./style/missingDescription.js";
import { missingRequiredProvider } from "./style/missingRequiredProvider.js";
import { missingVariableType } from "./style/missingVariableType.js";
import { missingVersionConstraint } from "./style/missingVersionConstraint.js";
import { unconventionalName } from "./style/unconventionalName.js";
import { unpinnedModuleSource } from "./style/unpinnedModuleSource.js";
import { unusedDeclaration } from "./style/unusedDeclaration.js";
import { unusedRequiredProvider } from "./style/unusedRequiredProvider.js";
import { bareInclude } from "./terragrunt/bareInclude.js";
import { dependencyCycle } from "./terragrunt/dependencyCycle.js";
import { deprecatedConfiguration } from "./terragrunt/deprecatedConfiguration.js";
import { duplicateName } from "./terragrunt/duplicateName.js";
import { emptyHookCommand } from "./terragrunt/emptyHookCommand.js";
import { experimentalFeature } from "./terragrunt/experimentalFeature.js";
import { failingExpression } from "./terragrunt/failingExpression.js";
import { generateClash } from "./terragrunt/generateClash.js";
import { invalidCall } from "./terragrunt/invalidCall.js";
import { invalidComponent } from "./terragrunt/invalidComponent.js";
import { invalidConfigPath } from "./terragrunt/invalidConfigPath.js";
import { invalidExpansion } from "./terragrunt/invalidExpansion.js";
import { invalidOption } from "./terragrunt/invalidOption.js";
import { invalidPattern } from "./terragrunt/invalidPattern.js";
import { invalidStackInclude } from "./terragrunt/invalidStackInclude.js";
import { localCycle } from "./terragrunt/localCycle.js";
import { lostCopyRules } from "./terragrunt/lostCopyRules.js";
import { missingComponentSource } from "./terragrunt/missingComponentSource.js";
import { missingDependency } from "./terragrunt/missingDependency.js";
import { missingEntry } from "./terragrunt/missingEntry.js";
import { missingInclude } from "./terragrunt/missingInclude.js";
import { missingInput } from "./terragrunt/missingInput.js";
import { missingParentFile } from "./terragrunt/missingParentFile.js";
import { newerFeature } from "./terragrunt/newerFeature.js";
import { pathOfInclude } from "./terragrunt/pathOfInclude.js";
import { referenceTooEarly } from "./terragrunt/referenceTooEarly.js";
import { removedConfiguration } from "./terragrunt/removedConfiguration.js";
import { rootTerragruntHcl } from "./terragrunt/rootTerragruntHcl.js";
import { stackBesideUnit } from "./terragrunt/stackBesideUnit.js";
import { unavailableFunction } from "./terragrunt/unavailableFunction.js";
import { unknownInput } from "./terragrunt/unknownInput.js";
import { unknownOutput } from "./terragrunt/unknownOutput.js";
import { unknownReference } from "./terragrunt/unknownReference.js";
import { unmockedOutput } from "./terragrunt/unmockedOutput.js";
import { unusedConfiguration } from "./terragrunt/unusedConfiguration.js";
import { versionOfOtherSource } from "./terragrunt/versionOfOtherSource.js";
import { wrongInputType } from "./terragrunt/wrongInputType.js";
import { wrongValueType } from "./terragrunt/wrongValueType.js";

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
  invalidProvisioner,
  readOnlyArgument,
  unknownBuiltinType,
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
  duplicateForKey,
  ephemeralValueStored,
  expressionInValuesFile,
  ignoredObjectAttribute,
  incorrectArgumentType,
  invalidConditional,
  invalidCount,
  invalidForEach,
  invalidForExpression,
  invalidFunctionArgument,
  invalidIndex,
  invalidInput,
  failedValidation,
  invalidInterpolation,
  invalidObjectKey,
  invalidOperand,
  invalidVariableDefault,
  sensitiveOutput,
  undeclaredProviderFunction,
  unknownFunction,
  unsupportedAttribute,
  wrongArgumentCount,
  lateValueInStaticContext,
  invalidConditionResult,
  unguardedAccess,
  indexOfEnabledModule,
  invalidEnabled,
  redundantMove,
  ambiguousMove,
  movedObjectStillDeclared,
  removedObjectStillDeclared,
  importWithoutTarget,
  ignoredOverride,
  missingProviderInstance,
  nonConstantDestroy,
  interpolationOnly,
  legacyIndex,
  lookupInsteadOfIndex,
  emptyProvider,
  unusedDeclaration,
  unusedRequiredProvider,
  missingRequiredProvider,
  missingVersionConstraint,
  unpinnedModuleSource,
  missingVariableType,
  missingDescription,
  unconventionalName,
  duplicateMapKey,
  constantCondition,
  emptyListComparison,
  objectAsList,
  deprecatedInput,
  dynamicEarlyValue,
  ignoredInChildModule,
  invalidEncryption,
  invalidTest,
  providerForEachOfResource,
  undefinedProvider,
  unknownModuleOutput,
  wrongPassedProvider,
  duplicateRequiredProvider,
  undeclaredTestReference,
  mismatchedTestProvider,
  uselessIgnoredChange,
  invalidDynamicBlock,
  invalidPreventDestroy,
  sensitiveErrorMessage,
  countAttribute,
  deprecatedOutput,
  missingOverrideTarget,
  unavailableFeature,
  winrmConnection,
  missingModuleDirectory,
  invalidImportId,
  undeclaredValue,
  unknownBackend,
  moduleCycle,
  countInsteadOfEnabled,
  needlessLocal,
  singleElementForEach,
  needlessModule,
  emptyHookCommand,
  experimentalFeature,
  invalidCall,
  invalidConfigPath,
  invalidExpansion,
  invalidStackInclude,
  invalidOption,
  localCycle,
  missingEntry,
  referenceTooEarly,
  unavailableFunction,
  versionOfOtherSource,
  duplicateName,
  invalidComponent,
  unknownReference,
  wrongValueType,
  bareInclude,
  deprecatedConfiguration,
  removedConfiguration,
  rootTerragruntHcl,
  dependencyCycle,
  generateClash,
  lostCopyRules,
  missingComponentSource,
  missingDependency,
  missingInclude,
  missingParentFile,
  stackBesideUnit,
  missingInput,
  pathOfInclude,
  unknownInput,
  unknownOutput,
  unmockedOutput,
  unusedConfiguration,
  wrongInputType,
  failingExpression,
  invalidPattern,
  newerFeature,
];
