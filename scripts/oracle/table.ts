// Prints the scoreboard: a table for people, one JSON object per line for programs.
import type { Exclusion } from "./exclusions.js";
import type { SetReport } from "./set.js";

/** A set that was found but has no runner, or has one but no inputs. */
export interface NotRun {
  readonly set: string;
  readonly why: string;
}

/** One line of `--json`. */
export function jsonLine(report: SetReport, withFailures: boolean): string {
  const { set, cases, passed, excluded, figures, failures } = report;
  return JSON.stringify({ set, cases, passed, excluded, ...figures, ...(withFailures ? { failures } : {}) });
}

/** The whole table, with the sets that were not run and the rules of the exclusions that applied. */
export function renderTable(
  reports: readonly SetReport[],
  notRun: readonly NotRun[],
  rules: readonly Exclusion[],
): string {
  const rows = reports.map((report) => [
    report.set,
    String(report.cases),
    String(report.passed),
    String(report.excluded),
    share(report),
    Object.entries(report.figures)
      .map(([name, value]) => `${name} ${typeof value === "number" ? round(value) : value}`)
      .join(", "),
  ]);
  const header = ["set", "cases", "passed", "excluded", "share", "further figures"];
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 || i === 5 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const lines = [line(header), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)];

  const applied = new Map<string, number>();
  for (const report of reports) {
    for (const [id, count] of Object.entries(report.exclusions)) applied.set(id, (applied.get(id) ?? 0) + count);
  }
  if (applied.size > 0) lines.push("", "Excluded, because undecidable:");
  for (const exclusion of rules) {
    const count = applied.get(exclusion.id);
    if (count !== undefined) lines.push(`  ${exclusion.id} (${count}): ${exclusion.rule}`);
  }
  if (notRun.length > 0) lines.push("", "Not run:", ...notRun.map(({ set, why }) => `  ${set}: ${why}`));
  return lines.join("\n");
}

/** What failed and how, set by set; empty where nothing did. */
export function renderFailures(reports: readonly SetReport[]): string {
  return reports
    .flatMap((report) => report.failures.map((failure) => `${report.set}: ${failure.id}: ${failure.how}`))
    .join("\n");
}

/** Passed of the cases that can be decided. Rounded down, so that only a full score reads 100 %. */
function share(report: SetReport): string {
  const decidable = report.cases - report.excluded;
  return decidable === 0 ? "–" : `${(Math.floor((report.passed / decidable) * 1000) / 10).toFixed(1)} %`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
