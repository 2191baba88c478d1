// All rules, in the order of the docs.
import type { Rule } from "./rule.js";

export const rules: readonly Rule[] = [];
