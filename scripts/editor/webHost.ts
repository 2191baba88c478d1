// Runs the suite of test/client/web in VS Code's extension host in the browser: a workbench without any server behind it,
// the packaged extension's browser entry, and a folder that is on no disk.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import type { Results } from "../../test/client/index.js";
import { PlainFailure } from "../progress.js";
import { launchChromium } from "./chromium.js";
import type { InstalledVSCode } from "./vscode.js";

const patience = 120_000;
const folder = "/workspace";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** What the run is made with. */
export interface WebHostRun {
  readonly vscode: InstalledVSCode;
  readonly chromium: string;
  readonly vsix: string;
}

/** Runs the suite and returns its results. Throws when there are none: an editor that did not start has proved nothing. */
export async function runInWebHost({ vscode, chromium, vsix }: WebHostRun): Promise<Results> {
  const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-web-host-"));
  const product = path.join(work, "product");
  unpack(vsix, product);
  let take: (results: Results) => void = () => undefined;
  const results = new Promise<Results>((resolve) => {
    take = resolve;
  });
  const server = await serve({ vscode, product, take });
  const browser = await launchChromium(chromium, work);
  const failure = path.resolve("out/web-host-failed.png");
  rmSync(failure, { force: true });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const log: string[] = [];
    const { port } = server.address() as AddressInfo;
    try {
      await openWorkbench(page, port, log);
      return await Promise.race([results, afterwards(patience, () => log.slice(-15).join("\n"))]);
    } catch (error) {
      await page.screenshot({ path: failure }).catch(() => undefined);
      throw error;
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openWorkbench(page: Page, port: number, log: string[]): Promise<void> {
  page.on("console", (message) => log.push(message.text()));
  page.on("pageerror", (error) => log.push(String(error)));
  // VS Code ends a test run by these two functions of the page; the results come by themselves.
  await page.exposeFunction("codeAutomationLog", (_: string, args: unknown[]) => log.push(args.join(" ")));
  await page.exposeFunction("codeAutomationExit", () => undefined);
  const query = new URLSearchParams({ folder: `tofusmith-memory:${folder}` });
  await page.goto(`http://127.0.0.1:${port}/?${query}`, { waitUntil: "domcontentloaded", timeout: 60_000 });
}

async function afterwards(milliseconds: number, last: () => string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
  throw new PlainFailure(`The extension host in the browser gave no results. It said last:\n${last()}`);
}

/** Unpacks a VSIX as VS Code installs it. */
function unpack(vsix: string, target: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(vsix)))) {
    if (!name.startsWith("extension/") || name.endsWith("/")) continue;
    const file = path.join(target, name.slice("extension/".length));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

interface Served {
  readonly vscode: InstalledVSCode;
  readonly product: string;
  readonly take: (results: Results) => void;
}

function serve({ vscode, product, take }: Served): Promise<Server> {
  const root = path.resolve(path.dirname(vscode.serverMain), "..");
  const folders: Readonly<Record<string, string>> = {
    vscode: root,
    product,
    suite: path.resolve("out/in-web"),
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("access-control-allow-origin", "*");
    const answer = (type: string, body: string | Buffer) => response.writeHead(200, { "content-type": type }).end(body);
    if (pathname === "/") return answer("text/html", workbenchPage((server.address() as AddressInfo).port));
    if (pathname === "/files.json") return answer("application/json", texts("test/client/workspace", folder));
    if (pathname === "/expected.json") return answer("application/json", texts("test/client/expected", ""));
    if (pathname === "/results") return receive(request, response, take);
    const [, first = "", ...rest] = decodeURIComponent(pathname).split("/");
    const base = folders[first];
    const file = base && path.join(base, ...rest);
    if (file === undefined || !file.startsWith(base ?? "/") || !existsSync(file) || rest.length === 0) {
      return response.writeHead(404).end();
    }
    const type = types[path.extname(file)] ?? "application/octet-stream";
    if (file.endsWith(path.join("browser", "workbench", "workbench.js"))) return answer(type, withoutServer(file));
    return answer(type, readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

// The workbench of the npm package always connects to the server that it came from and keeps its settings there, which is
// what makes it code-server. These put back what VS Code itself has in their place.
const undone: readonly (readonly [made: RegExp, original: string])[] = [
  [/remoteAuthority:location\.host\}/, "remoteAuthority:void 0}"],
  [/(userDataPath\)\.with\(\{scheme:)\w+\.vscodeRemote\}/, '$1"vscode-userdata"}'],
];

/** The workbench's script as VS Code itself has it where there is no server. */
function withoutServer(file: string): string {
  return undone.reduce(
    (script, [made, original]) => {
      if (!made.test(script)) throw new PlainFailure(`${file} is not made as expected: it lacks ${made}`);
      return script.replace(made, original);
    },
    readFileSync(file, "utf8"),
  );
}

function receive(request: IncomingMessage, response: ServerResponse, take: (results: Results) => void): void {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("utf8");
  });
  request.on("end", () => {
    response.writeHead(204).end();
    take(JSON.parse(body) as Results);
  });
}

/** The texts of all files of a folder, by path below `start`, as JSON. */
function texts(source: string, start: string): string {
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const below = path.relative(source, file).split(path.sep).join("/");
    return [`${start}/${below}`, readFileSync(file, "utf8")];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/** VS Code's page for a workbench with nothing behind it. */
function workbenchPage(port: number): string {
  const at = (where: string, host = "127.0.0.1") => ({ scheme: "http", authority: `${host}:${port}`, path: where });
  const settings = {
    // Under another name, so that the product comes from another origin than the editor, as on the web.
    additionalBuiltinExtensions: [at("/product", "localhost")],
    developmentOptions: { extensions: [at("/suite")], extensionTestsPath: at("/suite/index.js") },
    // What the npm package's workbench insists on.
    userDataPath: "/",
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
    productConfiguration: { enableTelemetry: false },
    configurationDefaults: {
      "workbench.startupEditor": "none",
      "security.workspace.trust.enabled": false,
      "telemetry.telemetryLevel": "off",
      "chat.disableAIFeatures": true,
      "workbench.enableExperiments": false,
    },
  };
  const attribute = JSON.stringify(settings).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${attribute}">
<meta id="vscode-workbench-auth-session" data-settings="">
<link rel="stylesheet" href="/vscode/out/vs/code/browser/workbench/workbench.css">
</head>
<body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = new URL("/vscode/out/", location).toString();</script>
<script type="module" src="/vscode/out/nls.messages.js"></script>
<script type="module" src="/vscode/out/vs/code/browser/workbench/workbench.js"></script>
</html>`;
}
