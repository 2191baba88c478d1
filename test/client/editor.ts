// What the suites do in the editor, on every platform: open, wait for diagnostics, apply an action, save.
import * as vscode from "vscode";

/** Id of the extension under test. */
export const extensionId = "tofusmith.tofusmith";

/** The extension under test. Fails where it is not installed. */
export function extensionUnderTest(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) throw new Error(`${extensionId} is not installed`);
  return extension;
}

/** URI of a file in the opened folder. */
export function inWorkspace(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("no folder is open");
  return vscode.Uri.joinPath(folder.uri, file);
}

/** Opens a file of the opened folder in an editor. */
export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(inWorkspace(file)));
}

/**
 * Waits until `condition` gives something other than undefined or false, and returns it.
 * It is asked whenever one of `events` fires, and every half second for what has no event.
 */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false,
  events: readonly vscode.Event<unknown>[] = [],
  milliseconds = 30_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscriptions: vscode.Disposable[] = [];
    const end = (finish: () => void) => {
      clearInterval(poll);
      clearTimeout(limit);
      for (const subscription of subscriptions) subscription.dispose();
      finish();
    };
    const ask = () => {
      try {
        const value = condition();
        if (value !== undefined && value !== false) end(() => resolve(value));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const poll = setInterval(ask, 500);
    const limit = setTimeout(() => end(() => reject(new Error(`waited ${milliseconds} ms for ${what}`))), milliseconds);
    for (const event of events) subscriptions.push(event(ask));
    ask();
  });
}

/** Asks again and again until there is an answer: for what takes a request and has no event. */
export async function untilAnswered<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  milliseconds = 20_000,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${milliseconds} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Our diagnostics of a document, once `condition` holds for them. */
export function diagnosticsOf(
  uri: vscode.Uri,
  what: string,
  condition: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return until(what, () => {
    const diagnostics = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "tofusmith");
    return condition(diagnostics) ? diagnostics : undefined;
  }, [vscode.languages.onDidChangeDiagnostics]);
}

/** The place where `text` first stands in a document. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${text} is not in ${document.fileName}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** The code actions VS Code gets at a place, resolved, so that their edits are there. */
export function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Thenable<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    kind.value,
    50,
  );
}

/** Closes every editor and throws unsaved changes away. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
