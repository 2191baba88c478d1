// The subcommand `dry`: what is written more than once, with what writing it once would save.

import { type Checkpoint, neverCancelled } from "../base/cancellation.js";
import { LineIndex } from "../base/lineIndex.js";
import { type AvailableEdit, availableEdit, mayHaveEdit } from "../features/similarity/availableEdit.js";
import {
  type Baseline,
  baselineName,
  baselineOf,
  baselineText,
  ignoredForm,
  readBaseline,
} from "../features/similarity/baseline.js";
import { ruleOf } from "../features/similarity/detectorNames.js";
import { detectorRules } from "../features/similarity/detectorRules.js";
import { excerptOf } from "../features/similarity/excerpt.js";
import { defaultSkippedFolders, isOwnCode } from "../features/similarity/ownCode.js";
import { type RepetitionSettings, wantedRepetition } from "../features/similarity/repetitionFindings.js";
import type { Suggestion } from "../features/similarity/suggestion.js";
import { directoryOf, fileUri, resolveUri, uriPath } from "../model/uri.js";
import { type Format, formats, printReport, type ReportedSite, type ReportedSuggestion } from "./dryReport.js";
import type { CliIo } from "./io.js";
import { type LoadedWorkspace, loadWorkspace } from "./loadedWorkspace.js";
import { readOptions } from "./options.js";
import type { FileWriter } from "./refactor.js";
import type { CliPlatform, Subcommand } from "./subcommand.js";

const usage = `tofusmith dry [OPTIONS] [PATH...]

Reports what is written more than once in OpenTofu and Terragrunt configuration, the most worthwhile first, and for
each whether there is an edit that writes it once. Generated files are left out. A path is a file or a folder with all
below it, by default the current folder.

  --format=text|json|markdown|sarif   how the report is printed (default text)
  --detector=NAME,...                 look for these kinds of repetition only, such as repeated-expression
  --min-score=N                       leave out what has a lower score: tokens saved less what the abstraction costs
  --min-sites=N                       leave out what stands in fewer places
  --skip=NAME,...                     names of folders that are passed over instead of
                                      ${defaultSkippedFolders.join(", ")}
  --baseline=FILE                     leave out what the file names (default ${baselineName} in the
                                      first path that is a folder or above it, where there is one)
  --no-baseline                       leave nothing out
  --write-baseline                    write the baseline: it names everything that is found now
  --exit-code                         exit with 1 where anything is suggested
  --help                              print this

Exits with 0, with 1 where --exit-code says so, or with 2 where the arguments or the baseline are wrong.
`;

/** What is asked for, once the arguments have been read. */
interface Request {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly settings: RepetitionSettings;
  readonly rules: ReadonlySet<string> | undefined;
  readonly baseline: string | undefined;
  readonly useBaseline: boolean;
  readonly writeBaseline: boolean;
  readonly exitCode: boolean;
}

/** Makes the subcommand; `files` writes the baseline. */
export function drySubcommand(files: FileWriter): Subcommand {
  return {
    name: "dry",
    summary: "report what is written more than once",
    usage,
    run: (args, io, platform) => run(args, io, platform, files),
  };
}

