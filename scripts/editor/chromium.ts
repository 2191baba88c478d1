// The browser that shows VS Code's workbench to the tests: found on this machine, or installed where that is allowed.
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { run } from "../processes.js";
import { PlainFailure, withProgress } from "../progress.js";

const programNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

const wellKnownPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The Chromium-like browser to use, `CHROMIUM` before all others; undefined when there is none. */
export function findChromium(): string | undefined {
  const wanted = process.env.CHROMIUM;
  if (wanted !== undefined && wanted !== "") return wanted;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const onPath = programNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...wellKnownPlaces].find(isExecutable);
}

/**
 * The browser to use. On Linux as root a missing one is installed with apt-get, as on a fresh CI machine.
 * Throws `PlainFailure` with what to do when there is none.
 */
export async function needChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    await withProgress("Installing a headless Chromium with apt-get (once, about 65 MB)", async () => {
      const environment = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
      await run("apt-get", ["update"], environment);
      for (const name of ["chromium-headless-shell", "chromium"]) {
        const installed = await run("apt-get", ["install", "-y", "--no-install-recommends", name], environment);
        if (installed.code === 0) break;
      }
    });
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new PlainFailure(
    "No Chromium, Chrome or Edge was found for the editor tests: install one " +
      "(Debian: `apt-get install chromium-headless-shell`), or name its program in the variable CHROMIUM.",
  );
}

/** Starts the browser without a window; whatever it writes goes below `scratch`. */
export function launchChromium(program: string, scratch: string): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    env: { ...cleanEnvironment(), XDG_CONFIG_HOME: scratch, XDG_CACHE_HOME: scratch },
    args: [
      "--no-sandbox",
      "--headless=new",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });
}

function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
