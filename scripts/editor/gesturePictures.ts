// Takes pictures of a hover, of hints, of a rename and of refactors in VS Code in a browser, on the packaged VSIX.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Gestures } from "../../test/browser/gestures.js";
import type { PicturedRefactor } from "../../test/browser/pictured.js";
import type { Spot } from "../../test/browser/scenario.js";
import { say } from "../progress.js";
import { command, goTo, inBrowser, openFile, place, type Stage } from "./browserScenario.js";

/** Makes the gestures, with a picture of each, and returns what went wrong, or undefined. */
export function takePictures(gestures: Gestures, stage: Stage): Promise<string | undefined> {
  return inBrowser(gestures.name, gestures.before, stage, async (page, folder) => {
    const shoot = (step: string) => picture(page, stage, `${gestures.name}-${step}`);
    const visit = async (spot: Spot) => {
      await goTo(page, place(readFileSync(path.join(folder, spot.file), "utf8"), spot));
    };
    await openFile(page, gestures.hover.file);
    await page.locator(".editor-instance .view-line").first().waitFor();

    await visit(gestures.hover);
    await showHover(page, gestures.hover.says);
    await shoot("hover");
    await page.keyboard.press("Escape");

    await visit(gestures.hints);
    await page.locator(".view-line", { hasText: gestures.hints.shows }).first().waitFor();
    await shoot("hints");

    await visit(gestures.rename);
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input").first();
    await box.waitFor();
    await box.fill(gestures.rename.to);
    await page.keyboard.press("Enter");
    // A rename that makes a file is shown before it is made; another is made at once.
    const changed = page.locator(".view-line, .monaco-list-row", { hasText: gestures.rename.to });
    await changed.first().waitFor();
    await shoot("renamed");
  });
}

/** The first hover of a session may come before the server has read the module: it is asked for again. */
async function showHover(page: Page, says: string): Promise<void> {
  const hover = page.locator(".monaco-hover", { hasText: says }).first();
  for (let i = 0; i < 10 && !(await hover.isVisible()); i++) {
    await command(page, "Show or Focus Hover");
    await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await hover.waitFor();
}

/** Selects the blocks, takes a picture of what the menu offers, chooses the refactor, and takes one of what it made. */
export function takeRefactorPictures(refactor: PicturedRefactor, stage: Stage): Promise<string | undefined> {
  return inBrowser(refactor.name, refactor.before, stage, async (page, folder) => {
    await openFile(page, refactor.file);
    await page.locator(".editor-instance .view-line").first().waitFor();
    const text = readFileSync(path.join(folder, refactor.file), "utf8");
    const select = async () => {
      await goTo(page, place(text, refactor));
      for (let i = 0; i < refactor.lines; i++) await page.keyboard.press("Control+l");
    };
    await chooseFromMenu(page, refactor.action, select, () => picture(page, stage, `${refactor.name}-1-offer`));
    await page.locator(".view-line, .monaco-list-row", { hasText: refactor.shows }).first().waitFor();
    await picture(page, stage, `${refactor.name}-2-done`);
    if (refactor.creates === undefined) return;
    const created = path.join(folder, refactor.creates);
    await page.getByRole("button", { name: "Apply", exact: true }).first().click();
    for (let i = 0; i < 50 && !existsSync(created); i++) await page.waitForTimeout(200);
    if (!existsSync(created)) throw new Error(`applying the preview made no ${refactor.creates}`);
    say(`${refactor.creates} is made by the preview's changes`);
  });
}

/** Opens the menu of refactors at what `select` selects, and runs `action`; `seen` is called while the menu is shown. */
async function chooseFromMenu(
  page: Page,
  action: string,
  select: () => Promise<void>,
  seen: () => Promise<void>,
): Promise<void> {
  const row = page.locator(".action-widget .monaco-list-row", { hasText: action }).first();
  // The server may still be reading the module when it is first asked; what closes the menu loses the selection.
  for (let i = 0; i < 10 && !(await row.isVisible()); i++) {
    await page.keyboard.press("Escape");
    await select();
    await page.keyboard.press("Control+Shift+r");
    await row.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
  await row.waitFor();
  for (let i = 0; i < 20 && !(await row.evaluate((element) => element.classList.contains("focused"))); i++) {
    await page.keyboard.press("ArrowDown");
  }
  await seen();
  await page.keyboard.press("Enter");
  await row.waitFor({ state: "hidden" });
}

async function picture(page: Page, stage: Stage, name: string): Promise<void> {
  // Away from everything that says something when the pointer rests on it.
  await page.mouse.move(900, 570);
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(stage.pictures, `${name}.png`), scale: "css" });
  say(`${name} is taken`);
}
