// All refactors, in the order of menus and docs.

import { alwaysRun } from "./alwaysRun.js";
import { inlineBackendConfiguration } from "./backend/inlineBackendConfiguration.js";
import { shareBackendConfiguration } from "./backend/shareBackendConfiguration.js";
import { blocksToDynamic } from "./blocksToDynamic.js";
import { blockToDynamic } from "./blockToDynamic.js";
import { conditionToCall } from "./conditionToCall.js";
import { conditionToModule } from "./conditionToModule.js";
import { countToEnabled } from "./countToEnabled.js";
import { countToForEach } from "./countToForEach.js";
import { countToggleToForEach } from "./countToggleToForEach.js";
import { deleteDeclaration } from "./deleteDeclaration.js";
import { dynamicToBlock } from "./dynamicToBlock.js";
import { dynamicToBlocks } from "./dynamicToBlocks.js";
import { enabledToCount } from "./enabledToCount.js";
import { enabledToForEach } from "./enabledToForEach.js";
import { coalesceToNullConditional } from "./expressions/coalesceToNullConditional.js";
import { conditionalsToMap } from "./expressions/conditionalsToMap.js";
import { distributeNegation } from "./expressions/distributeNegation.js";
import { elementToIndex } from "./expressions/elementToIndex.js";
import { factorNegation } from "./expressions/factorNegation.js";
import { flipConditional } from "./expressions/flipConditional.js";
import { foldConcat } from "./expressions/foldConcat.js";
import { foldMerge } from "./expressions/foldMerge.js";
import { formatToTemplate } from "./expressions/formatToTemplate.js";
import { forToSplat } from "./expressions/forToSplat.js";
import { heredocToQuoted } from "./expressions/heredocToQuoted.js";
import { joinToTemplate } from "./expressions/joinToTemplate.js";
import { lookupToIndex } from "./expressions/lookupToIndex.js";
import { mapToConditionals } from "./expressions/mapToConditionals.js";
import { moderniseIndex } from "./expressions/moderniseIndex.js";
import { negateComparison } from "./expressions/negateComparison.js";
import { nullConditionalToCoalesce } from "./expressions/nullConditionalToCoalesce.js";
import { quotedToHeredoc } from "./expressions/quotedToHeredoc.js";
import { quoteObjectKeys } from "./expressions/quoteObjectKeys.js";
import { simplifyBoolComparison } from "./expressions/simplifyBoolComparison.js";
import { simplifyConditional } from "./expressions/simplifyConditional.js";
import { splatToFor } from "./expressions/splatToFor.js";
import { templateToFormat } from "./expressions/templateToFormat.js";
import { templateToJoin } from "./expressions/templateToJoin.js";
import { unquoteObjectKeys } from "./expressions/unquoteObjectKeys.js";
import { unwrapTemplate } from "./expressions/unwrapTemplate.js";
import { extractLocal } from "./extractLocal.js";
import { extractModule } from "./extractModule.js";
import { extractOutput } from "./extractOutput.js";
import { extractVariable } from "./extractVariable.js";
import { forEachToCount } from "./forEachToCount.js";
import { forEachToCountToggle } from "./forEachToCountToggle.js";
import { forEachToEnabled } from "./forEachToEnabled.js";
import { inlineLocal } from "./inlineLocal.js";
import { inlineModule } from "./inlineModule.js";
import { inlineVariable } from "./inlineVariable.js";
import { localToVariable } from "./localToVariable.js";
import { moveBlock } from "./moveBlock.js";
import { nameCondition } from "./nameCondition.js";
import type { Refactor } from "./refactor.js";
import { renameRootConfiguration } from "./renameRootConfiguration.js";
import { runOnlyIf } from "./runOnlyIf.js";
import { siblingsToForEach } from "./siblingsToForEach.js";
import { singleToForEach } from "./singleToForEach.js";
import { sortDeclarations } from "./sortDeclarations.js";
import { addMockOutputs } from "./terragrunt/addMockOutputs.js";
import { backendToRemoteState } from "./terragrunt/backendToRemoteState.js";
import { generateFile } from "./terragrunt/generateFile.js";
import { hoistBlock } from "./terragrunt/hoistBlock.js";
import { hoistDependencies } from "./terragrunt/hoistDependencies.js";
import { hoistInput } from "./terragrunt/hoistInput.js";
import { hoistLiteral } from "./terragrunt/hoistLiteral.js";
import { hoistLocal } from "./terragrunt/hoistLocal.js";
import { lowerShared } from "./terragrunt/lowerShared.js";
import { remoteStateToBackend } from "./terragrunt/remoteStateToBackend.js";
import { shareValues } from "./terragrunt/shareValues.js";
import { stackToUnits } from "./terragrunt/stackToUnits.js";
import { unitsToStack } from "./terragrunt/unitsToStack.js";
import { writeGenerated } from "./terragrunt/writeGenerated.js";
import { unroll } from "./unroll.js";
import { useConditionName } from "./useConditionName.js";
import { variableToLocal } from "./variableToLocal.js";

export const refactors: readonly Refactor[] = [
  countToEnabled,
  enabledToCount,
  forEachToEnabled,
  enabledToForEach,
  countToggleToForEach,
  forEachToCountToggle,
  runOnlyIf,
  alwaysRun,
  nameCondition,
  useConditionName,
  countToForEach,
  forEachToCount,
  singleToForEach,
  unroll,
  siblingsToForEach,
  simplifyConditional,
  flipConditional,
  distributeNegation,
  factorNegation,
  negateComparison,
  simplifyBoolComparison,
  nullConditionalToCoalesce,
  coalesceToNullConditional,
  conditionalsToMap,
  mapToConditionals,
  unwrapTemplate,
  formatToTemplate,
  templateToFormat,
  joinToTemplate,
  templateToJoin,
  heredocToQuoted,
  quotedToHeredoc,
  lookupToIndex,
  elementToIndex,
  moderniseIndex,
  forToSplat,
  splatToFor,
  foldMerge,
  foldConcat,
  unquoteObjectKeys,
  quoteObjectKeys,
  extractLocal,
  inlineLocal,
  extractVariable,
  inlineVariable,
  extractOutput,
  localToVariable,
  blocksToDynamic,
  dynamicToBlocks,
  blockToDynamic,
  dynamicToBlock,
  moveBlock,
  sortDeclarations,
  extractModule,
  inlineModule,
  conditionToModule,
  conditionToCall,
  shareBackendConfiguration,
  inlineBackendConfiguration,
  variableToLocal,
  deleteDeclaration,
  renameRootConfiguration,
  hoistInput,
  hoistLocal,
  hoistBlock,
  hoistDependencies,
  hoistLiteral,
  lowerShared,
  unitsToStack,
  stackToUnits,
  shareValues,
  generateFile,
  writeGenerated,
  backendToRemoteState,
  remoteStateToBackend,
  addMockOutputs,
];
