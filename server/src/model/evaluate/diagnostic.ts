// What evaluation finds wrong.

import type { TextRange } from "../../base/range.js";

export interface EvaluationDiagnostic {
  /** Our kebab-case id for this kind of mistake. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** OpenTofu's own summary. */
  readonly summary: string;
  readonly detail: string;
  readonly range: TextRange;
  /** What the detail is made of, for those who word it themselves. */
  readonly facts: MistakeFacts;
}

/** The parts of a mistake that differ from case to case. */
export interface MistakeFacts {
  /** The name at fault: an attribute, a function, a parameter, a key. */
  readonly name?: string;
  /** The name of the value's type. */
  readonly type?: string;
  /** A reason in the language's own terms, without a capital or a full stop. */
  readonly why?: string;
  /** Names that would have been right. */
  readonly candidates?: readonly string[];
}

const noFacts: MistakeFacts = {};

export type Diagnostics = readonly EvaluationDiagnostic[];
export const noDiagnostics: Diagnostics = [];

export function evaluationError(
  id: string,
  summary: string,
  detail: string,
  range: TextRange,
  facts: MistakeFacts = noFacts,
): EvaluationDiagnostic {
  return { id, severity: "error", summary, detail, range, facts };
}

export function hasErrors(diagnostics: Diagnostics): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
