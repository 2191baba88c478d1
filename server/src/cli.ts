// The command line's entry: finds the subcommand and gives it its surroundings.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setBugReporter } from "./base/bug.js";
import { check } from "./cli/check.js";
import { drySubcommand } from "./cli/dry.js";
import { fixSubcommand } from "./cli/fix.js";
import { fmtUsage, runFmt } from "./cli/fmt.js";
import type { CliIo } from "./cli/io.js";
import { type FileWriter, refactorSubcommand } from "./cli/refactor.js";
import type { CliPlatform, Subcommand } from "./cli/subcommand.js";
import { bundledIndexer, loadBundledParser, productVersion } from "./node/bundle.js";
import { diskFiles } from "./node/diskFiles.js";
import { fileSystemHost } from "./node/fileSystemHost.js";

const fmt: Subcommand = {
  name: "fmt",
  summary: "format files as tofu fmt does",
  usage: fmtUsage,
  async run(args, io, { loadParser }) {
    const parser = await loadParser();
    return runFmt(args, io, diskFiles, async (text) => ({
      errors: parser.parse("", 0, text).errors,
      tokens: (of) => parser.tokens(of),
    }));
  },
};

const files: FileWriter = {
  write(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  },
  remove: (path) => rmSync(path, { force: true }),
};

/** All subcommands, in the order of the help. */
const subcommands: readonly Subcommand[] = [
  check,
  fixSubcommand(files),
  fmt,
  refactorSubcommand(files),
  drySubcommand(files),
];

const usage = `tofusmith SUBCOMMAND [OPTIONS] [PATH...]

${subcommands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n")}
  help       print this, or with a subcommand's name how it is used
  version    print the version
`;

const io: CliIo = {
  cwd: process.cwd(),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  async stdin() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  },
};

const clearLine = "\r\u001b[K";
/** Terminals are slow: a line that is replaced at once is not written. */
const progressInterval = 100;
let progressAt = 0;

function progress(text: string): void {
  if (text !== "" && performance.now() - progressAt < progressInterval) return;
  progressAt = performance.now();
  process.stderr.write(clearLine + text.slice(0, (process.stderr.columns ?? 80) - 1));
}

const platform: CliPlatform = {
  version: productVersion,
  host: fileSystemHost,
  colours: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  loadParser: loadBundledParser,
  ...(process.stderr.isTTY ? { progress } : {}),
  indexer: (parser) => bundledIndexer(parser, { storage: undefined, log: (message) => io.stderr(`${message}\n`) }),
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const named = subcommands.find((subcommand) => subcommand.name === name);
  if (named) return named.run(rest, io, platform);
  if (name === "version" || name === "--version") {
    io.stdout(`${platform.version}\n`);
    return 0;
  }
  if (name === "help" || name === "--help" || name === "-h") {
    io.stdout(subcommands.find((subcommand) => subcommand.name === rest[0])?.usage ?? usage);
    return 0;
  }
  io.stderr(name === undefined ? usage : `tofusmith: there is no subcommand ${name}\n\n${usage}`);
  return 2;
}

setBugReporter((message, cause) => {
  const detail = cause instanceof Error ? `\n${cause.stack ?? cause.message}` : "";
  io.stderr(`A mistake of Tofusmith: ${message}${detail}\n`);
});
// A reader that has seen enough closes the pipe; there is nobody left to write to.
process.stdout.on("error", () => process.exit(0));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    io.stderr(`tofusmith: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
