// Plays a scenario in VS Code in a browser, on the packaged VSIX: squiggle, light bulb, menu, save, bytes on disk.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Scenario } from "../../test/browser/scenario.js";
import { say } from "../progress.js";
import { launchChromium } from "./chromium.js";
import { installExtension, startServer } from "./server.js";
import type { InstalledVSCode } from "./vscode.js";

const patience = 40_000;

/**
 * Plays `scenario` and returns what went wrong, or undefined. Pictures of each step go to the folder `pictures`; where a
 * step fails, `failed.png` shows the editor at that moment.
 */
export async function runScenario(
  scenario: Scenario,
  vscode: InstalledVSCode,
  chromium: string,
  vsix: string,
  pictures: string,
): Promise<string | undefined> {
  const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-browser-"));
  const folder = path.join(work, scenario.name);
  cpSync(scenario.before, folder, { recursive: true });
  mkdirSync(pictures, { recursive: true });
  const extensions = path.join(work, "extensions");
  await installExtension(vscode, work, extensions, vsix);
  const server = await startServer({
    vscode,
    work,
    userData: path.join(work, "user-data"),
    extensions,
    trust: false,
    settings: {
      "git.enabled": false,
      "editor.minimap.enabled": false,
      "window.commandCenter": false,
      // The scenario saves by itself; VS Code would save the files of a refactoring at once.
      "files.refactoring.autoSave": false,
    },
    env: { HOME: work },
  });
  const browser = await launchChromium(chromium, work);
  try {
    const context = await browser.newContext({ viewport: { width: 1200, height: 720 }, deviceScaleFactor: 2 });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    try {
      await page.goto(server.url(folder));
      await play(page, scenario, folder, pictures);
      return undefined;
    } catch (error) {
      await page.screenshot({ path: path.join(pictures, "failed.png") }).catch(() => undefined);
      return `${error instanceof Error ? error.message : error} (see ${pictures}/failed.png)`;
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function play(page: Page, scenario: Scenario, folder: string, pictures: string): Promise<void> {
  const shoot = (step: string) => page.screenshot({ path: path.join(pictures, `${scenario.name}-${step}.png`) });
  const started = performance.now();
  const reached = (what: string) => say(`${((performance.now() - started) / 1000).toFixed(1)} s: ${what}`);

  const entry = page.getByRole("treeitem", { name: scenario.file });
  await entry.waitFor();
  await entry.dblclick();
  const line = page.locator(".view-line", { hasText: spaced(scenario.line) });
  await line.waitFor();
  reached(`${scenario.file} is open`);

  await page.locator(`.squiggly-${scenario.squiggle}`).first().waitFor({ state: "attached" });
  reached("the finding is underlined");

  await line.click({ position: { x: 30, y: 8 } });
  await page.keyboard.press("Home");
  await line.hover({ position: { x: 30, y: 8 } });
  await page.locator(".monaco-hover", { hasText: scenario.message }).first().waitFor();
  reached("the hover says what it is");
  await shoot("1-finding");

  await page.mouse.move(900, 600);
  await page
    .locator(".lightBulbWidget, .codicon-gutter-lightbulb, .codicon-gutter-lightbulb-auto-fix")
    .first()
    .waitFor();
  await page.keyboard.press("Control+.");
  const row = page.locator(".action-widget .monaco-list-row", { hasText: scenario.action }).first();
  await row.waitFor();
  reached("the light bulb offers the action");
  await shoot("2-offer");

  // The menu takes the keyboard at once but the mouse only after it has moved: the keyboard is used.
  for (let i = 0; i < 20 && !(await row.evaluate((element) => element.classList.contains("focused"))); i++) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: spaced(scenario.result) }).waitFor();
  reached("the action is applied");

  const files = readdirSync(scenario.after);
  await saveAll(page, files);
  await untilOnDisk(folder, scenario.after);
  reached("the files on disk are as expected");
  await page.locator(`.squiggly-${scenario.squiggle}`).first().waitFor({ state: "detached" });
  await shoot("3-done");

  await page.keyboard.press("Control+z");
  await line.waitFor();
  await saveAll(page, files);
  await untilOnDisk(folder, scenario.before);
  reached("one undo step has brought every file back");
}

/** Saves every file. One that had no editor when it was changed gets one a moment later, and only then can be saved. */
async function saveAll(page: Page, files: readonly string[]): Promise<void> {
  for (const file of files) await page.locator(`.tab[aria-label^="${file}"]`).waitFor();
  await command(page, "File: Save All Files");
}

/** VS Code draws spaces as no-break spaces: a pattern that takes both. */
function spaced(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+"));
}

/** Runs a command of the palette by its whole label: the first row is often another one that merely begins like it. */
async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`>${label}`);
  const rows = ".quick-input-list .monaco-list-row";
  await page.locator(`${rows}[aria-label="${label}"], ${rows}[aria-label^="${label},"]`).first().click();
}

async function untilOnDisk(folder: string, expected: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  const files = readdirSync(expected);
  for (;;) {
    const wrong = files.find(
      (file) => readFileSync(path.join(folder, file), "utf8") !== readFileSync(path.join(expected, file), "utf8"),
    );
    if (wrong === undefined) return;
    if (performance.now() > deadline) {
      throw new Error(`${wrong} on disk is not as expected:\n${readFileSync(path.join(folder, wrong), "utf8")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
