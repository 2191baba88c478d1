// Opens a real VS Code with this extension in it: `npm start`.
//
// Options: `--workspace DIR` opens a folder of yours in place of a copy of examples/; `--browser` takes VS Code in the
// browser even where there is a desktop program; `--port N` is the browser's port.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { installExtension, startServer, writeUserSettings } from "./editor/server.js";
import { installVSCode, newest, oldest } from "./editor/vscode.js";
import { run, stopGroup } from "./processes.js";
import { PlainFailure, say, withProgress } from "./progress.js";
import { vsixFile } from "./vsixContents.js";

const { values: options } = parseArgs({
  options: { workspace: { type: "string" }, browser: { type: "boolean" }, port: { type: "string" } },
});

/** An editor that runs: how it ends by itself, and how it is ended. */
interface RunningEditor {
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  const wanted = options.workspace === undefined ? undefined : path.resolve(options.workspace);
  if (wanted !== undefined && !(existsSync(wanted) && statSync(wanted).isDirectory())) {
    throw new PlainFailure(`${wanted} is not a folder: name an existing one after --workspace.`);
  }
  const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-start-"));
  let editor: RunningEditor | undefined;
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await editor?.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    say("Ended; nothing is left behind.");
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

  try {
    const vsix = await makeVsix();
    const workspace = wanted ?? copyOfExamples(work);
    const desktop = options.browser ? undefined : await desktopCommand();
    const trusted = wanted === undefined;
    editor = desktop
      ? await openDesktop(desktop, work, vsix, workspace, trusted)
      : await openInBrowser(work, vsix, workspace, trusted);
    if (wanted === undefined) say("This is a copy of examples/: change what you like, it is thrown away at the end.");
    await editor.ended;
    await end(0);
  } catch (error) {
    // An interruption makes the step that was under way fail; that is no failure to tell.
    if (!ending) console.error(error instanceof PlainFailure ? error.message : error);
    await end(1);
  }
}

async function makeVsix(): Promise<string> {
  return withProgress("Building the extension", async () => {
    for (const script of ["scripts/build.ts", "scripts/package.ts"]) {
      const finished = await run(process.execPath, ["--import", "tsx", script], { shell: false });
      if (finished.code !== 0) throw new PlainFailure(`${script} failed:\n${finished.output}`);
    }
    return vsixFile();
  });
}

function copyOfExamples(work: string): string {
  const copy = path.join(work, "examples");
  cpSync("examples", copy, { recursive: true });
  return copy;
}

/** The desktop program's command, where there is one and a screen to show it on. */
async function desktopCommand(): Promise<string | undefined> {
  const hasScreen =
    process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
  if (!hasScreen) return undefined;
  const asked = await run("code", ["--version"]);
  const [major = 0, minor = 0] = (asked.output.split("\n")[0] ?? "").split(".").map(Number);
  if (asked.code !== 0) return undefined;
  if (major > 1 || (major === 1 && minor >= 100)) return "code";
  say(`The desktop VS Code here is ${major}.${minor}; 1.100 is needed. One in the browser is taken.`);
  return undefined;
}

async function openDesktop(
  command: string,
  work: string,
  vsix: string,
  workspace: string,
  trusted: boolean,
): Promise<RunningEditor> {
  const userData = path.join(work, "user-data");
  const folders = ["--user-data-dir", userData, "--extensions-dir", path.join(work, "extensions")];
  writeUserSettings(userData, { "security.workspace.trust.enabled": !trusted });
  const installed = await run(command, [...folders, "--install-extension", vsix]);
  if (installed.code !== 0) throw new PlainFailure(`The extension could not be installed: ${installed.output}`);
  const child = spawn(command, [...folders, "--new-window", "--wait", workspace], {
    stdio: "ignore",
    detached: process.platform !== "win32",
    shell: process.platform === "win32",
  });
  say("Desktop VS Code is opening. Close its window or press Ctrl+C to end.");
  return {
    ended: new Promise((resolve) => child.once("exit", resolve)),
    stop: () => stopDesktop(child, userData),
  };
}

/** The command only waits for the program, whose process id stands in its data folder. */
async function stopDesktop(child: ChildProcess, userData: string): Promise<void> {
  const lock = path.join(userData, "code.lock");
  const pid = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : Number.NaN;
  if (Number.isInteger(pid) && pid > 0) {
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
  }
  await stopGroup(child);
}

async function openInBrowser(work: string, vsix: string, workspace: string, trusted: boolean): Promise<RunningEditor> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const runsNewest = major > newest.node[0] || (major === newest.node[0] && minor >= newest.node[1]);
  const vscode = await installVSCode(runsNewest ? newest : oldest, path.resolve(".cache"));
  const extensions = path.join(work, "extensions");
  mkdirSync(extensions);
  await installExtension(vscode, work, extensions, vsix);
  const server = await startServer({
    vscode,
    work,
    userData: path.join(work, "user-data"),
    extensions,
    trust: !trusted,
    // The server runs commands for whoever reaches it: only who has the printed address may.
    token: randomBytes(16).toString("hex"),
    ...(options.port === undefined ? {} : { port: Number(options.port) }),
  });
  const url = server.url(workspace);
  say(`VS Code ${vscode.version} is running. Open this address in your browser; press Ctrl+C to end.\n\n  ${url}\n`);
  openInDefaultBrowser(url);
  return {
    ended: new Promise((resolve) => server.process.once("exit", resolve)),
    stop: () => server.stop(),
  };
}

/** Shows the address on a machine with a screen; elsewhere it has been printed. */
function openInDefaultBrowser(url: string): void {
  const command =
    process.platform === "darwin"
      ? "open"
      : process.platform === "linux" && process.env.DISPLAY
        ? "xdg-open"
        : undefined;
  if (command === undefined) return;
  const child = spawn(command, [url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

void main();
