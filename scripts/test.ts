// Every level of tests: `npm test`, or `npm test -- --only LEVEL,…` for some.
//
// Options: `--only` with names of levels; `--desktop` runs the editor suites in a desktop VS Code (VSCODE_VERSION or
// VSCODE_EXECUTABLE) in place of the one from npm; `--screenshots` puts the browser scenario's pictures into docs/images.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { flagshipRefusal, flagshipScenario } from "../test/browser/flagship.js";
import { pasteScenario } from "../test/browser/paste.js";
import type { Results } from "../test/client/index.js";
import { runRefusal, runScenario } from "./editor/browserScenario.js";
import { needChromium } from "./editor/chromium.js";
import { desktopHost, type Host, headlessHost, type InHostRun, runInHost } from "./editor/inHost.js";
import { runPaste } from "./editor/pasteScenario.js";
import { installVSCode, newest, oldest } from "./editor/vscode.js";
import { runInWebHost } from "./editor/webHost.js";
import { run } from "./processes.js";
import { PlainFailure, say, seconds } from "./progress.js";
import { check, reasons, summary, type Tally, total } from "./tally.js";
import { vsixFile } from "./vsixContents.js";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, desktop: { type: "boolean" }, screenshots: { type: "boolean" } },
});
const cache = path.resolve(".cache");
// The package from npm is made for Linux servers; other systems have the desktop program.
const desktop = options.desktop === true || process.platform !== "linux";

/** One level: its name for `--only`, and what it does. */
interface Level {
  readonly name: string;
  run(): Promise<Tally>;
}

const levels: readonly Level[] = [
  { name: "build", run: () => script("build", "scripts/build.ts", "--tests") },
  { name: "typecheck", run: () => script("typecheck", "scripts/typecheck.ts") },
  { name: "lint", run: () => lint() },
  { name: "unit", run: () => vitest("unit") },
  { name: "plans", run: () => vitest("plans", "--config", "vitest.plan.config.ts") },
  { name: "web", run: () => webServer() },
  { name: "package", run: () => script("package", "scripts/package.ts") },
  { name: "in-host", run: () => inHost({ suites: ["editing", "serving", "typing", "gestures", "repetition"] }) },
  {
    name: "clash-before",
    run: () => inHost({ suites: ["clash"], stubs: ["early"], env: { TOFUSMITH_OTHER_ID: "terraform" } }),
  },
  {
    name: "clash-after",
    run: () => inHost({ suites: ["clash"], stubs: ["late"], env: { TOFUSMITH_OTHER_ID: "late-tf" } }),
  },
  { name: "companion", run: () => inHost({ suites: ["companion"], stubs: ["server"] }) },
  { name: "trust", run: () => trustOn() },
  { name: "newest", run: () => inNewest() },
  { name: "web-host", run: () => webHost() },
  { name: "browser", run: () => browserScenario() },
];

async function script(name: string, file: string, ...args: string[]): Promise<Tally> {
  const finished = await run(process.execPath, ["--import", "tsx", file, ...args], { show: true, shell: false });
  return check(finished.code === 0, `${name}: ended with ${finished.code}`);
}

async function lint(): Promise<Tally> {
  const biome = path.join("node_modules", "@biomejs", "biome", "bin", "biome");
  const finished = await run(process.execPath, [biome, "check", "--error-on-warnings"], { show: true, shell: false });
  return check(finished.code === 0, "lint: biome has found something");
}

async function vitest(level: string, ...args: string[]): Promise<Tally> {
  mkdirSync("out", { recursive: true });
  const file = path.resolve(`out/${level}-results.json`);
  rmSync(file, { force: true });
  const program = path.join("node_modules", "vitest", "vitest.mjs");
  // A worker of vitest is ended without a chance to tidy up: its temporary files go with their folder.
  const scratch = mkdtempSync(path.join(os.tmpdir(), "tofusmith-unit-"));
  const finished = await run(
    process.execPath,
    [program, "run", "--reporter=default", "--reporter=./scripts/vitestResults.ts", ...args],
    {
      show: true,
      shell: false,
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, TOFUSMITH_UNIT_RESULTS: file },
    },
  );
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  if (!existsSync(file)) return check(false, `${level}: vitest ended with ${finished.code} and without results`);
  const tally = JSON.parse(readFileSync(file, "utf8")) as Tally;
  const unexplained = finished.code !== 0 && tally.failed.length === 0;
  return unexplained ? total([tally, check(false, `${level}: vitest ended with ${finished.code}`)]) : tally;
}

