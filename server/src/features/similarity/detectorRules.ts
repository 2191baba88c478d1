// The detectors as rules: for settings and docs.

import { ruleOf } from "./detectorNames.js";
import { detectors } from "./registry.js";
import type { Detector } from "./suggestion.js";

/** A detector as settings and docs show it. */
export interface DetectorRule {
  readonly rule: string;
  readonly detector: Detector;
}

/** All detectors with their names, in the order of the registry; each name once. */
export const detectorRules: readonly DetectorRule[] = [
  ...new Map(detectors.map((detector) => [ruleOf(detector.id), { rule: ruleOf(detector.id), detector }])).values(),
];
