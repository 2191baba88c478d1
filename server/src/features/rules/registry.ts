// All rules, in the order of the docs.
import type { Rule } from "./rule.js";
import { countInsteadOfEnabled } from "./style/countInsteadOfEnabled.js";

export const rules: readonly Rule[] = [countInsteadOfEnabled];
