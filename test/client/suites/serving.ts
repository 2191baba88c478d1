// What the server keeps up with in a real editor: settings, files that change on disk, saving, hovering.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/activation.js";
import {
  actionsAt,
  closeAll,
  extensionId,
  extensionUnderTest,
  find,
  inWorkspace,
  open,
  until,
  untilAnswered,
} from "../editor.js";
import { expected, onDisk } from "../files.js";

const flagship = "Use `lifecycle.enabled` instead of `count`";

describe("serving", () => {
  afterEach(closeAll);

  it("takes a changed setting without a reload", async () => {
    const { document } = await open("toggle/main.tf");
    const place = find(document, "count");
    await untilOffered(document.uri, place, (titles) => titles.includes(flagship));
    const settings = vscode.workspace.getConfiguration("tofusmith");
    try {
      await settings.update("target", "terraform@1.9", vscode.ConfigurationTarget.Workspace);
      await untilOffered(document.uri, place, (titles) => !titles.includes(flagship));
      await settings.update("target", undefined, vscode.ConfigurationTarget.Workspace);
      await untilOffered(document.uri, place, (titles) => titles.includes(flagship));
    } finally {
      await settings.update("target", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("knows of a reference that another program has written to a file without an editor", async () => {
    const { document } = await open("toggle/main.tf");
    const place = find(document, "count");
    await untilOffered(document.uri, place, (titles) => titles.includes(flagship));
    const outside = inWorkspace("toggle/more.tf");
    writeFileSync(outside.fsPath, 'output "log_input" {\n  value = try(terraform_data.log[0].input, null)\n}\n');
    try {
      const edit = await untilAnswered("the new file to be part of the edit", async () => {
        const actions = await actionsAt(document.uri, place, vscode.CodeActionKind.QuickFix);
        const found = actions.find(({ title }) => title === flagship)?.edit;
        return found?.get(outside).length ? found : undefined;
      });
      assert.equal(edit.size, 3);
    } finally {
      await vscode.workspace.fs.delete(outside);
    }
  });

  it("formats on save where the person has chosen it", async () => {
    const { document } = await open("unformatted/main.tf");
    const editor = vscode.workspace.getConfiguration("editor", { languageId: "opentofu" });
    const target = vscode.ConfigurationTarget.Workspace;
    await editor.update("defaultFormatter", extensionId, target, true);
    await editor.update("formatOnSave", true, target, true);
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), " ");
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.ok(await document.save());
      assert.equal(onDisk(document.uri), expected("unformatted/main.tf"));
    } finally {
      await editor.update("defaultFormatter", undefined, target, true);
      await editor.update("formatOnSave", undefined, target, true);
    }
  });

  it("tells product, version and evidence of the file at hand in the status item", async () => {
    const { status } = extensionUnderTest().exports as Api;
    await open("toggle/main.tf");
    await until("the status of an OpenTofu module", () => status().text.startsWith("OpenTofu"));
    const { document } = await open("terraform/main.tf");
    await until("the status of a Terraform module", () => status().text.startsWith("Terraform"));
    assert.match(status().text, /1\.9/);
    assert.match(status().detail, /\.terraform-version/);
    const actions = await actionsAt(document.uri, find(document, "count"), vscode.CodeActionKind.QuickFix);
    assert.ok(actions.every(({ title }) => title !== flagship));
  });

  it("says in the hover why a count stays as it is, and offers no quick fix", async () => {
    const { document } = await open("refused/main.tf");
    const place = find(document, "count");
    const text = await untilAnswered("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        place.start,
      );
      const contents = hovers.flatMap(({ contents }) => contents);
      return contents.map((part) => (typeof part === "string" ? part : part.value)).join("\n") || undefined;
    });
    assert.match(text, /0 (or|and) 1/);
    const actions = await actionsAt(document.uri, place, vscode.CodeActionKind.QuickFix);
    assert.deepEqual(
      actions.map(({ title }) => title).filter((title) => title === flagship),
      [],
    );
  });
});

/** Asks until the titles of the quick fixes at a place are as `condition` wants them. */
async function untilOffered(
  uri: vscode.Uri,
  place: vscode.Range,
  condition: (titles: readonly string[]) => boolean,
): Promise<void> {
  await untilAnswered("the quick fixes", async () => {
    const actions = await actionsAt(uri, place, vscode.CodeActionKind.QuickFix);
    return condition(actions.map(({ title }) => title)) ? true : undefined;
  });
}
