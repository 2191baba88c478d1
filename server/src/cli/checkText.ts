// Findings for people: each with its place, an excerpt with the place marked, and what to do; then a summary.

import type { Severity } from "../features/diagnostic.js";
import type { CheckReport, PlacedFinding } from "./check.js";

const words: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  information: "Information",
  hint: "Hint",
};

const colours: Readonly<Record<Severity | "dim" | "bold", string>> = {
  error: "31",
  warning: "33",
  information: "36",
  hint: "35",
  dim: "2",
  bold: "1",
};

/** How much of a line is shown, in UTF-16 code units. */
const longestExcerpt = 160;

/** The whole report as text. */
export function printText({ findings, files, colours: coloured, durationMs }: CheckReport): string {
  const paint = (style: keyof typeof colours, text: string) =>
    coloured ? `\u001b[${colours[style]}m${text}\u001b[0m` : text;
  const parts = findings.map((finding) => printFinding(finding, paint));
  return `${[...parts, summary(findings, files, durationMs)].join("\n")}\n`;
}

type Paint = (style: keyof typeof colours, text: string) => string;

function printFinding({ diagnostic, path, start, end, excerpt, related }: PlacedFinding, paint: Paint): string {
  const { severity, rule, summary, message } = diagnostic;
  const gutter = String(start.line + excerpt.length - 1).length;
  const bar = paint("dim", `${" ".repeat(gutter)} │`);
  const lines = [
    `${paint(severity, words[severity])}${paint("bold", `: ${summary}`)} ${paint("dim", `[${rule}]`)}`,
    `${" ".repeat(gutter)}${paint("dim", "╷")} ${path}:${start.line}:${start.column}`.replace("╷", " on"),
    bar,
  ];
  excerpt.forEach((text, i) => {
    const number = start.line + i;
    const from = number === start.line ? start.column - 1 : text.length - text.trimStart().length;
    const to = number === end.line ? end.column - 1 : text.length;
    // A line without end, such as generated data, would bury what is said of it.
    const first = text.length <= longestExcerpt ? 0 : Math.max(0, from - longestExcerpt / 4);
    const shown = `${first > 0 ? "…" : ""}${text.slice(first, first + longestExcerpt)}${first + longestExcerpt < text.length ? "…" : ""}`;
    lines.push(`${paint("dim", `${String(number).padStart(gutter)} │`)} ${shown.replaceAll("\t", " ")}`);
    const at = from - first + (first > 0 ? 1 : 0);
    const marks = "^".repeat(Math.max(1, Math.min(to, text.length, first + longestExcerpt) - from));
    lines.push(`${bar} ${" ".repeat(at)}${paint(severity, marks)}`);
  });
  if (end.line - start.line + 1 > excerpt.length) lines.push(`${bar} …`);
  if (message !== summary) lines.push(bar, `${" ".repeat(gutter)} ${paint("dim", "=")} ${message}`);
  for (const each of related) {
    lines.push(`${" ".repeat(gutter)} ${paint("dim", "=")} ${each.path}:${each.line}: ${each.message}`);
  }
  return `${lines.join("\n")}\n`;
}

function summary(findings: readonly PlacedFinding[], files: number, durationMs: number): string {
  const counts = (["error", "warning", "information", "hint"] as const).flatMap((severity) => {
    const count = findings.filter(({ diagnostic }) => diagnostic.severity === severity).length;
    const word = words[severity].toLowerCase();
    if (count === 0) return [];
    return [severity === "information" ? `${count} information` : `${count} ${word}${count === 1 ? "" : "s"}`];
  });
  const checked = `${files} file${files === 1 ? "" : "s"} checked in ${(durationMs / 1000).toFixed(1)} s`;
  return counts.length === 0 ? `No findings; ${checked}.` : `${counts.join(", ")}; ${checked}.`;
}
