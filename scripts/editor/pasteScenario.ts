// Pastes JSON with the keys of a person in VS Code in a browser, and chooses to have it as HCL.

import { readFileSync } from "node:fs";
import path from "node:path";
import type { PasteScenario } from "../../test/browser/paste.js";
import { say } from "../progress.js";
import { goTo, inBrowser, openFile, place, type Stage } from "./browserScenario.js";

/** Plays it, and returns what went wrong, or undefined. */
export function runPaste(scenario: PasteScenario, stage: Stage): Promise<string | undefined> {
  return inBrowser(scenario.name, scenario.before, stage, async (page, folder) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await openFile(page, scenario.file);
    await page.locator(".editor-instance .view-line").first().waitFor();
    const { line } = place(readFileSync(path.join(folder, scenario.file), "utf8"), scenario);
    // What is offered shows once the server has read the module: hints tell that it has.
    await page.locator(".view-line", { hasText: scenario.ready }).first().waitFor();
    await goTo(page, { line, column: 1 });
    await page.keyboard.press("End");
    await page.evaluate((text) => navigator.clipboard.writeText(text), scenario.text);
    await page.keyboard.press("Control+v");
    const widget = page.locator(".post-edit-widget").first();
    await widget.waitFor();
    // Nothing is converted unasked.
    await page.locator(".view-line", { hasText: scenario.text }).first().waitFor();
    say("what else it could be pasted as is offered");
    await widget.click();
    const choices = page.locator(".action-widget .monaco-list-row", { hasText: scenario.choice });
    await choices.first().waitFor();
    if ((await choices.count()) !== 1)
      throw new Error(`"${scenario.choice}" is offered ${await choices.count()} times`);
    await page.screenshot({ path: path.join(stage.pictures, `${scenario.name}-choices.png`) });
    // The menu takes the keyboard at once but the mouse only after it has moved: the keyboard is used.
    for (let i = 0; i < 10 && !(await choices.first().evaluate((row) => row.classList.contains("focused"))); i++) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: scenario.result }).first().waitFor();
    say("the text is pasted as HCL");
  });
}
