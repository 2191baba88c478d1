// How the report of `dry` is printed: as text, JSON, Markdown or SARIF.

import { ruleOf } from "../features/similarity/detectorNames.js";
import { type DetectorRule, detectorRules } from "../features/similarity/detectorRules.js";

/** A suggestion as it is printed: paths, and 1-based lines and columns in UTF-16 code units. */
export interface ReportedSuggestion {
  readonly detector: string;
  readonly pattern: string;
  readonly title: string;
  readonly score: number;
  readonly tokensSaved: number;
  readonly sites: readonly ReportedSite[];
  readonly edit: "available" | "report-only";
  /** Why there is no edit: one sentence. */
  readonly reason?: string;
}

export interface ReportedSite {
  readonly file: string;
  readonly range: { readonly start: ReportedPlace; readonly end: ReportedPlace };
  /** What tells the place from the others, such as its version. */
  readonly note?: string;
}

interface ReportedPlace {
  readonly line: number;
  readonly column: number;
}

export const formats = ["text", "json", "markdown", "sarif"] as const;

export type Format = (typeof formats)[number];

/** The whole report. `excerpts` hold what is repeated where the title does not say; `version` is the product's. */
export function printReport(
  format: Format,
  suggestions: readonly ReportedSuggestion[],
  excerpts: ReadonlyMap<ReportedSuggestion, string>,
  version: string,
): string {
  switch (format) {
    case "text":
      return printText(suggestions, excerpts);
    case "json":
      return `${JSON.stringify({ suggestions }, undefined, 2)}\n`;
    case "markdown":
      return printMarkdown(suggestions, excerpts);
    case "sarif":
      return printSarif(suggestions, version);
  }
}

/** How many sites are listed before the rest is only counted. */
const listedSites = 5;

function printText(
  suggestions: readonly ReportedSuggestion[],
  excerpts: ReadonlyMap<ReportedSuggestion, string>,
): string {
  if (suggestions.length === 0) return "Nothing is written twice that would be worth writing once.\n";
  const blocks = suggestions.map((suggestion) => {
    const { title, detector, tokensSaved, score, sites, edit, reason } = suggestion;
    const excerpt = excerpts.get(suggestion);
    const listed = sites.slice(0, listedSites).map(siteText);
    if (sites.length > listedSites) listed.push(`  … and ${sites.length - listedSites} more`);
    const how = edit === "available" ? "there is an edit" : `report only: ${reason}`;
    return [
      `${title} [${ruleOf(detector)}]`,
      ...(excerpt === undefined ? [] : [`  ${excerpt}`]),
      `  saves ${tokensSaved} tokens, score ${score}; ${how}`,
      ...listed,
      "",
    ].join("\n");
  });
  const saved = suggestions.reduce((sum, { tokensSaved }) => sum + tokensSaved, 0);
  const withEdit = suggestions.filter(({ edit }) => edit === "available").length;
  const count = suggestions.length === 1 ? "1 suggestion" : `${suggestions.length} suggestions`;
  return `${blocks.join("\n")}\n${count}, ${withEdit} of them with an edit; ${saved} tokens are written more than once.\n`;
}

function siteText({ file, range, note }: ReportedSite): string {
  return `  ${file}:${range.start.line}${note === undefined ? "" : `  ${note}`}`;
}

function printMarkdown(
  suggestions: readonly ReportedSuggestion[],
  excerpts: ReadonlyMap<ReportedSuggestion, string>,
): string {
  const rows = suggestions.map((suggestion) => {
    const { title, detector, score, tokensSaved, sites, edit, reason } = suggestion;
    const excerpt = excerpts.get(suggestion);
    const first = sites[0] ? `${sites[0].file}:${sites[0].range.start.line}` : "";
    const how = edit === "available" ? edit : `${edit}: ${reason}`;
    const what = excerpt === undefined ? title : `${title}: \`${excerpt}\``;
    const cells = [what, ruleOf(detector), score, tokensSaved, sites.length, first, how];
    return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  });
  const head = ["| what | rule | score | tokens saved | sites | first site | edit |", "|---|---|--:|--:|--:|---|---|"];
  return `${[...head, ...rows].join("\n")}\n`;
}

const repository = "https://github.com/tofusmith/tofusmith";

/** One SARIF 2.1.0 log with one run; the first site is the location, the others are related. */
function printSarif(suggestions: readonly ReportedSuggestion[], version: string): string {
  const used = detectorRules.filter(({ rule }) => suggestions.some(({ detector }) => ruleOf(detector) === rule));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        columnKind: "utf16CodeUnits",
        tool: { driver: { name: "Tofusmith", version, informationUri: repository, rules: used.map(sarifRule) } },
        results: suggestions.map(({ detector, pattern, title, score, tokensSaved, sites, edit, reason }) => {
          const [first, ...others] = sites;
          return {
            ruleId: ruleOf(detector),
            ruleIndex: used.findIndex(({ rule }) => rule === ruleOf(detector)),
            level: "note",
            message: { text: `${title}; writing it once saves about ${tokensSaved} tokens` },
            locations: first ? [{ physicalLocation: physicalLocation(first) }] : [],
            relatedLocations: others.map((site, id) => ({
              id,
              physicalLocation: physicalLocation(site),
              ...(site.note === undefined ? {} : { message: { text: site.note } }),
            })),
            properties: { pattern, score, tokensSaved, edit, ...(reason === undefined ? {} : { reason }) },
          };
        }),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifRule({ rule, detector }: DetectorRule) {
  return {
    id: rule,
    shortDescription: { text: detector.summary },
    helpUri: `${repository}/blob/main/docs/rules.md#${rule}`,
  };
}

function physicalLocation({ file, range: { start, end } }: ReportedSite) {
  return {
    // A relative URI reference, with slashes.
    artifactLocation: { uri: file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/") },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}
