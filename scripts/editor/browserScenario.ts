// Plays a scenario in VS Code in a browser, on the packaged VSIX: squiggle, light bulb, menu, save, bytes on disk.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Refusal, Scenario, Spot } from "../../test/browser/scenario.js";
import { say } from "../progress.js";
import { launchChromium } from "./chromium.js";
import { installExtension, startServer } from "./server.js";
import type { InstalledVSCode } from "./vscode.js";

const patience = 40_000;

/** What a scenario is played with. */
export interface Stage {
  readonly vscode: InstalledVSCode;
  readonly chromium: string;
  readonly vsix: string;
  /** Folder for the pictures of each step. */
  readonly pictures: string;
}

/**
 * Plays `scenario` and returns what went wrong, or undefined. Where a step fails, out/browser-failed.png shows the editor
 * at that moment.
 */
export function runScenario(scenario: Scenario, stage: Stage): Promise<string | undefined> {
  return inBrowser(scenario.name, scenario.before, stage, (page, folder) =>
    play(page, scenario, folder, stage.pictures),
  );
}

/**
 * Plays a refusal: VS Code hides under Refactor… what is not possible, and never shows the reason; an entry of ours does.
 */
export function runRefusal(refusal: Refusal, stage: Stage): Promise<string | undefined> {
  return inBrowser(refusal.name, refusal.before, stage, async (page, folder) => {
    await openFile(page, refusal.file);
    await page.locator(".editor-instance .view-line").first().waitFor();
    await goTo(page, place(readFileSync(path.join(folder, refusal.file), "utf8"), refusal));
    const row = page.locator(".action-widget .monaco-list-row", { hasText: `Why "${refusal.action}"` }).first();
    // The server may still be reading the module when it is first asked.
    for (let i = 0; i < 10 && !(await row.isVisible()); i++) {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Shift+r");
      await row.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await row.waitFor();
    // The menu takes the keyboard at once but the mouse only after it has moved: the keyboard is used.
    for (let i = 0; i < 10 && !(await row.evaluate((element) => element.classList.contains("focused"))); i++) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: refusal.reason }).first().waitFor();
    say("the list says why the refactor is not possible");
    await page.keyboard.press("Escape");
  });
}

export async function inBrowser(
  name: string,
  before: string,
  stage: Stage,
  story: (page: Page, folder: string) => Promise<void>,
): Promise<string | undefined> {
  const { vscode, chromium, vsix, pictures } = stage;
  const work = mkdtempSync(path.join(os.tmpdir(), "tofusmith-browser-"));
  const folder = path.join(work, name);
  cpSync(before, folder, { recursive: true });
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
      "window.title": "${activeEditorShort}${separator}${rootName}",
      // The scenario saves by itself; VS Code would save the files of a refactoring at once.
      "files.refactoring.autoSave": false,
    },
    env: { HOME: work },
  });
  const failure = "out/browser-failed.png";
  const browser = await launchChromium(chromium, work);
  try {
    const context = await browser.newContext({ viewport: { width: 1000, height: 600 }, deviceScaleFactor: 2 });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    try {
      await page.goto(server.url(folder));
      await story(page, folder);
      return undefined;
    } catch (error) {
      await page.screenshot({ path: failure }).catch(() => undefined);
      return `${name}: ${error instanceof Error ? error.message : error} (see ${failure})`;
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

  await openFile(page, scenario.file);
  await page.locator(".editor-instance .view-line").first().waitFor();
  const word = place(readFileSync(path.join(folder, scenario.file), "utf8"), scenario);
  await goTo(page, word);
  reached(`${scenario.file} is open`);

  await page.locator(`.squiggly-${scenario.squiggle}`).first().waitFor({ state: "attached" });
  reached("the finding is underlined");

  // The first hover of a session may come before the finding has a message to show: it is asked for again.
  const hover = page.locator(".monaco-hover", { hasText: scenario.message }).first();
  for (let i = 0; i < 10 && !(await hover.isVisible()); i++) {
    await command(page, "Show or Focus Hover");
    await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await hover.waitFor();
  reached("the hover says what it is");
  await shoot("1-finding");
  await page.keyboard.press("Escape");

  // The light bulb goes when the editor loses the keyboard, and comes when the cursor moves.
  await goTo(page, { line: word.line, column: 1 });
  await goTo(page, word);
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
  // What is changed waits to be saved, the files without an editor among it; each of them gets a tab.
  await page.locator(".tab.dirty").first().waitFor();
  const expected = scenario.after ?? scenario.before;
  const changed = changedFiles(scenario.before, expected);
  for (const file of changed) await tab(page, file).waitFor();
  if (scenario.after === undefined) await page.waitForTimeout(3000);
  reached("the action is applied");

  await saveAll(page);
  if (scenario.after === undefined) {
    const files = changedFiles(scenario.before, folder);
    reached(`changed on disk: ${files.join(", ")}`);
    await shoot("3-done");
    return;
  }
  await untilEqual(folder, scenario.after);
  reached("the files on disk are as expected");
  await page.locator(`.squiggly-${scenario.squiggle}`).first().waitFor({ state: "detached" });
  await shoot("3-done");

  await page.keyboard.press("Control+z");
  for (const file of changed) await page.locator(`.tab.dirty[aria-label^="${path.basename(file)}"]`).waitFor();
  await saveAll(page);
  await untilEqual(folder, scenario.before);
  reached("one undo step has brought every file back");
}

/** Line and column, from 1, of the scenario's word. */
export function place(text: string, scenario: Spot): { line: number; column: number } {
  const lines = text.split("\n");
  const index = lines.findIndex((line) => line.includes(scenario.line));
  if (index < 0) throw new Error(`${scenario.file} has no line with: ${scenario.line}`);
  return { line: index + 1, column: (lines[index] ?? "").indexOf(scenario.word) + 1 };
}

function tab(page: Page, file: string) {
  return page.locator(`.tab[aria-label^="${path.basename(file)}"]`);
}

export async function openFile(page: Page, file: string): Promise<void> {
  const [top = ""] = file.split("/");
  await page.getByRole("treeitem", { name: top, exact: true }).waitFor();
  if (top === file) {
    await page.getByRole("treeitem", { name: top, exact: true }).dblclick();
    return;
  }
  await page.keyboard.press("Control+p");
  const input = page.locator(".quick-input-widget input");
  await input.fill(file);
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.keyboard.press("Enter");
}

export async function goTo(page: Page, { line, column }: { line: number; column: number }): Promise<void> {
  await page.keyboard.press("Control+g");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
}

async function saveAll(page: Page): Promise<void> {
  await command(page, "File: Save All Files");
  await page.locator(".tab.dirty").first().waitFor({ state: "detached" });
}

/** Runs a command of the palette by its whole label: the first row is often another one that merely begins like it. */
export async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`>${label}`);
  const rows = ".quick-input-list .monaco-list-row";
  await page.locator(`${rows}[aria-label="${label}"], ${rows}[aria-label^="${label},"]`).first().click();
}

/** The files, relative to both folders, whose bytes differ. */
function changedFiles(before: string, after: string): string[] {
  const files = readdirSync(after, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(after, path.join(entry.parentPath, entry.name)));
  return files.filter((file) => textOf(path.join(before, file)) !== textOf(path.join(after, file))).sort();
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

async function untilEqual(folder: string, expected: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const wrong = changedFiles(folder, expected)[0];
    if (wrong === undefined) return;
    if (performance.now() > deadline) {
      throw new Error(`${wrong} on disk is not as expected:\n${textOf(path.join(folder, wrong))}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
