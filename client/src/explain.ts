// "Explain this block's condition": the server's answer, shown as a hover at the cursor.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import type { Session } from "./client.js";

const method: protocol.Methods["explainCondition"] = "tofusmith/explainCondition";

/** Registers the command. */
export function registerExplain(session: Promise<Session>): vscode.Disposable {
  return vscode.commands.registerTextEditorCommand("tofusmith.explainCondition", async ({ document, selection }) => {
    const { uri, request } = await session;
    const { line, character } = selection.active;
    const params: protocol.ExplainConditionParams = {
      textDocument: { uri: uri(document.uri) },
      position: { line, character },
    };
    const found = await request<protocol.ConditionExplanation | null>(method, params);
    if (found) await showAsHover(document, selection.active, found.markdown);
    else void vscode.window.showInformationMessage("Put the cursor into a resource, data source or module call.");
  });
}

/** Shows Markdown once where the pointer would show a hover. */
async function showAsHover(document: vscode.TextDocument, at: vscode.Position, markdown: string): Promise<void> {
  const content = new vscode.MarkdownString(markdown);
  const provider = vscode.languages.registerHoverProvider(
    { language: document.languageId, scheme: document.uri.scheme },
    {
      provideHover: (asked, position) =>
        asked.uri.toString() === document.uri.toString() && position.line === at.line
          ? new vscode.Hover(content)
          : undefined,
    },
  );
  try {
    await vscode.commands.executeCommand("editor.action.showHover", { focus: "autoFocusImmediately" });
    // The hover is computed a little after the command has returned.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  } finally {
    provider.dispose();
  }
}
