// Workspace Trust stays on in this run: what works in Restricted Mode, that nothing is started or opened there, and that
// granting trust takes effect without a reload.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/activation.js";
import { actionsAt, closeAll, diagnosticsOf, extensionUnderTest, find, inWorkspace, open, until } from "../editor.js";
import { expected, onDisk } from "../files.js";
import type { RecordedCall } from "../recordCalls.js";

const record = process.env.TOFUSMITH_RECORD ?? "";

describe("Restricted Mode", () => {
  after(closeAll);

  it("is in force, and the extension works in it", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { document } = await open("broken/main.tf");
    await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
    assert.ok(extensionUnderTest().isActive);
    await until("the status item to name Restricted Mode", restricted);
  });

  it("hints at repetition and lists it", async () => {
    const { document } = await open("repetition/backups.tf");
    const hints = await diagnosticsOf(document.uri, "a hint at repetition", (all) => all.some(isRepetition));
    assert.equal(hints.find(isRepetition)?.severity, vscode.DiagnosticSeverity.Hint);
    await vscode.commands.executeCommand("tofusmith.searchRepetition");
    await until("the list", () => (extensionUnderTest().exports as Api).repetition().items.length > 0);
  });

  it("offers the flagship and applies it", async () => {
    const { document } = await open("toggle/main.tf");
    const offered = await actionsAt(document.uri, find(document, "count"), vscode.CodeActionKind.QuickFix);
    const action = offered.find(({ title }) => title === "Use `lifecycle.enabled` instead of `count`");
    assert.ok(action?.edit, `offered were: ${offered.map(({ title }) => title).join(", ") || "none"}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.ok(await vscode.workspace.saveAll());
    assert.equal(onDisk(inWorkspace("toggle/main.tf")), expected("toggle/main.tf"));
  });

  it("formats", async () => {
    const { document } = await open("unformatted/main.tf");
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.ok(edits && edits.length > 0, "no formatting edits");
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), expected("unformatted/main.tf"));
  });

  it("has started no process but the language server and opened no socket", () => {
    const calls = recordedCalls();
    assert.ok(
      calls.some(({ script, call }) => script === "server.cjs" && call === "loaded"),
      "the language server was not watched",
    );
    assert.deepEqual(calls.filter(isOurs), []);
  });

  it("ends without a reload when trust is granted", async () => {
    const granted = new Promise<void>((resolve) => vscode.workspace.onDidGrantWorkspaceTrust(() => resolve()));
    await vscode.commands.executeCommand("workbench.trust.manage");
    // The run outside presses the button: an extension is not allowed to.
    console.log("[page] click .workspace-trust-editor .workspace-trust-buttons-row .monaco-button");
    await granted;
    assert.equal(vscode.workspace.isTrusted, true);
    await until("the server to say that it is no longer restricted", () => !restricted(), [], 20_000);
    const { document } = await open("broken/main.tf");
    await diagnosticsOf(document.uri, "diagnostics after trust", (all) => all.length > 0);
  });
});

function recordedCalls(): RecordedCall[] {
  if (!existsSync(record)) return [];
  return readFileSync(record, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RecordedCall);
}

/** Calls of the language server, or of our client inside the extension host, other than starting the server itself. */
function isOurs({ script, call, detail, stack }: RecordedCall): boolean {
  if (call === "loaded") return false;
  if (script === "server.cjs") return true;
  return stack.includes("client.cjs") && !detail.endsWith("server.cjs");
}

/** Whether the status item says that the server holds back. */
function restricted(): boolean {
  const { status } = extensionUnderTest().exports as Api;
  return status().detail.includes("Restricted Mode");
}

function isRepetition({ code }: vscode.Diagnostic): boolean {
  return (typeof code === "object" ? code.value : code) === "repeated-expression";
}
