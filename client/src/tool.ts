// The commands that start the local `tofu` or `terraform` in a terminal, in the module of the file at hand.
//
// They run as tasks: the terminal shows the program's own words, and cancelling ends it.
import * as vscode from "vscode";
import type { Session } from "./client.js";

/** The full path of the first of some programs that is installed; undefined where none is. */
export type FindProgram = (names: readonly string[]) => Promise<string | undefined>;

const subcommands = ["init", "validate", "fmt", "plan"] as const;

/** Registers the commands. `find` is absent where the platform starts no programs. */
export function registerTool(session: Promise<Session>, find: FindProgram | undefined): vscode.Disposable {
  return vscode.Disposable.from(
    ...subcommands.map((subcommand) =>
      vscode.commands.registerCommand(`tofusmith.${subcommand}`, () => runTool(session, find, subcommand)),
    ),
  );
}

async function runTool(
  session: Promise<Session>,
  find: FindProgram | undefined,
  subcommand: (typeof subcommands)[number],
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const refusal = refusalFor(document, find);
  if (refusal !== undefined || !document || !find) {
    void vscode.window.showInformationMessage(refusal ?? "Open a file of the module first.");
    return;
  }
  const configured = vscode.workspace.getConfiguration("tofusmith").get<string>("tool.path", "").trim();
  const terraformFirst = (await session).product(document.uri) === "terraform";
  const names = terraformFirst ? ["terraform", "tofu"] : ["tofu", "terraform"];
  const program = await find(configured === "" ? names : [configured]);
  if (program === undefined) {
    const what = configured === "" ? "Neither `tofu` nor `terraform` was found" : `\`${configured}\` was not found`;
    void vscode.window.showErrorMessage(`${what}. Name a program in the setting \`tofusmith.tool.path\`.`);
    return;
  }
  await document.save();
  await runTask(program, subcommand, vscode.Uri.joinPath(document.uri, ".."));
}

/** Why nothing can be started; undefined where it can. */
function refusalFor(document: vscode.TextDocument | undefined, find: FindProgram | undefined): string | undefined {
  if (!find) return "There are no programs to start in the browser.";
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
