// Asks the installed providers for their schemas, with `tofu providers schema -json` in a directory of its own.
//
// In the person's directory that command would configure the backend, evaluate the encryption and read the state. In a
// directory that holds nothing but the requirements, the lock file and a link to the installed providers, it does none
// of that, needs no `init`, and has nothing to fetch: what is not installed under the locked hash is an error.

import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { SchemaAnswer, SchemaReader, SchemaRequest } from "../lsp/providerSchemas.js";
import { type LockedProvider, lockFileName } from "../model/lockFile.js";
import { uriPath } from "../model/uri.js";
import { findProgram } from "./programs.js";
import { SchemaFiles } from "./schemaFiles.js";
import type { SchemaWorkerData } from "./schemaWorker.js";

export interface SchemaReaderOptions {
  /** The bundled `schemaWorker.ts`. */
  readonly workerPath: string;
  /** Where schemas are kept between starts; undefined keeps them until the process ends. */
  readonly storage: string | undefined;
  /** How long the program may take, in milliseconds. */
  readonly timeLimit?: number;
  /** How much it may write, in bytes. */
  readonly sizeLimit?: number;
}

/** The largest providers take some seconds and some tens of megabytes. */
const usualTime = 60_000;
const usualSize = 400_000_000;

/** A reader that starts nothing yet. */
export function providerSchemaReader(options: SchemaReaderOptions): SchemaReader {
  let files: SchemaFiles | undefined;
  return {
    async read(request, onCancel) {
      try {
        files ??= new SchemaFiles(options.storage ?? temporaryFolder());
        return await readSchemas(request, files, options, onCancel);
      } catch (error) {
        return { dumps: [], notInstalled: [], failure: sentence(error) };
      }
    },
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tofusmith-schemas-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function readSchemas(
  { directory, providers, programs }: SchemaRequest,
  files: SchemaFiles,
  options: SchemaReaderOptions,
  onCancel: (end: () => void) => void,
): Promise<SchemaAnswer> {
  const installed = join(uriPath(directory), ".terraform", "providers");
  const dumpsOf = () => providers.flatMap((provider) => files.open(provider) ?? []);
  const missing = providers.filter((provider) => isPlain(provider) && !files.open(provider));
  const readable = missing.filter(({ address, version }) => existsSync(join(installed, address, version)));
  const notInstalled = missing.filter((provider) => !readable.includes(provider)).map(({ address }) => address);
  if (readable.length === 0) return { dumps: dumpsOf(), notInstalled, failure: undefined };
  const program = await findProgram(programs);
  if (program === undefined) {
    const names = programs.map((name) => `\`${name}\``).join(" nor ");
    return {
      dumps: dumpsOf(),
      notInstalled,
      failure: `The schemas of the providers are not known: ${names} was not found.`,
    };
  }
  const temporary = mkdtempSync(join(tmpdir(), "tofusmith-providers-"));
  try {
    const work = join(temporary, "module");
    mkdirSync(work);
    prepare(work, installed, readable);
    const dump = join(temporary, "schemas.json");
    const problem = await run(program, work, dump, options, onCancel);
    if (problem === undefined) await takeApart(dump, readable, files, options.workerPath);
    return { dumps: dumpsOf(), notInstalled, failure: problem };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    files.prune();
  }
}

// Addresses, versions and hashes as OpenTofu writes them; anything else in a lock file was not written by it.
const plainText = /^[\w.:+/=~-]+$/;

/** True for an entry whose texts mean nothing but themselves, in a path and in a file of configuration. */
function isPlain({ address, version, hashes }: LockedProvider): boolean {
  const parts = [...address.split("/"), version];
  return (
    parts.every((part) => part !== ".." && part !== ".") &&
    [address, version, ...hashes].every((each) => plainText.test(each))
  );
}

/** Fills the directory that the program runs in. */
function prepare(work: string, installed: string, providers: readonly LockedProvider[]): void {
  const required = Object.fromEntries(
    providers.map(({ address, version }, i) => [`p${i}`, { source: address, version: `= ${version}` }]),
  );
  writeFileSync(join(work, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  const quoted = (text: string) => JSON.stringify(text);
  const entries = providers.map(({ address, version, hashes }) => {
    // An empty list is no valid lock.
    const listed = hashes.length === 0 ? "" : `  hashes = [${hashes.map(quoted).join(", ")}]\n`;
    return `provider ${quoted(address)} {\n  version = ${quoted(version)}\n${listed}}\n`;
  });
  writeFileSync(join(work, lockFileName), entries.join("\n"));
  // No setting of the person's: no mirror, no override, no credentials.
  writeFileSync(join(work, "cli.tfrc"), "");
  mkdirSync(join(work, ".terraform"));
  symlinkSync(installed, join(work, ".terraform", "providers"), "junction");
}

/** The environment without what changes where the program looks and what it does. */
function environment(work: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    // How a provider is spoken to is the person's machine's business: where that is needed, it is needed here.
    ([name]) => !name.toUpperCase().startsWith("TF_") || name === "TF_DISABLE_PLUGIN_TLS",
  );
  return {
    ...Object.fromEntries(kept),
    TF_CLI_CONFIG_FILE: join(work, "cli.tfrc"),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** Runs the program until it ends, is cancelled or exceeds a limit. Returns what went wrong, as one sentence. */
function run(
  program: string,
  work: string,
  dump: string,
  { timeLimit = usualTime, sizeLimit = usualSize }: SchemaReaderOptions,
  onCancel: (end: () => void) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, ["providers", "schema", "-json", "-no-color"], {
      cwd: work,
      env: environment(work),
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that the providers it has started end with it.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const output = createWriteStream(dump);
    let problem: string | undefined;
    let size = 0;
    let complaint = "";
    const kill = () => end(child.pid);
    const stop = (reason: string) => {
      problem ??= reason;
      kill();
    };
    const timer = setTimeout(
      () => stop(`\`${program}\` took more than ${timeLimit / 1000} seconds to give the provider schemas.`),
      timeLimit,
    );
    process.once("exit", kill);
    onCancel(() => stop("Reading the provider schemas was cancelled; it is tried again when the lock file changes."));
    child.stdout.on("data", (part: Buffer) => {
      size += part.length;
      if (size > sizeLimit)
        stop(`The provider schemas are larger than ${Math.round(sizeLimit / 1e6)} MB and are not read.`);
      else output.write(part);
    });
    child.stderr.on("data", (part: Buffer) => {
      if (complaint.length < 2000) complaint += part.toString("utf8");
    });
    child.on("error", (error) => {
      problem ??= `\`${program}\` could not be started: ${error.message}.`;
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      process.removeListener("exit", kill);
      if (code !== 0) problem ??= `\`${program} providers schema\` failed:\n${complaint.trim()}`;
      output.end(() => resolve(problem));
    });
  });
}

/** Ends a process and those it has started. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") process.kill(pid);
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function takeApart(
  dump: string,
  providers: readonly LockedProvider[],
  files: SchemaFiles,
  workerPath: string,
): Promise<void> {
  const targets = Object.fromEntries(providers.map((provider) => [provider.address, files.pathOf(provider)]));
  const workerData: SchemaWorkerData = { dump, targets };
  await new Promise<void>((resolve, reject) => {
    const worker = new Worker(workerPath, { workerData });
    worker.once("message", () => resolve());
    worker.once("error", (error) => reject(new Error(`The provider schemas could not be read: ${error.message}`)));
    worker.once("exit", () => resolve());
  });
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
