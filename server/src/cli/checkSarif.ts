// Findings as SARIF 2.1.0, which code hosts show beside the code.

import type { Severity } from "../features/diagnostic.js";
import { rules } from "../features/rules/registry.js";
import type { CheckReport } from "./check.js";

const documentation = "https://github.com/tofusmith/tofusmith/blob/main/docs/rules.md";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** The whole report as one SARIF log with one run. Paths are relative to the current folder, with slashes. */
export function printSarif({ version, findings }: CheckReport): string {
  const ids = [...new Set([...rules.map(({ id }) => id), ...findings.map(({ diagnostic }) => diagnostic.rule)])];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        columnKind: "utf16CodeUnits",
        tool: {
          driver: {
            name: "Tofusmith",
            version,
            informationUri: "https://github.com/tofusmith/tofusmith",
            rules: ids.map((id) => ({ id, helpUri: `${documentation}#${id}` })),
          },
        },
        results: findings.map(({ diagnostic, path, start, end, related }) => ({
          ruleId: diagnostic.rule,
          ruleIndex: ids.indexOf(diagnostic.rule),
          level: levels[diagnostic.severity],
          message: { text: diagnostic.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: artifact(path) },
                region: {
                  startLine: start.line,
                  startColumn: start.column,
                  endLine: end.line,
                  endColumn: end.column,
                },
              },
            },
          ],
          ...(related.length > 0
            ? {
                relatedLocations: related.map((each, id) => ({
                  id,
                  message: { text: each.message },
                  physicalLocation: {
                    artifactLocation: { uri: artifact(each.path) },
                    region: { startLine: each.line },
                  },
                })),
              }
            : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A path as a relative URI reference. */
function artifact(path: string): string {
  return path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
