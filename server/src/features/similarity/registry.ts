// All detectors of repetition, in the order of the report's sections.

import { equalBackends, equalProviders, equalRequirements, repeatedSources } from "./detectors/acrossModules.js";
import { repeatedConditions } from "./detectors/conditions.js";
import { equalData, equalLocals, equalVariables } from "./detectors/declarations.js";
import { repeatedDependencies } from "./detectors/dependencies.js";
import { identicalFiles, similarDirectories } from "./detectors/directories.js";
import { repeatedExpressions } from "./detectors/expressions.js";
import { identicalUnits, repeatedIncludes } from "./detectors/includes.js";
import { repeatedLiterals } from "./detectors/literals.js";
import { similarCalls, similarProviders, similarResources, similarStackParts } from "./detectors/siblings.js";
import {
  repeatedInputs,
  repeatedRemoteState,
  repeatedTerraformParts,
  repeatedUnitLocals,
} from "./detectors/terragrunt.js";
import { repeatedUnitSources } from "./detectors/unitVersions.js";
import { repeatedTags, similarNestedBlocks } from "./detectors/withinModule.js";
import type { Detector } from "./suggestion.js";

export const detectors: readonly Detector[] = [
  equalBackends,
  equalProviders,
  similarProviders,
  equalRequirements,
  equalVariables,
  equalLocals,
  equalData,
  identicalFiles,
  similarDirectories,
  repeatedSources,
  repeatedTags,
  similarResources,
  similarCalls,
  similarNestedBlocks,
  repeatedExpressions,
  repeatedConditions,
  repeatedLiterals,
  repeatedIncludes,
  repeatedDependencies,
  repeatedUnitLocals,
  repeatedInputs,
  repeatedRemoteState,
  identicalUnits,
  repeatedUnitSources,
  repeatedTerraformParts,
  similarStackParts,
];
