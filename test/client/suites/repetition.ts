// Repetition in a real editor: the hint with its fix, the view's list, its edit, and the baseline.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/activation.js";
import type { ShownRepetition } from "../../../client/src/repetition.js";
import { actionsAt, closeAll, diagnosticsOf, extensionUnderTest, find, inWorkspace, open, until } from "../editor.js";

const rule = "repeated-expression";
const repeated = '"${lower(';
const baseline = ".tofusmith-dry-baseline.json";

describe("repetition", () => {
  afterEach(closeAll);

  it("is hinted at where it stands first, with an edit of every file as its fix", async () => {
    const { document } = await open("repetition/backups.tf");
    const all = await diagnosticsOf(document.uri, "a hint at repetition", (found) => found.some(isRepetition));
    const hint = all.find(isRepetition);
    assert.equal(hint?.severity, vscode.DiagnosticSeverity.Hint);
    assert.equal(hint?.relatedInformation?.length, 4);
    const actions = await actionsAt(document.uri, find(document, repeated), vscode.CodeActionKind.QuickFix);
    const edit = actions.find(({ title }) => title.startsWith("Extract all 5"))?.edit;
    assert.ok(edit, actions.map(({ title }) => title).join("; "));
    assert.equal(edit.get(inWorkspace("repetition/main.tf")).length >= 3, true);
  });

  it("is listed in the view without an open file, kept, and written once", async () => {
    await vscode.commands.executeCommand("tofusmith.searchRepetition");
    const item = await until("the list", () => ofModule(shown()));
    assert.equal(item.sites.length, 5);
    assert.ok(item.mayHaveEdit);

    // What is kept is named in a file of the workspace, and comes back when it is taken out of it.
    const file = inWorkspace(baseline);
    await vscode.commands.executeCommand("tofusmith.keepRepetition", { kind: "repetition", repetition: item });
    try {
      assert.match(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), /repeated-expression/);
      assert.equal(ofModule(shown()), undefined);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await vscode.commands.executeCommand("tofusmith.searchRepetition");
    const again = await until("the list with what was kept", () => ofModule(shown()));

    // The command ends with the person's answer, which nobody gives here.
    void vscode.commands.executeCommand("tofusmith.previewRepetitionEdit", { kind: "repetition", repetition: again });
    await until("the preview", () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.startsWith("Extract all 5")),
    );
    const shownTexts = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "tofusmith-edit");
    assert.ok(shownTexts.length >= 2, "the texts after the edit are shown");
    const declaring = shownTexts.filter(({ uri }) => uri.path.endsWith("/locals.tf"));
    assert.ok(declaring.length === 1 && declaring.every((document) => document.getText().includes("locals {")));
    const reading = shownTexts.filter((document) => !declaring.includes(document));
    assert.ok(reading.every((document) => document.getText().includes("local.")));

    const main = await vscode.workspace.openTextDocument(inWorkspace("repetition/main.tf"));
    const before = main.getText();
    await vscode.commands.executeCommand("tofusmith.applyRepetitionEdit", { kind: "repetition", repetition: again });
    try {
      await until("the edit", () => main.getText() !== before);
      assert.doesNotMatch(main.getText().slice(main.getText().indexOf("resource")), /lower\(var\.application\)/);
      await until("a list without it", () => ofModule(shown()) === undefined);
    } finally {
      await restore();
    }
  });
});

function isRepetition({ code }: vscode.Diagnostic): boolean {
  return (typeof code === "object" ? code.value : code) === rule;
}

function shown(): ShownRepetition {
  return (extensionUnderTest().exports as Api).repetition();
}

function ofModule({ items }: ShownRepetition): ShownRepetition["items"][number] | undefined {
  return items.find((item) => item.rule === rule && item.sites.some(({ uri }) => uri.includes("/repetition/")));
}

/** Puts the files of the module back: an edit that was applied may have been saved. */
async function restore(): Promise<void> {
  for (const name of ["main.tf", "backups.tf"]) {
    const document = await vscode.workspace.openTextDocument(inWorkspace(`repetition/${name}`));
    await vscode.window.showTextDocument(document);
    for (let i = 0; i < 3 && document.getText().includes("local."); i++) {
      await vscode.commands.executeCommand("undo");
    }
    await document.save();
  }
  const added = inWorkspace("repetition/locals.tf");
  const isThere = await vscode.workspace.fs.stat(added).then(
    () => true,
    () => false,
  );
  if (isThere) await vscode.workspace.fs.delete(added);
}
