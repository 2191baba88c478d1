// All detectors of repetition in OpenTofu, in the order of the report's sections.

import {
  equalBackends,
  equalData,
  equalLocals,
  equalProviders,
  equalRequirements,
  equalVariables,
  identicalFiles,
  repeatedSources,
} from "./detectors/acrossModules.js";
import {
  repeatedConditions,
  repeatedExpressions,
  repeatedTags,
  similarCalls,
  similarNestedBlocks,
  similarResources,
} from "./detectors/withinModule.js";
import type { Detector } from "./suggestion.js";

export const detectors: readonly Detector[] = [
  equalBackends,
  equalProviders,
  equalRequirements,
  equalVariables,
  equalLocals,
  equalData,
  identicalFiles,
  repeatedSources,
  repeatedTags,
  similarResources,
  similarCalls,
  similarNestedBlocks,
  repeatedExpressions,
  repeatedConditions,
];
