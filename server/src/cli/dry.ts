// The subcommand `dry`: what is written more than once, with what writing it once would save.

import { neverCancelled } from "../base/cancellation.js";
import { LineIndex } from "../base/lineIndex.js";
import { type AvailableEdit, availableEdit } from "../features/similarity/availableEdit.js";
import { findRepetition } from "../features/similarity/findRepetition.js";
import { isOwnCode } from "../features/similarity/ownCode.js";
import type { Suggestion } from "../features/similarity/suggestion.js";
import type { CliIo } from "./io.js";
import { type LoadedWorkspace, loadWorkspace } from "./loadedWorkspace.js";
import { readOptions } from "./options.js";
import type { Subcommand } from "./subcommand.js";

const usage = `tofusmith dry [OPTIONS] [PATH...]

Reports what is written more than once in OpenTofu configuration, the most worthwhile first. Examples, tests, vendored
and generated code are left out. A path is a file or a folder with all below it, by default the current folder.

  --format=text|json|markdown   how the report is printed (default text)
  --detector=ID,...             run these detectors only
  --help                        print this

Exits with 0, or with 2 where the arguments are wrong.
`;

const formats = ["text", "json", "markdown"] as const;

/** A suggestion as it is printed: paths, and 1-based lines and columns. */
interface ReportedSuggestion {
  readonly detector: string;
  readonly pattern: string;
  readonly title: string;
  readonly score: number;
  readonly tokensSaved: number;
  readonly sites: readonly ReportedSite[];
  readonly edit: AvailableEdit["kind"];
  readonly reason?: string;
}

interface ReportedSite {
  readonly file: string;
  readonly range: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

export const dry: Subcommand = {
  name: "dry",
  summary: "report what is written more than once",
  usage,
  async run(args, io, platform) {
    const read = readOptions({ format: "value", detector: "list", help: "flag" }, args);
    if (typeof read === "string") return misuse(io, read);
    const { values, paths } = read;
    if (values.help) {
      io.stdout(usage);
      return 0;
    }
    const format = formats.find((name) => name === (values.format ?? "text"));
    if (!format) return misuse(io, `--format=${values.format}: there are ${formats.join(", ")}`);
    const parser = await platform.loadParser();
    const indexer = platform.indexer(parser);
    const loaded = await loadWorkspace({ paths, target: undefined, levels: new Map(), indexer }, io, platform, parser);
    for (const path of loaded.missing) io.stderr(`dry: there is no file or folder ${path}\n`);
    const wanted = (uri: string) => loaded.isAskedFor(uri) && isOwnCode(loaded.pathBelow(uri));
    const found = await findRepetition(loaded.snapshot, { wanted }, neverCancelled);
    const chosen =
      values.detector.length === 0 ? found : found.filter(({ detector }) => values.detector.includes(detector));
    // By their places, so that each file is parsed once.
    const byPlace = [...chosen].sort((a, b) => ((a.sites[0]?.uri ?? "") < (b.sites[0]?.uri ?? "") ? -1 : 1));
    const edits = new Map(
      byPlace.map((each) => [
        each,
        availableEdit(loaded.snapshot, each, { ...loaded.options, refactor: { movedBlocks: "file" } }),
      ]),
    );
    const lines = new Map<string, LineIndex>();
    const report = chosen.flatMap((each) => {
      const edit = edits.get(each);
      return edit ? [reported(each, edit, loaded, lines)] : [];
    });
    io.stdout({ text: printText, json: printJson, markdown: printMarkdown }[format](report));
    return loaded.missing.length > 0 ? 2 : 0;
  },
};

function misuse(io: CliIo, complaint: string): number {
  io.stderr(`dry: ${complaint}\n\n${usage}`);
  return 2;
}

function reported(
  suggestion: Suggestion,
  edit: AvailableEdit,
  loaded: LoadedWorkspace,
  lines: Map<string, LineIndex>,
): ReportedSuggestion {
  const { detector, pattern, title, score, tokensSaved } = suggestion;
  return {
    detector,
    pattern,
    title,
    score,
    tokensSaved,
    sites: suggestion.sites.map((site) => reportedSite(site, loaded, lines)),
    edit: edit.kind,
    ...(edit.kind === "report-only" ? { reason: edit.reason } : {}),
  };
}

function reportedSite(
  { uri, range }: Suggestion["sites"][number],
  loaded: LoadedWorkspace,
  known: Map<string, LineIndex>,
): ReportedSite {
  const lines = known.get(uri) ?? new LineIndex(loaded.snapshot.entry(uri)?.text ?? "");
  known.set(uri, lines);
  const place = (offset: number) => {
    const { line, column } = lines.position(offset);
    return { line: line + 1, column: column + 1 };
  };
  return { file: loaded.pathOf(uri), range: { start: place(range.start), end: place(range.end) } };
}

function printJson(suggestions: readonly ReportedSuggestion[]): string {
  return `${JSON.stringify({ suggestions }, undefined, 2)}\n`;
}

/** How many sites are listed before the rest is only counted. */
const listedSites = 5;

function siteTexts(sites: readonly ReportedSite[]): string[] {
  const listed = sites.slice(0, listedSites).map(({ file, range }) => `${file}:${range.start.line}`);
  return sites.length > listedSites ? [...listed, `… and ${sites.length - listedSites} more`] : listed;
}

function printText(suggestions: readonly ReportedSuggestion[]): string {
  const blocks = suggestions.map(({ title, detector, pattern, tokensSaved, sites, edit }) => {
    const head = `${title} [${detector}, ${pattern}; saves ${tokensSaved} tokens; ${edit === "available" ? "edit available" : "report only"}]`;
    return `${head}\n${siteTexts(sites)
      .map((site) => `  ${site}\n`)
      .join("")}`;
  });
  return `${blocks.join("\n")}${suggestions.length === 0 ? "Nothing is written twice that would be worth writing once.\n" : `\n${suggestions.length} suggestions.\n`}`;
}

function printMarkdown(suggestions: readonly ReportedSuggestion[]): string {
  const rows = suggestions.map(
    ({ title, detector, pattern, tokensSaved, sites, edit }) =>
      `| ${title.replaceAll("|", "\\|")} | ${detector} | ${pattern} | ${tokensSaved} | ${sites.length} | ${edit} | ${sites[0]?.file}:${sites[0]?.range.start.line} |`,
  );
  return [
    "| what | detector | pattern | tokens saved | sites | edit | first site |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
