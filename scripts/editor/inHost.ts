// Runs suites of test/client inside a real VS Code with the packaged VSIX installed, and reads what they report.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import type { Results } from "../../test/client/index.js";
import { run } from "../processes.js";
import { PlainFailure } from "../progress.js";
import { needChromium } from "./chromium.js";
import { writeUserSettings } from "./server.js";
import { type Edition, installVSCode } from "./vscode.js";

/** A VS Code that can run suites: the desktop program, or the stand-in for it. */
export interface Host {
  readonly kind: "desktop" | "headless";
  readonly name: string;
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One run of the editor. */
export interface InHostRun {
  /** Files of test/client/suites, without ending. */
  readonly suites: readonly string[];
  /** Folders of test/client/stubs to install as extensions beside ours. */
  readonly stubs?: readonly string[];
  /** Whether Workspace Trust is on, and the folder not trusted. */
  readonly trust?: boolean;
  /** Whether every process that is started and every socket that is opened is recorded. */
  readonly record?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes ready the stand-in: VS Code from npm in a headless browser. */
export async function headlessHost(edition: Edition, cache: string): Promise<Host> {
  const vscode = await installVSCode(edition, cache);
  return {
    kind: "headless",
    name: `VS Code ${vscode.version} (npm)`,
    executable: path.resolve("out/code-headless.mjs"),
    env: {
      CODE_HEADLESS_SERVER: vscode.serverMain,
      CODE_HEADLESS_NODE: vscode.node,
      CODE_HEADLESS_CHROMIUM: await needChromium(),
    },
  };
}

/** Makes ready the desktop program: downloaded in the given version unless VSCODE_EXECUTABLE names one. */
export async function desktopHost(version: string): Promise<Host> {
  const executable = process.env.VSCODE_EXECUTABLE ?? (await download(version));
  return { kind: "desktop", name: `VS Code ${version} (desktop)`, executable, env: {} };
}

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.resolve(".cache/desktop") });
  } catch (error) {
    throw new PlainFailure(
      `Desktop VS Code ${version} could not be downloaded (${error instanceof Error ? error.message : error}): connect to ` +
        "the network, or name an installed one in the variable VSCODE_EXECUTABLE.",
    );
  }
}

/**
 * Installs `vsix` and the stubs into a VS Code of its own, runs the suites and returns their results.
 * Throws when the run gives no result file: an editor that died half-way has proved nothing.
 */
export async function runInHost(host: Host, vsix: string, options: InHostRun): Promise<Results> {
  const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-run-"));
  try {
    const userData = path.join(work, "user-data");
    const extensions = path.join(work, "extensions");
    const workspace = path.join(work, "workspace");
    cpSync("test/client/workspace", workspace, { recursive: true });
    cpSync("test/client/outside", path.join(work, "outside"), { recursive: true });
    writeUserSettings(userData, {
      "security.workspace.trust.enabled": options.trust === true,
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.untrustedFiles": "open",
    });
    mkdirSync(extensions, { recursive: true });
    await install(host, vsix, userData, extensions);
    for (const stub of options.stubs ?? []) {
      const packagePath = path.join(work, `${stub}.vsix`);
      await pack(path.resolve("test/client/stubs", stub), packagePath);
      await install(host, packagePath, userData, extensions);
    }
    const resultsFile = path.join(work, "results.json");
    const env = {
      ...host.env,
      ...options.env,
      TOFUSMITH_SUITES: options.suites.join(","),
      TOFUSMITH_RESULTS: resultsFile,
      TOFUSMITH_EXPECTED: path.resolve("test/client/expected"),
      TOFUSMITH_OUTSIDE: path.join(work, "outside", "main.tf"),
      ...(options.record
        ? {
            CODE_HEADLESS_NODE_OPTIONS: `--require=${path.resolve("out/in-host/recordCalls.cjs")}`,
            TOFUSMITH_RECORD: path.join(work, "calls.jsonl"),
          }
        : {}),
    };
    const arguments_ = [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
    await start(host, arguments_, env, options.trust === true);
    if (!existsSync(resultsFile)) throw new PlainFailure(`${host.name} ended without a result file.`);
    return JSON.parse(readFileSync(resultsFile, "utf8")) as Results;
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Packs a stub; what vsce has to say about so small an extension is shown only when it fails. */
async function pack(folder: string, packagePath: string): Promise<void> {
  const vsce = path.resolve("node_modules/@vscode/vsce/vsce");
  const args = ["package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "-o", packagePath];
  const packed = await run(process.execPath, [vsce, ...args], { cwd: folder, shell: false });
  if (packed.code !== 0) throw new PlainFailure(`the stub ${folder} could not be packed: ${packed.output}`);
}

async function start(host: Host, args: string[], env: Record<string, string>, trust: boolean): Promise<void> {
  const suite = path.resolve("out/in-host");
  const tests = path.join(suite, "index.cjs");
  try {
    if (!trust) {
      await runTests({
        vscodeExecutablePath: host.executable,
        extensionDevelopmentPath: suite,
        extensionTestsPath: tests,
        launchArgs: args,
        extensionTestsEnv: env,
      });
      return;
    }
    // `runTests` always switches Workspace Trust off; this is its command line without that.
    const started = await run(
      host.executable,
      [...args, "--no-sandbox", `--extensionTestsPath=${tests}`, `--extensionDevelopmentPath=${suite}`],
      { env: { ...process.env, ...env }, show: true, shell: false },
    );
    if (started.code !== 0) console.log(`the editor ended with ${started.code}`);
  } catch (error) {
    // The result file says which tests failed; without one the caller says so.
    console.log(String(error));
  }
}

async function install(host: Host, vsix: string, userData: string, extensions: string): Promise<void> {
  const args = [
    `--install-extension=${path.resolve(vsix)}`,
    `--extensions-dir=${extensions}`,
    `--user-data-dir=${userData}`,
  ];
  const [program, first] =
    host.kind === "desktop" ? resolveCliArgsFromVSCodeExecutablePath(host.executable) : [host.executable, ""];
  if (program === undefined) throw new PlainFailure(`${host.executable} has no command line.`);
  const installed = await run(program, [...(first ? [first] : []), ...args], { env: { ...process.env, ...host.env } });
  if (installed.code !== 0)
    throw new PlainFailure(`${vsix} could not be installed in ${host.name}: ${installed.output}`);
}
