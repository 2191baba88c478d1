// The main job in a real editor, on the installed VSIX: see what is wrong, apply the quick fix, save.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  actionsAt,
  closeAll,
  diagnosticsOf,
  extensionUnderTest,
  find,
  inWorkspace,
  open,
  until,
  untilAnswered,
} from "../editor.js";
import { expected, onDisk } from "../files.js";

const flagship = "Use `lifecycle.enabled` instead of `count`";

describe("editing", () => {
  afterEach(closeAll);

  it("gives each file name its language", async () => {
    const languages = new Map([
      ["toggle/main.tf", "opentofu"],
      ["languages/extra.tofu", "opentofu"],
      ["languages/terraform.tfvars", "opentofu-vars"],
      ["languages/basic.tftest.hcl", "opentofu-test"],
      ["languages/terragrunt.hcl", "terragrunt"],
      ["languages/root.hcl", "terragrunt"],
      ["languages/other.hcl", "hcl"],
    ]);
    for (const [file, id] of languages) {
      const document = await vscode.workspace.openTextDocument(inWorkspace(file));
      assert.equal(document.languageId, id, file);
    }
  });

  it("shows what is wrong, and nothing any more once it is put right", async () => {
    const { document } = await open("broken/main.tf");
    const found = await diagnosticsOf(document.uri, "a syntax error", (all) => all.some(isError));
    assert.ok(found.find(isError)?.code, "a diagnostic carries its code");
    const closing = new vscode.WorkspaceEdit();
    closing.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, "}\n");
    assert.ok(await vscode.workspace.applyEdit(closing));
    // Findings of other rules may come once the file can be read: the mistake itself has to go.
    await diagnosticsOf(document.uri, "no error after the block is closed", (all) => !all.some(isError));
  });

  it("checks configuration in JSON while it is typed, and leaves the rest to the editor's own service", async () => {
    const { document } = await open("json/outputs.tf.json");
    assert.equal(document.languageId, "json");
    const typing = new vscode.WorkspaceEdit();
    typing.replace(document.uri, find(document, '"value"'), '"valeu"');
    assert.ok(await vscode.workspace.applyEdit(typing));
    const found = await diagnosticsOf(document.uri, "the misspelt argument", (all) => all.length > 0);
    assert.ok(found.every(({ range }) => range.start.line === 2));
    const name = find(document, "region").start;
    const [target] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      name,
    );
    assert.ok(target, "no definition");
    const leadsTo = "targetUri" in target ? target.targetUri : target.uri;
    assert.equal(leadsTo.toString(), inWorkspace("json/main.tf").toString());
    const tokens = await vscode.commands.executeCommand("vscode.provideDocumentSemanticTokensLegend", document.uri);
    assert.equal(tokens, undefined, "semantic tokens of JSON are not ours");
    const mending = new vscode.WorkspaceEdit();
    mending.replace(document.uri, find(document, '"valeu"'), '"value"');
    assert.ok(await vscode.workspace.applyEdit(mending));
    await diagnosticsOf(document.uri, "no finding", (all) => all.length === 0);
  });

  it("checks a file outside of every folder", async () => {
    const outside = process.env.TOFUSMITH_OUTSIDE;
    assert.ok(outside, "TOFUSMITH_OUTSIDE names a broken file outside of the opened folder");
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(outside));
    await vscode.window.showTextDocument(document);
    await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
  });

  it("turns count into enabled in every file, and the bytes reach the disk", async () => {
    const files = ["toggle/main.tf", "toggle/outputs.tf"];
    const originals = files.map((file) => [inWorkspace(file).fsPath, onDisk(inWorkspace(file))] as const);
    const { document } = await open("toggle/main.tf");
    const place = find(document, "count");
    const action = await untilOffered(document.uri, place, vscode.CodeActionKind.QuickFix);
    assert.ok(action.edit, "the action is resolved to an edit");
    assert.equal(action.edit.size, files.length);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    // A file that had no editor gets one a little later: documents are saved, not editors.
    for (const file of files) assert.ok(await (await vscode.workspace.openTextDocument(inWorkspace(file))).save());
    for (const file of files) assert.equal(onDisk(inWorkspace(file)), expected(file), file);
    await diagnosticsOf(document.uri, "no finding on the rewritten block", (all) =>
      all.every(({ message }) => !message.includes("lifecycle.enabled")),
    );
    for (const [file, text] of originals) writeFileSync(file, text);
    await until("the editor to take the file as it was", () => document.getText() === originals[0]?.[1]);
  });

  it("has every command under its own prefix, and they are there", async () => {
    const declared = (extensionUnderTest().packageJSON.contributes.commands as { command: string }[]).map(
      ({ command }) => command,
    );
    assert.ok(declared.length >= 3);
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const command of declared) {
      assert.match(command, /^tofusmith\./);
      assert.ok(registered.has(command), `${command} is declared but not registered`);
    }
  });

  it("works on after the server is restarted", async () => {
    const { document } = await open("broken/main.tf");
    await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
    // The old server's diagnostics go with it: new ones can only come from the new server.
    const restarted = vscode.commands.executeCommand("tofusmith.restartServer");
    await diagnosticsOf(document.uri, "the old diagnostics to go", (all) => all.length === 0);
    await restarted;
    await diagnosticsOf(document.uri, "a syntax error from the new server", (all) => all.length > 0);
  });

  it("shows the syntax tree of the file at hand", async () => {
    await open("toggle/main.tf");
    await vscode.commands.executeCommand("tofusmith.showSyntaxTree");
    const tree = await until("the tree's document", () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "tofusmith-syntax-tree"),
    );
    assert.match(tree.getText(), /terraform_data/);
  });

  it("leaves the choice of a formatter to the person", () => {
    const formatter = vscode.workspace
      .getConfiguration("editor", { languageId: "opentofu" })
      .inspect("defaultFormatter");
    assert.equal(formatter?.defaultLanguageValue, undefined);
    assert.equal(formatter?.defaultValue ?? null, null);
  });
});

function isError({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Error;
}

/** The flagship at a place; the server may still be reading the module when it is first asked. */
function untilOffered(uri: vscode.Uri, place: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction> {
  return untilAnswered(`"${flagship}"`, async () => {
    const offered = await actionsAt(uri, place, kind);
    return offered.find(({ title }) => title === flagship);
  });
}
