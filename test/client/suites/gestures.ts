// What VS Code itself shapes: paste edits, code lenses, inlay hints, rename, and the commands around them.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll, find, inWorkspace, open, until, untilAnswered } from "../editor.js";

describe("gestures", () => {
  afterEach(closeAll);

  it("shows a hint with the number of instances", async () => {
    const { document } = await open("gestures/main.tf");
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hint = await untilAnswered("a hint behind count", async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        whole,
      );
      return hints.find(({ position }) => position.line === find(document, "count").start.line);
    });
    const text = typeof hint.label === "string" ? hint.label : hint.label.map(({ value }) => value).join("");
    assert.match(text, /2 instances/);
  });

  it("renames a local value in every file, and says why a name is not possible", async () => {
    const { document } = await open("gestures/main.tf");
    const at = find(document, "zones").start;
    const rename = (name: string) =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        at,
        name,
      );
    const edit = await untilAnswered("the rename's edit", async () => {
      const found = await rename("regions");
      return found.size === 2 ? found : undefined;
    });
    assert.equal(edit.get(inWorkspace("gestures/outputs.tf")).length, 1);
    await assert.rejects(async () => rename("not a name"));
  });

  it("opens the references of a code lens", async () => {
    const settings = vscode.workspace.getConfiguration("tofusmith");
    await settings.update("codeLens.references", true, vscode.ConfigurationTarget.Workspace);
    try {
      const { document } = await open("gestures/main.tf");
      const line = find(document, "zones").start.line;
      const lens = await untilAnswered("a code lens", async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          "vscode.executeCodeLensProvider",
          document.uri,
          50,
        );
        return lenses.find(({ range }) => range.start.line === line);
      });
      assert.equal(lens.command?.command, "tofusmith.showReferences");
      assert.match(lens.command.title, /^2 references$/);
      await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    } finally {
      await settings.update("codeLens.references", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("pastes JSON as HCL on request", async () => {
    const editor = await open("gestures/main.tf");
    const { document } = editor;
    const value = find(document, '["a", "b"]');
    editor.selection = new vscode.Selection(value.start, value.end);
    await vscode.env.clipboard.writeText('[{"name": "a"}]');
    const edit = vscode.commands.executeCommand("tofusmith.pasteAsHcl");
    // Two forms are offered, and the first is preselected.
    await untilAnswered("the pasted text", async () => {
      if (document.isDirty) return true;
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return document.isDirty || undefined;
    });
    await edit;
    assert.match(document.getText(), /name\s+= "a"/);
  });

  it("pastes JSON as HCL where the kind is asked for", async function () {
    // In the browser VS Code asks no paste provider unless a person presses the keys.
    if (vscode.env.uiKind === vscode.UIKind.Web) this.skip();
    const editor = await open("gestures/main.tf");
    const { document } = editor;
    const value = find(document, '["a", "b"]');
    editor.selection = new vscode.Selection(value.start, value.end);
    await vscode.env.clipboard.writeText('{"x": 1}');
    await vscode.commands.executeCommand("editor.action.pasteAs", { kind: "tofusmith.hcl" });
    await until("the pasted text", () => document.getText().includes("x = 1"));
  });

  it("copies a value as YAML", async () => {
    const editor = await open("gestures/main.tf");
    const value = find(editor.document, '["a", "b"]');
    editor.selection = new vscode.Selection(value.start, value.end);
    await vscode.commands.executeCommand("tofusmith.copyAsYaml");
    // A command of a text editor is not waited for.
    await untilAnswered("the copied text", async () => {
      const copied = await vscode.env.clipboard.readText();
      return copied.includes("- a\n- b") || undefined;
    });
  });

  it("draws the module graph without a script", async () => {
    await open("gestures/main.tf");
    await vscode.commands.executeCommand("tofusmith.showModuleGraph");
    await until("the graph's tab", () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === "Module graph"),
    );
  });

  it("starts the program of the setting in the module's folder, and ends with it", async function () {
    // The editor that runs without a desktop is installed without what terminals need.
    if (vscode.env.uiKind === vscode.UIKind.Web) this.skip();
    const settings = vscode.workspace.getConfiguration("tofusmith");
    // Any program will do that ends by itself: this one finds no script of that name.
    await settings.update("tool.path", process.execPath, vscode.ConfigurationTarget.Global);
    const started: vscode.TaskExecution[] = [];
    const listener = vscode.tasks.onDidStartTask(({ execution }) => started.push(execution));
    try {
      const { document } = await open("gestures/main.tf");
      await vscode.commands.executeCommand("tofusmith.validate");
      const { execution } = started[0]?.task ?? {};
      assert.ok(execution instanceof vscode.ProcessExecution, "no program was started");
      assert.equal(execution.process, process.execPath);
      assert.deepEqual(execution.args, ["validate"]);
      assert.equal(execution.options?.cwd, vscode.Uri.joinPath(document.uri, "..").fsPath);
      assert.equal(vscode.tasks.taskExecutions.length, 0);
    } finally {
      listener.dispose();
      await settings.update("tool.path", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
