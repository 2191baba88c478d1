// The cases no static tool can decide, as predicates over their content. Never over their names.
import type { OracleCase } from "./set.js";

export interface Exclusion {
  readonly id: string;
  readonly sets: readonly string[];
  /** The rule that makes such a case undecidable, as a sentence. */
  readonly rule: string;
  applies(oracleCase: OracleCase): boolean;
}

export const exclusions: readonly Exclusion[] = [];