async function run(args: readonly string[], io: CliIo, platform: CliPlatform, files: FileWriter): Promise<number> {
  const request = readRequest(args);
  if (request === "help") {
    io.stdout(usage);
    return 0;
  }
  if (typeof request === "string") {
    io.stderr(`dry: ${request}\n\n${usage}`);
    return 2;
  }
  const parser = await platform.loadParser();
  const indexer = platform.indexer(parser);
  const loaded = await loadWorkspace(
    {
      paths: request.paths,
      target: undefined,
      levels: new Map(),
      indexer,
      progress: ({ done, total }) => platform.progress?.(`reading ${done} of ${total} files`),
    },
    io,
    platform,
    parser,
  );
  indexer.dispose?.();
  for (const path of loaded.missing) io.stderr(`dry: there is no file or folder ${path}\n`);
  const baseline = await readBaselineFile(request, loaded, io, platform);
  if (typeof baseline === "string") {
    platform.progress?.("");
    io.stderr(`dry: ${baseline}\n`);
    return 2;
  }
  const { lowestScore, fewestSites, levels } = request.settings;
  const wanted = (uri: string) => loaded.isAskedFor(uri) && request.settings.search.wanted(loaded.pathBelow(uri));
  const settings = { search: { wanted }, lowestScore, fewestSites, levels };
  const isIgnored = (suggestion: Suggestion) =>
    !request.writeBaseline && baseline.known.has(ignoredForm(suggestion, baseline.root));
  const found = await wantedRepetition(loaded.snapshot, settings, isIgnored, () => loaded.options, neverCancelled);
  const chosen = found.filter(({ detector }) => request.rules?.has(ruleOf(detector)) ?? true);
  if (request.writeBaseline) {
    platform.progress?.("");
    const uri = resolveUri(baseline.root, baseline.name);
    files.write(uriPath(uri), baselineText(chosen.map((each) => ignoredForm(each, baseline.root))));
    io.stdout(`${chosen.length} suggestions are named in ${loaded.pathOf(uri)} and left out from now on.\n`);
    return 0;
  }
  const report = await reported(chosen, loaded, platform);
  platform.progress?.("");
  const excerpts = new Map(
    chosen.flatMap((each, i) => {
      const excerpt = excerptOf(loaded.snapshot, each);
      const printed = report[i];
      return excerpt === undefined || !printed ? [] : [[printed, excerpt] as const];
    }),
  );
  io.stdout(printReport(request.format, report, excerpts, platform.version));
  if (loaded.missing.length > 0) return 2;
  return request.exitCode && report.length > 0 ? 1 : 0;
}

function readRequest(args: readonly string[]): Request | string {
  const read = readOptions(
    {
      format: "value",
      detector: "list",
      "min-score": "value",
      "min-sites": "value",
      skip: "list",
      baseline: "value",
      "no-baseline": "flag",
      "write-baseline": "flag",
      "exit-code": "flag",
      help: "flag",
    },
    args,
  );
  if (typeof read === "string") return read;
  const { values, paths } = read;
  if (values.help) return "help";
  const format = formats.find((name) => name === (values.format ?? "text"));
  if (!format) return `--format=${values.format}: there are ${formats.join(", ")}`;
  const rules = new Set<string>();
  for (const name of values.detector) {
    const found = detectorRules.find(({ rule, detector }) => rule === name || detector.id === name);
    if (!found) return `--detector=${name}: there are ${detectorRules.map(({ rule }) => rule).join(", ")}`;
    rules.add(found.rule);
  }
  const lowestScore = Number(values["min-score"] ?? 0);
  const fewestSites = Number(values["min-sites"] ?? 0);
  if (!Number.isFinite(lowestScore)) return `--min-score=${values["min-score"]}: give a number`;
  if (!Number.isFinite(fewestSites)) return `--min-sites=${values["min-sites"]}: give a number`;
  if (values.baseline !== undefined && values["no-baseline"]) return "give --baseline or --no-baseline, not both";
  const skipped = values.skip.length === 0 ? undefined : values.skip;
  return {
    paths,
    format,
    settings: {
      search: { wanted: (path) => isOwnCode(path, skipped) },
      lowestScore,
      fewestSites,
      levels: new Map(),
    },
    rules: rules.size === 0 ? undefined : rules,
    baseline: values.baseline,
    useBaseline: !values["no-baseline"],
    writeBaseline: values["write-baseline"],
    exitCode: values["exit-code"],
  };
}

interface BaselineFile {
  /** The URI of the folder it lies in, which its paths start from. */
  readonly root: string;
  readonly name: string;
  readonly known: Baseline;
}

