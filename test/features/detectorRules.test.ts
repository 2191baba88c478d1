// Every detector has a name of its own, in the words of the product, that is no rule's.

import { expect, test } from "vitest";
import { rules } from "../../server/src/features/rules/registry.js";
import { ruleOf } from "../../server/src/features/similarity/detectorNames.js";
import { detectorRules } from "../../server/src/features/similarity/detectorRules.js";
import { detectors } from "../../server/src/features/similarity/registry.js";

test("detectors have names of their own", () => {
  const names = detectors.map(({ id }) => ruleOf(id));
  expect(new Set(names).size).toBe(new Set(detectors.map(({ id }) => id)).size);
  expect(names.filter((name) => name.startsWith("repetition-"))).toEqual([]);
  expect(names.filter((name) => rules.some(({ id }) => id === name))).toEqual([]);
  expect(detectorRules.map(({ detector }) => detector.id)).toEqual(detectors.map(({ id }) => id));
});
