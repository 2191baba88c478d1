// All refactors, in the order of menus and docs.
import { countToEnabled } from "./countToEnabled.js";
import type { Refactor } from "./refactor.js";

export const refactors: readonly Refactor[] = [countToEnabled];
