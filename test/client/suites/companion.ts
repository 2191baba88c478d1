// Beside an extension with a language server for the same language: what it gives is not given twice, all else is.
import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll, find, open, until, untilAnswered } from "../editor.js";

describe("companion mode", () => {
  after(closeAll);

  const labels = async (uri: vscode.Uri, at: vscode.Position) => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      at,
    );
    return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
  };

  it("leaves completion to the other, and keeps rename", async () => {
    const { uri } = (await open("gestures/main.tf")).document;
    const document = await until("the other's language", () =>
      vscode.workspace.textDocuments.find(
        (each) => each.uri.toString() === uri.toString() && each.languageId === "terraform",
      ),
    );
    const other = vscode.extensions.getExtension("other-stub.server");
    assert.ok(other, "the stub is not installed");
    await other.activate();
    const inside = find(document, "length").start;
    await untilAnswered("the other's item", async () => {
      const found = await labels(uri, inside);
      return found.includes("from-the-other") ? found : undefined;
    });
    const edit = await untilAnswered("our rename", async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        uri,
        find(document, "zones").start,
        "regions",
      );
      return found.size > 0 ? found : undefined;
    });
    assert.equal(edit.size, 2);
    // Our server answers by now, so that items of ours would be there.
    assert.ok(!(await labels(uri, inside)).includes("length"));
  });

  it("leaves signatures to the other", async () => {
    const { document } = await open("gestures/main.tf");
    const inside = find(document, "length(").end;
    const help = await untilAnswered("the other's signature", async () =>
      vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
        "vscode.executeSignatureHelpProvider",
        document.uri,
        inside,
        "(",
      ),
    );
    assert.deepEqual(
      help.signatures.map(({ label }) => label),
      ["from_the_other()"],
    );
  });

  it("leaves what the other finds to it, and adds what it does not", async () => {
    const { document } = await open("companion/main.tf");
    const found = () => vscode.languages.getDiagnostics(document.uri);
    const messages = () => found().map(({ message }) => message);
    // Which of the two answers last is open, so that both are waited for; what is there is named where one is missing.
    for (const part of ['nowhere"`', "from-the-other"]) {
      await until(`a finding with ${part} in ${document.languageId}`, () =>
        messages().some((message) => message.includes(part)) ? true : undefined,
      ).catch((error: unknown) => assert.fail(`${error}: ${JSON.stringify(messages())}`));
    }
    const onVariable = found().filter(({ range }) => document.getText(range).startsWith("var.nowhere"));
    assert.deepEqual(
      onVariable.map(({ message }) => message),
      ["from-the-other"],
    );
  });

  it("leaves formatting to the other, and formats what it does not", async () => {
    const { document } = await open("companion/main.tf");
    const options = { tabSize: 2, insertSpaces: true };
    const format = (uri: vscode.Uri) =>
      vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        "vscode.executeFormatDocumentProvider",
        uri,
        options,
      );
    const edits = await untilAnswered("the other's edit", async () => format(document.uri));
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["# from-the-other\n"],
    );
    const own = (await open("companion/unit/terragrunt.hcl")).document;
    const ours = await untilAnswered("our edits", async () => {
      const found = await format(own.uri);
      return found && found.length > 0 ? found : undefined;
    });
    assert.ok(ours.every(({ newText }) => newText.trim() === ""));
  });

  it("gives everything where the setting says so", async () => {
    const { document } = await open("gestures/main.tf");
    const settings = vscode.workspace.getConfiguration("tofusmith");
    await settings.update("mode", "full", vscode.ConfigurationTarget.Workspace);
    try {
      await untilAnswered("our completion", async () => {
        const found = await labels(document.uri, find(document, "length").start);
        return found.includes("length") ? found : undefined;
      });
    } finally {
      await settings.update("mode", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
