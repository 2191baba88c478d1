// Findings for programs, as one JSON document. Its shape is stable: fields are added, never renamed or removed.

import type { CheckReport } from "./check.js";

/** The whole report as JSON with a line break at its end. Lines and columns are 1-based, columns in UTF-16 code units. */
export function printJson({ version, findings, files }: CheckReport): string {
  const document = {
    tool: { name: "tofusmith", version },
    files,
    findings: findings.map(({ diagnostic, path, start, end, related }) => ({
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      summary: diagnostic.summary,
      message: diagnostic.message,
      file: path,
      range: { start, end },
      tags: diagnostic.tags,
      related: related.map((each) => ({ file: each.path, line: each.line, message: each.message })),
      fixes: diagnostic.fixes.map(({ title, safety }) => ({ title, safety })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
