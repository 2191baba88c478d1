// The subcommand `check`: the diagnostics of the editor, for terminals, pipelines and hooks.

import { LineIndex } from "../base/lineIndex.js";
import type { Diagnostic, RuleLevel, Severity } from "../features/diagnostic.js";
import { checkFile, checkWorkspace } from "../features/diagnostics.js";
import { rules } from "../features/rules/registry.js";
import { syntaxErrors } from "../features/rules/syntaxErrors.js";
import { parseTarget } from "../model/product.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { printJson } from "./checkJson.js";
import { printSarif } from "./checkSarif.js";
import { printText } from "./checkText.js";
import type { CliIo } from "./io.js";
import { loadWorkspace } from "./loadedWorkspace.js";
import { readOptions } from "./options.js";
import type { Subcommand } from "./subcommand.js";

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];
const formats = ["text", "json", "sarif"] as const;

const usage = `tofusmith check [OPTIONS] [PATH...]

Reports what is wrong in OpenTofu, Terraform and Terragrunt configuration. A path is a file or a folder with all below
it, by default the current folder.

  --format=text|json|sarif   how findings are printed (default text)
  --severity=LEVEL           the quietest level that is printed and counts: error, warning, information or hint
                             (default warning, or hint where --rule names the rules to run)
  --rule=ID[=LEVEL],...      run these rules only, or with =LEVEL set how loud a rule is (off turns it off)
  --target=PRODUCT[@VERSION] what the configuration is written for: opentofu, terraform, opentofu@1.11, ...
                             (default: decided by the files)
  --help                     print this

Exits with 0 where there are no findings, with 1 where there are, and with 2 where the arguments are wrong or
something failed.
`;

/** What the three printers are given. */
export interface CheckReport {
  readonly version: string;
  readonly findings: readonly PlacedFinding[];
  /** How many files were checked. */
  readonly files: number;
  readonly colours: boolean;
  readonly durationMs: number;
}

/** A finding with 1-based lines and columns in UTF-16 code units. */
export interface PlacedFinding {
  readonly diagnostic: Diagnostic;
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  /** The lines of the file that the finding covers, at most the first few. */
  readonly excerpt: readonly string[];
  readonly related: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

const mostExcerptLines = 4;

export const check: Subcommand = {
  name: "check",
  summary: "report what is wrong in files and folders",
  usage,
  async run(args, io, platform) {
    const read = readOptions({ format: "value", severity: "value", rule: "list", target: "value", help: "flag" }, args);
    if (typeof read === "string") return misuse(io, read);
    const { values, paths } = read;
    if (values.help) {
      io.stdout(usage);
      return 0;
    }
    const format = formats.find((name) => name === (values.format ?? "text"));
    if (!format) return misuse(io, `--format=${values.format}: there are ${formats.join(", ")}`);
    // Whoever names a rule wants to see what it finds, however quiet it is.
    const quietest = values.rule.some((choice) => !choice.includes("=")) ? "hint" : "warning";
    const threshold = severities.find((name) => name === (values.severity ?? quietest));
    if (!threshold) return misuse(io, `--severity=${values.severity}: there are ${severities.join(", ")}`);
    if (values.target !== undefined && values.target !== "auto" && !parseTarget(values.target)) {
      return misuse(io, `--target=${values.target}: give a product such as opentofu@1.11`);
    }
    const chosen = readRules(values.rule);
    if (typeof chosen === "string") return misuse(io, chosen);

    const start = performance.now();
    const loaded = await loadWorkspace(
      { paths, target: values.target, levels: chosen.levels },
      io,
      platform,
      await platform.loadParser(),
    );
    for (const path of loaded.missing) io.stderr(`check: there is no file or folder ${path}\n`);
    for (const complaint of loaded.complaints) io.stderr(`${complaint}\n`);
    const { snapshot, options } = loaded;
    const uris = [...snapshot.directories.values()]
      .flatMap((directory) => [...directory.files.keys()])
      .filter((uri) => loaded.isAskedFor(uri) && isChecked(snapshot, uri))
      .sort();
    const found = [
      ...uris.flatMap((uri) => checkFile(snapshot, uri, options)),
      ...(await checkWorkspace(snapshot, options)).filter(({ uri }) => loaded.isAskedFor(uri)),
    ]
      .filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf(threshold))
      .filter(({ rule }) => chosen.only.size === 0 || chosen.only.has(rule));
    const report: CheckReport = {
      version: platform.version,
      findings: sorted(found.flatMap((diagnostic) => place(diagnostic, loaded) ?? [])),
      files: uris.length,
      colours: platform.colours,
      durationMs: performance.now() - start,
    };
    io.stdout({ text: printText, json: printJson, sarif: printSarif }[format](report));
    if (loaded.missing.length > 0) return 2;
    return report.findings.length > 0 ? 1 : 0;
  },
};

function misuse(io: CliIo, complaint: string): number {
  io.stderr(`check: ${complaint}\n\n${usage}`);
  return 2;
}

interface ChosenRules {
  readonly levels: ReadonlyMap<string, RuleLevel>;
  /** Empty for all. Syntax errors are of no rule in the registry and can be named all the same. */
  readonly only: ReadonlySet<string>;
}

function readRules(choices: readonly string[]): ChosenRules | string {
  const levels = new Map<string, RuleLevel>();
  const only = new Set<string>();
  for (const choice of choices) {
    const equals = choice.indexOf("=");
    const id = equals < 0 ? choice : choice.slice(0, equals);
    const rule = rules.find((each) => each.id === id);
    if (equals < 0) {
      if (!rule && !Object.hasOwn(syntaxErrors, id)) return `--rule=${choice}: there is no rule ${id}`;
      only.add(id);
      if (rule?.defaultLevel === "off") levels.set(id, "warning");
      continue;
    }
    const level = [...severities, "off" as const].find((name) => name === choice.slice(equals + 1));
    if (!rule) return `--rule=${choice}: there is no rule ${id}`;
    if (!level) return `--rule=${choice}: the level is none of ${severities.join(", ")}, off`;
    levels.set(id, level);
  }
  return { levels, only };
}

/** Files with a tree, and those in JSON syntax. */
function isChecked(snapshot: WorkspaceSnapshot, uri: string): boolean {
  return snapshot.file(uri) !== undefined || snapshot.entry(uri)?.type?.syntax === "json";
}

function place(diagnostic: Diagnostic, loaded: Awaited<ReturnType<typeof loadWorkspace>>): PlacedFinding | undefined {
  const entry = loaded.snapshot.entry(diagnostic.uri);
  if (!entry) return undefined;
  const { text } = entry;
  const lineIndex = loaded.snapshot.file(diagnostic.uri)?.lineIndex ?? new LineIndex(text);
  const start = lineIndex.position(diagnostic.range.start);
  const end = lineIndex.position(diagnostic.range.end);
  const excerpt: string[] = [];
  for (let line = start.line; line <= end.line && excerpt.length < mostExcerptLines; line++) {
    const range = lineIndex.line(line);
    excerpt.push(text.slice(range.start, range.end).trimEnd());
  }
  return {
    diagnostic,
    path: loaded.pathOf(diagnostic.uri),
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
    excerpt,
    related: diagnostic.related.map((related) => ({
      path: loaded.pathOf(related.uri),
      line: (loaded.snapshot.file(related.uri)?.lineIndex.position(related.range.start).line ?? 0) + 1,
      message: related.message,
    })),
  };
}

function sorted(findings: readonly PlacedFinding[]): PlacedFinding[] {
  return [...findings].sort(
    (a, b) =>
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
      a.start.line - b.start.line ||
      a.start.column - b.start.column,
  );
}
