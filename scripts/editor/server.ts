// One running VS Code server, with its data in folders of the caller's choice.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { isRunning, run, stopGroup } from "../processes.js";
import { PlainFailure } from "../progress.js";
import type { InstalledVSCode } from "./vscode.js";

/** What a VS Code server is started with. */
export interface ServerOptions {
  readonly vscode: Pick<InstalledVSCode, "serverMain" | "node">;
  /** Folder for the server's own files and its log. */
  readonly work: string;
  readonly userData: string;
  readonly extensions: string;
  /** Whether Workspace Trust is on, as it is for a person. */
  readonly trust: boolean;
  /** User settings on top of the quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, and so of the extension host and the language server. */
  readonly env?: NodeJS.ProcessEnv;
  /** A secret the URL has to carry; without it every local program may connect. */
  readonly token?: string;
  /** The port on 127.0.0.1; a free one is taken where none is given. */
  readonly port?: number;
  /** Lets the workbench run an extension's tests. */
  readonly forTests?: boolean;
}

/** A VS Code server that answers. */
export interface RunningServer {
  readonly process: ChildProcess;
  readonly port: number;
  readonly logFile: string;
  /** The address that opens `folder` (or a .code-workspace file) in the workbench. */
  url(folder: string | undefined, payload?: readonly (readonly [string, string])[]): string;
  /** The address under which the workbench knows a file of this machine. */
  fileUri(file: string): string;
  stop(): Promise<void>;
}

// Nothing may pop up over the editor, ask the network or differ from run to run.
const quietSettings = {
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off",
};

/** Writes the user settings that the next start reads; settings that are already there win. */
export function writeUserSettings(userData: string, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(userData, "User", "settings.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const present = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
  writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings, ...present }, null, 2));
}

/** Installs a VSIX file or a published extension's package into `extensions`. */
export async function installExtension(
  vscode: ServerOptions["vscode"],
  work: string,
  extensions: string,
  vsix: string,
): Promise<void> {
  const installed = await run(
    vscode.node,
    [
      vscode.serverMain,
      "--accept-server-license-terms",
      "--server-data-dir",
      work,
      "--extensions-dir",
      extensions,
      "--install-extension",
      vsix,
      "--force",
    ],
    { env: { ...process.env, TMPDIR: work } },
  );
  if (installed.code !== 0 || installed.output.includes("Failed Installing")) {
    throw new PlainFailure(`${path.basename(vsix)} could not be installed: ${installed.output}`);
  }
}

/** Starts a server on a free port of 127.0.0.1 and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { vscode, work, userData, extensions } = options;
  mkdirSync(extensions, { recursive: true });
  mkdirSync(work, { recursive: true });
  writeUserSettings(userData, { "security.workspace.trust.enabled": options.trust, ...options.settings });
  const port = options.port ?? (await freePort());
  const logFile = path.join(work, "server.log");
  const log = openSync(logFile, "a");
  const access = options.token === undefined ? ["--without-connection-token"] : ["--connection-token", options.token];
  const child = spawn(
    vscode.node,
    [
      vscode.serverMain,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      ...access,
      "--accept-server-license-terms",
      "--telemetry-level",
      "off",
      ...(options.trust ? [] : ["--disable-workspace-trust"]),
      // VS Code from about 1.120 on runs an extension's tests in a released build only with this.
      ...(options.forTests ? ["--enable-smoke-test-driver"] : []),
      "--server-data-dir",
      work,
      "--user-data-dir",
      userData,
      "--extensions-dir",
      extensions,
    ],
    // Sockets and other temporary files land where they are removed with everything else.
    { stdio: ["ignore", log, log], detached: true, env: { ...process.env, TMPDIR: work, ...options.env } },
  );
  closeSync(log);
  await untilReady(child, port, logFile);
  const address = `127.0.0.1:${port}`;
  return {
    process: child,
    port,
    logFile,
    url(folder, payload = []) {
      const query = new URLSearchParams();
      if (options.token !== undefined) query.set("tkn", options.token);
      if (folder === undefined) query.set("ew", "true");
      else query.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", path.resolve(folder));
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `http://${address}/?${query}`;
    },
    fileUri: (file) => `vscode-remote://${address}${path.resolve(file)}`,
    stop: () => stopGroup(child),
  };
}

async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    if (!isRunning(child)) throw new PlainFailure(`VS Code's server ended at once: ${readFileSync(logFile, "utf8")}`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/version`);
      await answer.arrayBuffer();
      if (answer.status < 500) return;
    } catch {
      // Not listening yet.
    }
    if (performance.now() > deadline) {
      await stopGroup(child);
      throw new PlainFailure("VS Code's server did not answer within a minute.");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
