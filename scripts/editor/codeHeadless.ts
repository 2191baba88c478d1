// Stands in for the desktop `code` program: takes the command line that @vscode/test-electron passes and serves it with
// a VS Code from npm in a headless browser. Bundled by scripts/build.ts, since it has to be one executable file.
//
// Environment: CODE_HEADLESS_SERVER and CODE_HEADLESS_NODE (what `installVSCode` returns), CODE_HEADLESS_CHROMIUM,
// CODE_HEADLESS_NODE_OPTIONS (Node options of the editor's processes), CODE_HEADLESS_TIMEOUT (milliseconds),
// CODE_HEADLESS_SCREENSHOT (PNG of the end), CODE_HEADLESS_VERBOSE.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { format, parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchChromium, needChromium } from "./chromium.js";
import { installExtension, type RunningServer, startServer } from "./server.js";

const environment = process.env;
const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

// The workbench and the server say these on every run without a network; none of them is about us.
const noise = [
  "Creating a socket",
  "Resolving connection",
  "Resolved connection",
  "[reconnection",
  "[AgentHost",
  "[AccountPolicy",
  "[DefaultAccount]",
  "[chat-stt]",
  "[Service Worker",
  "Updating additional",
  "getaddrinfo",
  "Timed out waiting for auth",
  "Extension host (",
  "Error: Could not locate the bindings",
  "Cannot find module './build",
  "Error: Cannot find module './build",
  "ChatSessionStore",
  "Creation of workbench",
];

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionTestsPath: text,
    extensionDevelopmentPath: texts,
    "user-data-dir": text,
    "extensions-dir": text,
    "install-extension": text,
    "folder-uri": text,
    "disable-workspace-trust": flag,
  },
});

function option(name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-host-"));
let server: RunningServer | undefined;
let browser: Browser | undefined;
let finished = false;

async function finish(code: number): Promise<void> {
  if (finished) return;
  finished = true;
  await browser?.close().catch(() => undefined);
  await server?.stop();
  if (code !== 0 && environment.CODE_HEADLESS_VERBOSE && server) console.error(`server log: ${server.logFile}`);
  else rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}

async function main(): Promise<void> {
  const vscode = {
    serverMain: environment.CODE_HEADLESS_SERVER ?? "",
    node: environment.CODE_HEADLESS_NODE ?? process.execPath,
  };
  const userData = path.resolve(option("user-data-dir") ?? path.join(work, "data"));
  const extensions = path.resolve(option("extensions-dir") ?? path.join(work, "extensions"));
  const vsix = option("install-extension");
  if (vsix !== undefined) {
    await installExtension(vscode, work, extensions, vsix);
    return finish(0);
  }
  const tests = option("extensionTestsPath");
  if (tests === undefined) {
    console.error(
      "code-headless runs an extension's tests: --extensionTestsPath and --extensionDevelopmentPath are needed",
    );
    return finish(2);
  }
  server = await startServer({
    vscode,
    work,
    userData,
    extensions,
    trust: values["disable-workspace-trust"] !== true,
    forTests: true,
    // Loaded into the server, the extension host and the language server, but not into this program.
    env: { ...environment, HOME: work, NODE_OPTIONS: environment.CODE_HEADLESS_NODE_OPTIONS ?? "" },
  });
  server.process.once("exit", (code) => {
    if (finished) return;
    console.error(`VS Code's server ended with ${code}`);
    void finish(3);
  });
  browser = await launchChromium(environment.CODE_HEADLESS_CHROMIUM ?? (await needChromium()), work);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await openWorkbench(await context.newPage(), server, tests);
}

async function openWorkbench(page: Page, running: RunningServer, tests: string): Promise<void> {
  // VS Code's own protocol for tests in a browser: the workbench calls these two functions of the page.
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    const line = format(...args);
    const click = line.startsWith("[page] click ") ? line.slice("[page] click ".length) : undefined;
    if (click !== undefined) {
      void clickFor(page, click);
      return;
    }
    if (!environment.CODE_HEADLESS_VERBOSE && noise.some((start) => line.startsWith(start))) return;
    (type === "error" ? console.error : console.log)(line);
  });
  await page.exposeFunction("codeAutomationExit", async (code: number) => {
    await screenshot(page);
    await finish(code);
  });
  page.on("crash", () => {
    console.error("the page crashed");
    void finish(4);
  });
  const developed = values.extensionDevelopmentPath;
  const paths = (Array.isArray(developed) ? developed : []).filter((item) => typeof item === "string");
  const payload = [
    ...paths.map((item) => ["extensionDevelopmentPath", running.fileUri(item)] as const),
    ["extensionTestsPath", running.fileUri(tests)] as const,
  ];
  const folderUri = option("folder-uri");
  const folder = folderUri === undefined ? positionals[0] : fileURLToPath(folderUri);
  await page.goto(running.url(folder, payload), { waitUntil: "domcontentloaded", timeout: 60_000 });
}

/** A test in the extension host cannot press what only a person may press (granting trust): it asks for it here. */
async function clickFor(page: Page, selector: string): Promise<void> {
  try {
    await page.locator(selector).first().click({ timeout: 20_000 });
  } catch (error) {
    console.error(`could not click ${selector}: ${error}`);
    await screenshot(page);
  }
}

async function screenshot(page: Page): Promise<void> {
  const file = environment.CODE_HEADLESS_SCREENSHOT;
  if (file) await page.screenshot({ path: file }).catch(() => undefined);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void finish(130));
setTimeout(
  () => {
    console.error("the run took too long and was ended");
    void finish(124);
  },
  Number(environment.CODE_HEADLESS_TIMEOUT ?? 180_000),
).unref();
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  void finish(5);
});
