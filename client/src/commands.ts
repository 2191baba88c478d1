// The commands of the palette. Every id is under our own prefix: command ids are global in VS Code.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import { applyEdit, type Session, showRefusals, startRename } from "./client.js";

const treeScheme = "tofusmith-syntax-tree";

/** Registers the commands. `session` may still be starting: a command waits for it. */
export function registerCommands(session: Promise<Session>, output: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("tofusmith.restartServer", async () => {
      output.info("Restarting the language server, as asked.");
      await (await session).restart();
    }),
    vscode.commands.registerCommand("tofusmith.showOutput", () => output.show(true)),
    vscode.commands.registerCommand("tofusmith.showSyntaxTree", showSyntaxTree),
    // Not in the palette: the server puts them behind completions and edits.
    vscode.commands.registerCommand(applyEdit, async (edit: unknown) => (await session).applyEdit(edit)),
    vscode.commands.registerCommand(startRename, ({ uri, position }: protocol.ClientCommands[typeof startRename][0]) =>
      vscode.commands.executeCommand("editor.action.rename", [
        vscode.Uri.parse(uri),
        new vscode.Position(position.line, position.character),
      ]),
    ),
    vscode.commands.registerCommand(showRefusals, showReasons),
    vscode.workspace.registerTextDocumentContentProvider(treeScheme, {
      async provideTextDocumentContent(uri) {
        return (await session).syntaxTree(vscode.Uri.parse(uri.query, true));
      },
    }),
  );
}

/** A list to read: what is not possible here, and below it why. */
async function showReasons(refusals: protocol.ClientCommands[typeof showRefusals][0]): Promise<void> {
  await vscode.window.showQuickPick(
    refusals.map(({ title, reason }) => ({ label: title, detail: reason })),
    { title: "Not possible here", matchOnDetail: true },
  );
}

async function showSyntaxTree(): Promise<void> {
  const source = vscode.window.activeTextEditor?.document;
  if (!source) {
    void vscode.window.showInformationMessage("Open a file of OpenTofu, Terragrunt or HCL to see its syntax tree.");
    return;
  }
  const uri = vscode.Uri.from({
    scheme: treeScheme,
    path: `${source.uri.path}.tree`,
    query: source.uri.toString(),
    // A document is read once per URI: the version makes a changed source a new one.
    fragment: String(source.version),
  });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}
