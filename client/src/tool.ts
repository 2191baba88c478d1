// The commands that start the local `tofu` or `terraform` in a terminal, in the module of the file at hand.
//
// They run as tasks: the terminal shows the program's own words, and cancelling ends it.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import type { Session } from "./client.js";

const findMethod: protocol.Methods["findTool"] = "tofusmith/findTool";

const subcommands = ["init", "validate", "fmt", "plan"] as const;

/** Registers the commands. */
export function registerTool(session: Promise<Session>): vscode.Disposable {
  return vscode.Disposable.from(
    ...subcommands.map((subcommand) =>
      vscode.commands.registerCommand(`tofusmith.${subcommand}`, () => runTool(session, subcommand)),
    ),
  );
}

async function runTool(session: Promise<Session>, subcommand: (typeof subcommands)[number]): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const refusal = refusalFor(document);
  if (refusal !== undefined || !document) {
    void vscode.window.showInformationMessage(refusal ?? "Open a file of the module first.");
    return;
  }
  const { request, uri } = await session;
  const params: protocol.FindToolParams = { textDocument: { uri: uri(document.uri) } };
  const found = await request<protocol.FoundTool | null>(findMethod, params);
  if (!found) {
    void vscode.window.showInformationMessage("There are no programs to start here.");
    return;
  }
  const { program, tried } = found;
  if (program === null) {
    const names = tried.map((name) => `\`${name}\``).join(" nor ");
    const what = tried.length > 1 ? `Neither ${names} was found` : `${names} was not found`;
    void vscode.window.showErrorMessage(`${what}. Name a program in the setting \`tofusmith.tool.path\`.`);
    return;
  }
  await document.save();
  await runTask(program, subcommand, vscode.Uri.joinPath(document.uri, ".."));
}

/** Why nothing can be started; undefined where it can. */
function refusalFor(document: vscode.TextDocument | undefined): string | undefined {
  if (!vscode.workspace.isTrusted) return "Programs are started in trusted workspaces only.";
  if (document?.uri.scheme !== "file") return "Open a file of a module on the disk first.";
  return undefined;
}

/** Runs the program in a terminal until it ends or is cancelled. */
async function runTask(program: string, subcommand: string, directory: vscode.Uri): Promise<void> {
  const title = `${program.split(/[\\/]/).at(-1)} ${subcommand}`;
  const task = new vscode.Task(
    { type: "tofusmith", subcommand },
    vscode.TaskScope.Workspace,
    title,
    "Tofusmith",
    new vscode.ProcessExecution(program, [subcommand], { cwd: directory.fsPath }),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, clear: true };
  const ended = new Promise<void>((resolve) => {
    const listener = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== title || execution.task.source !== "Tofusmith") return;
      listener.dispose();
      resolve();
    });
  });
  const execution = await vscode.tasks.executeTask(task);
  const where = vscode.workspace.asRelativePath(directory);
  const options = { location: vscode.ProgressLocation.Notification, title: `${title} in ${where}`, cancellable: true };
  await vscode.window.withProgress(options, async (_progress, token) => {
    const cancelled = new Promise<void>((resolve) => {
      token.onCancellationRequested(() => {
        execution.terminate();
        // Not only when it has ended: where no terminal can be opened, nothing ever ends.
        resolve();
      });
    });
    await Promise.race([ended, cancelled]);
  });
}
