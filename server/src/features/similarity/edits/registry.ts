// The edit of each detector, or why there is none: suggestions without one are reported only.

import { toSharedBackend } from "./backends.js";
import type { SuggestionEdit } from "./edit.js";
import { toOneModule } from "./environments.js";
import { toOneOfIdentical } from "./identicalModules.js";
import { toNamedLiteral } from "./literals.js";
import { toModuleVersion } from "./moduleVersion.js";
import { toProviderForEach } from "./providerForEach.js";
import { toSharedModule } from "./sharedModule.js";
import { toDynamic, toForEach } from "./tables.js";
import {
  toGeneratedProvider,
  toGeneratedVersions,
  toIncludesSaidOnce,
  toSharedBlock,
  toSharedDependencies,
  toSharedInput,
  toSharedLocal,
  toSharedValues,
  toStack,
} from "./terragrunt.js";
import { toUnitVersion } from "./unitVersion.js";
import { toCondition, toLocal } from "./withinModule.js";

export const edits: Readonly<Record<string, SuggestionEdit>> = {
  A: toSharedBackend,
  B: toGeneratedProvider,
  C: toGeneratedVersions,
  D2: toSharedModule,
  D3: toSharedModule,
  E: toLocal,
  F: toForEach,
  G: toForEach,
  H: toDynamic,
  I: toLocal,
  J: toCondition,
  K: toModuleVersion,
  L: toOneOfIdentical,
  M: toOneModule,
  N: toNamedLiteral,
  P: toProviderForEach,
  T1: toIncludesSaidOnce,
  T2: toSharedDependencies,
  T3: toSharedLocal,
  T4: toSharedInput,
  T5: toSharedBlock,
  T7: toStack,
  T10: toSharedBlock,
  T9: toUnitVersion,
  T11: toSharedValues,
};

/** Why the suggestions of a detector have no edit, as one sentence for a person. */
export const withoutEdit: Readonly<Record<string, string>> = {
  D: "Each module has to declare its own variables; only one variable of an object type can stand for several.",
};