/** The baseline that was named, or the nearest one; an empty one where there is none. A complaint where it is broken. */
async function readBaselineFile(
  request: Request,
  loaded: LoadedWorkspace,
  io: CliIo,
  { host }: CliPlatform,
): Promise<BaselineFile | string> {
  const folder = loaded.folders[0] ?? fileUri(io.cwd);
  const given = request.baseline === undefined ? undefined : loaded.uriOf(request.baseline);
  const fallback = { root: folder, name: baselineName, known: baselineOf([]) };
  if (!request.useBaseline) return fallback;
  for (const uri of given === undefined ? candidates(folder) : [given]) {
    const content = await host.readFile(uri);
    const root = directoryOf(uri);
    const name = uri.slice(root.length + 1);
    if (content.kind === "text") {
      const known = readBaseline(content.text);
      return typeof known === "string" && !request.writeBaseline
        ? `${loaded.pathOf(uri)} ${known}`
        : { root, name, known: typeof known === "string" ? fallback.known : known };
    }
    if (given === undefined) continue;
    if (request.writeBaseline) return { root, name, known: fallback.known };
    return content.kind === "missing"
      ? `there is no file ${request.baseline}`
      : `${request.baseline} ${content.reason}`;
  }
  return fallback;
}

/** Where a baseline may lie: in the folder, or in one above it. */
function candidates(folder: string): string[] {
  const found = [resolveUri(folder, baselineName)];
  for (let at = folder; directoryOf(at).length < at.length && directoryOf(at).length > "file://".length; ) {
    at = directoryOf(at);
    found.push(resolveUri(at, baselineName));
  }
  return found;
}

/** The suggestions with their edits, which are looked for by their places, so that each file is parsed once. */
async function reported(
  suggestions: readonly Suggestion[],
  loaded: LoadedWorkspace,
  platform: CliPlatform,
): Promise<readonly ReportedSuggestion[]> {
  const options = { ...loaded.options, refactor: { movedBlocks: "file" as const } };
  const firstUri = ({ sites }: Suggestion) => sites[0]?.uri ?? "";
  const byPlace = [...suggestions].sort((a, b) => (firstUri(a) < firstUri(b) ? -1 : 1));
  const edits = new Map<Suggestion, AvailableEdit>();
  const turn = turns();
  for (const suggestion of byPlace) {
    if (mayHaveEdit(suggestion.detector)) {
      platform.progress?.(`looking for edits: ${edits.size} of ${suggestions.length} suggestions`);
      await turn();
      await loaded.ready(firstUri(suggestion));
    }
    edits.set(suggestion, availableEdit(loaded.snapshot, suggestion, options));
  }
  const lines = new Map<string, LineIndex>();
  return suggestions.map((suggestion) => {
    const { detector, pattern, title, score, tokensSaved } = suggestion;
    const edit = edits.get(suggestion);
    return {
      detector,
      pattern,
      title,
      score,
      tokensSaved,
      sites: suggestion.sites.map((site) => reportedSite(site, loaded, lines)),
      edit: edit?.kind ?? "report-only",
      ...(edit?.kind === "report-only" ? { reason: edit.reason } : {}),
    };
  });
}

/** Lets the terminal show how far the work is. */
function turns(): Checkpoint {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < 100) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    since = performance.now();
  };
}

function reportedSite(
  { uri, range, note }: Suggestion["sites"][number],
  loaded: LoadedWorkspace,
  known: Map<string, LineIndex>,
): ReportedSite {
  const lines = known.get(uri) ?? new LineIndex(loaded.snapshot.entry(uri)?.text ?? "");
  known.set(uri, lines);
  const place = (offset: number) => {
    const { line, column } = lines.position(offset);
    return { line: line + 1, column: column + 1 };
  };
  const shown = note === undefined ? {} : { note };
  return { file: loaded.pathOf(uri), range: { start: place(range.start), end: place(range.end) }, ...shown };
}