/** The server as a web worker, in a page. */
async function webServer(): Promise<Tally> {
  // Found, or installed, before anything waits for it.
  await needChromium();
  return vitest("web", "--config", "vitest.web.config.ts");
}

let preparedHost: Promise<Host> | undefined;

/** The editor that the suites run in. It is set up while the levels before it run. */
function host(): Promise<Host> {
  preparedHost ??= desktop ? desktopHost(process.env.VSCODE_VERSION ?? "stable") : headlessHost(oldest, cache);
  return preparedHost;
}

async function inHost(options: InHostRun, where = host()): Promise<Tally> {
  const editor = await where;
  say(`${options.suites.join(", ")} in ${editor.name}`);
  return told(await runInHost(editor, vsixFile(), options));
}

async function trustOn(): Promise<Tally> {
  if (desktop) return skip("Restricted Mode: only a person or a browser driver can press the trust button");
  return inHost({ suites: ["trust"], trust: true, record: true });
}

async function inNewest(): Promise<Tally> {
  if (desktop) return skip("the newest VS Code from npm: the desktop program runs instead");
  return inHost({ suites: ["editing", "serving"] }, headlessHost(newest, cache));
}

/** The browser entry of the packaged extension, in the extension host of a workbench without a server. */
async function webHost(): Promise<Tally> {
  if (process.platform !== "linux") return skip("extension host in the browser: VS Code's npm package is for Linux");
  const tallies: Tally[] = [];
  for (const edition of [oldest, newest]) {
    const vscode = await installVSCode(edition, cache);
    tallies.push(told(await runInWebHost({ vscode, chromium: await needChromium(), vsix: vsixFile() })));
  }
  return total(tallies);
}

async function browserScenario(): Promise<Tally> {
  if (process.platform !== "linux") return skip("browser scenario: VS Code's npm package is for Linux");
  const vscode = await installVSCode(oldest, cache);
  const stage = {
    vscode,
    chromium: await needChromium(),
    vsix: vsixFile(),
    pictures: options.screenshots ? "docs/images" : "out/browser",
  };
  const problems = [
    await runScenario(flagshipScenario, stage),
    await runRefusal(flagshipRefusal, stage),
    await runPaste(pasteScenario, stage),
  ];
  return total(problems.map((problem) => check(problem === undefined, `browser scenario ${problem}`)));
}

function skip(reason: string): Tally {
  return { passed: 0, failed: [], skipped: [reason] };
}

function told(results: Results): Tally {
  const by = (state: string) => results.tests.filter((test) => test.state === state);
  const failed = by("failed").map(({ title, error }) => `VS Code ${results.vscode} > ${title}\n${error ?? ""}`);
  const passed = by("passed").length;
  if (passed + failed.length === 0) failed.push(`VS Code ${results.vscode}: no test ran`);
  return { passed, failed, skipped: by("skipped").map(({ title }) => title) };
}

async function main(): Promise<void> {
  const wanted = options.only?.split(",");
  const unknown = wanted?.find((name) => !levels.some((level) => level.name === name));
  if (unknown !== undefined) {
    throw new PlainFailure(`No level is called ${unknown}; there are ${levels.map(({ name }) => name).join(", ")}.`);
  }
  const tallies: Tally[] = [];
  for (const level of levels.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const start = performance.now();
    say(`— ${level.name}`);
    const tally = await runLevel(level);
    tallies.push(tally);
    say(`— ${level.name}: ${summary(tally)} (${seconds(start)} s)`);
    // The set-up of the editor fetches from the network; once the bundles stand, the machine has time for it.
    if (level.name === "build" && wanted === undefined) host().catch(() => undefined);
  }
  const all = total(tallies);
  for (const line of all.failed) console.log(`failed: ${line}`);
  for (const [reason, count] of reasons(all.skipped)) console.log(`skipped: ${count} × ${reason}`);
  console.log(summary(all));
  process.exit(all.failed.length > 0 ? 1 : 0);
}

async function runLevel(level: Level): Promise<Tally> {
  try {
    return await level.run();
  } catch (error) {
    const message =
      error instanceof PlainFailure ? error.message : String(error instanceof Error ? error.stack : error);
    return check(false, `${level.name}: ${message}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof PlainFailure ? error.message : error);
  process.exit(2);
});
