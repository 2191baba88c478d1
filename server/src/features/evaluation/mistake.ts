// What evaluating a module finds wrong, before any rule words it.

import type { TextRange } from "../../base/range.js";
import type { MistakeFacts } from "../../model/evaluate/diagnostic.js";
import type { Phase, RelatedLocation } from "../diagnostic.js";

export interface Mistake extends MistakeFacts {
  /** The id of the rule that reports it. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** OpenTofu's own summary. */
  readonly summary: string;
  readonly uri: string;
  readonly range: TextRange;
  readonly phase: Phase | "never";
  readonly related?: readonly RelatedLocation[];
}
