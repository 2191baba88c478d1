// All refactors, in the order of menus and docs.
import { countToEnabled } from "./countToEnabled.js";
import { countToggleToForEach } from "./countToggleToForEach.js";
import { enabledToCount } from "./enabledToCount.js";
import { enabledToForEach } from "./enabledToForEach.js";
import { forEachToCountToggle } from "./forEachToCountToggle.js";
import { forEachToEnabled } from "./forEachToEnabled.js";
import type { Refactor } from "./refactor.js";

export const refactors: readonly Refactor[] = [
  countToEnabled,
  enabledToCount,
  forEachToEnabled,
  enabledToForEach,
  countToggleToForEach,
  forEachToCountToggle,
];
