// Another extension claims `.tf` too: whichever of the two VS Code prefers, the document ends with the other's id and is
// served under it. The run installs one stub extension that sorts before us or after us, and names its id.
import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll, diagnosticsOf, open, until } from "../editor.js";

const otherId = process.env.TOFUSMITH_OTHER_ID;

describe(`beside an extension that claims .tf as ${otherId}`, () => {
  after(closeAll);

  it("leaves the document to the other's id", async () => {
    assert.ok(otherId, "TOFUSMITH_OTHER_ID names the stub's language");
    assert.ok(
      vscode.extensions.all.some(({ packageJSON }) => packageJSON.publisher?.endsWith("-stub")),
      "the stub extension is not installed",
    );
    const { document } = await open("broken/main.tf");
    await until(`the language ${otherId}`, () => current(document.uri)?.languageId === otherId, [
      vscode.workspace.onDidOpenTextDocument,
    ]);
  });

  it("serves it under that id", async () => {
    const { document } = await open("broken/main.tf");
    assert.equal(document.languageId, otherId);
    await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
  });

  it("keeps what only we claim", async () => {
    const document = await vscode.workspace.openTextDocument((await open("languages/extra.tofu")).document.uri);
    assert.equal(document.languageId, "opentofu");
  });

  it("respects a language that the person picks by hand", async () => {
    const { document } = await open("broken/main.tf");
    await vscode.languages.setTextDocumentLanguage(document, "opentofu");
    await diagnosticsOf(document.uri, "a syntax error under our own id", (all) => all.length > 0);
    assert.equal(current(document.uri)?.languageId, "opentofu");
  });
});

function current(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
