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
}

export type Diagnostics = readonly EvaluationDiagnostic[];
export const noDiagnostics: Diagnostics = [];

export function evaluationError(id: string, summary: string, detail: string, range: TextRange): EvaluationDiagnostic {
  return { id, severity: "error", summary, detail, range };
}

export function hasErrors(diagnostics: Diagnostics): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
