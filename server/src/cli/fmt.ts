// The subcommand `fmt`: formats files as `tofu fmt` does, and Terragrunt's as `terragrunt hcl fmt`.

import { LineIndex } from "../base/lineIndex.js";
import { applyEdits } from "../base/textEdit.js";
import { type FormattingInput, formatDocument } from "../features/formatting.js";
import { formatStyleOf } from "../syntax/format/format.js";
import type { CliIo } from "./io.js";
import type { NamedFiles } from "./namedFiles.js";
import { unifiedDiff } from "./unifiedDiff.js";

export const fmtUsage = `tofusmith fmt [OPTIONS] [PATH...]

Formats .tf, .tofu, .tfvars, .tftest.hcl and .tofutest.hcl files as tofu fmt does, and other .hcl files as
terragrunt hcl fmt does. A path is a file or a directory, by default the current one; - reads standard input.

  --check        change nothing; exit with 3 if a file is not formatted
  --diff         show what changes
  --recursive    also format the directories in a directory
  --list=false   do not name the files that change
  --write=false  change nothing

Exits with 0, with 2 where something could not be read or has syntax errors, or with 3 as told above.
`;

interface Options {
  check: boolean;
  diff: boolean;
  recursive: boolean;
  list: boolean;
  write: boolean;
  readonly paths: string[];
}

/** Parses a text: what the formatter needs to know of it. The entry of the command line provides it. */
export type ParseForFormatting = (text: string) => Promise<Omit<FormattingInput, "fileName" | "text">>;

/**
 * Runs `fmt` with the arguments after its name and gives the exit code: 0; 2 on errors; 3 where `--check` finds a file
 * that is not formatted. The options and codes are those of `tofu fmt`, with one dash or two.
 */
export async function runFmt(
  args: readonly string[],
  io: CliIo,
  disk: NamedFiles,
  parse: ParseForFormatting,
): Promise<number> {
  const options = parseOptions(args);
  if (typeof options === "string") {
    io.stderr(`${options}\n\n${fmtUsage}`);
    return 2;
  }
  if (options === undefined) {
    io.stdout(fmtUsage);
    return 0;
  }
  if (options.paths.includes("-")) {
    if (options.paths.length > 1) {
      io.stderr("fmt: standard input cannot be formatted together with files\n");
      return 2;
    }
    return formatStandardInput(options, io, parse);
  }
  const paths = options.paths.length > 0 ? options.paths : ["."];
  const { files, missing } = disk.find(io.cwd, paths, options.recursive, (name) => formatStyleOf(name) !== undefined);
  for (const path of missing) io.stderr(`fmt: there is no file or directory ${path}\n`);

  let failed = missing.length > 0;
  let changed = false;
  for (const path of files) {
    const outcome = await formatBytes(path, disk.read(io.cwd, path), io, parse);
    if (outcome === undefined) {
      failed = true;
      continue;
    }
    if (outcome.diff === "") continue;
    changed = true;
    if (options.list) io.stdout(`${path}\n`);
    if (options.write && !options.check) disk.write(io.cwd, path, outcome.text);
    if (options.diff) io.stdout(outcome.diff);
  }
  return exitCode(options, failed, changed);
}

async function formatStandardInput(options: Options, io: CliIo, parse: ParseForFormatting): Promise<number> {
  const outcome = await formatBytes("<stdin>", await io.stdin(), io, parse);
  if (outcome === undefined) return exitCode(options, true, false);
  if (options.diff) io.stdout(outcome.diff);
  else if (!options.check) io.stdout(outcome.text);
  return exitCode(options, false, outcome.diff !== "");
}

function exitCode(options: Options, failed: boolean, changed: boolean): number {
  if (failed) return 2;
  return options.check && changed ? 3 : 0;
}

interface Outcome {
  readonly text: string;
  /** Empty where the text is formatted already. */
  readonly diff: string;
}

/** The formatted text of a file; undefined where it could not be formatted, after saying why. */
async function formatBytes(
  path: string,
  bytes: Uint8Array,
  io: CliIo,
  parse: ParseForFormatting,
): Promise<Outcome | undefined> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    io.stderr(`${path}: not formatted: the file is not valid UTF-8\n`);
    return undefined;
  }
  // Standard input has no name; as `tofu fmt` does, it is taken for configuration.
  const fileName = path === "<stdin>" ? "main.tf" : nameOfPath(path);
  const formatting = formatDocument({ fileName, text, ...(await parse(text)) });
  if (formatting.kind === "edits") {
    return { text: applyEdits(text, formatting.edits), diff: unifiedDiff(path, text, formatting.edits) };
  }
  let place = path;
  if (formatting.error) {
    const { line, column } = new LineIndex(text).position(formatting.error.range.start);
    place = `${path}:${line + 1}:${column + 1}`;
  }
  io.stderr(`${place}: ${formatting.reason}\n`);
  return undefined;
}

/** The last part of a path, whichever slashes it has. */
function nameOfPath(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** The options; undefined where help is asked for; a complaint where one is unknown. */
function parseOptions(args: readonly string[]): Options | string | undefined {
  const options: Options = { check: false, diff: false, recursive: false, list: true, write: true, paths: [] };
  for (const arg of args) {
    if (arg === "-" || !arg.startsWith("-")) {
      options.paths.push(arg);
      continue;
    }
    const [name, value = "true"] = arg.slice(arg.startsWith("--") ? 2 : 1).split("=", 2);
    if (value !== "true" && value !== "false") return `fmt: ${arg}: the value is neither true nor false`;
    if (name === "help" || name === "h") return undefined;
    if (name === "check" || name === "diff" || name === "recursive" || name === "list" || name === "write") {
      options[name] = value === "true";
    } else {
      return `fmt: there is no option ${arg}`;
    }
  }
  return options;
}
