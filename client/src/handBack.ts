// Settles who serves a file when two extensions claim its name.
//
// A language contribution is static, and of two claims to `.tf` VS Code takes the extension whose id sorts last, which is
// usually this one. A person who installed the other extension as well expects its id to stay in force, so a document
// that fell to us is handed back and then served under the other's id.
import * as vscode from "vscode";
import { claimsOf, type LanguageClaim, ownIds, rightfulId } from "./languages.js";

/** What all other enabled extensions claim, in the order in which VS Code read them. */
export function otherClaims(ownExtensionId: string): LanguageClaim[] {
  return vscode.extensions.all
    .filter((extension) => extension.id.toLowerCase() !== ownExtensionId.toLowerCase())
    .flatMap((extension) => claimsOf(extension.packageJSON));
}

/**
 * Hands documents back now and whenever one is opened, until the result is disposed of.
 * Left alone are documents that the person's `files.associations` give to us, and those whose language was changed to
 * ours after they had been handed back: that was the person's choice.
 */
export function handBackDocuments(context: vscode.ExtensionContext): vscode.Disposable {
  const extension = context.extension;
  const own = claimsOf(extension.packageJSON);
  const handedBack = new Set<string>();

  const settle = async (document: vscode.TextDocument) => {
    if (!ownIds.includes(document.languageId) || document.isUntitled) return;
    const key = document.uri.toString();
    if (handedBack.has(key) || isAssociated(document)) return;
    const id = rightfulId(document.uri.path, document.languageId, own, otherClaims(extension.id));
    if (id === undefined) return;
    handedBack.add(key);
    await vscode.languages.setTextDocumentLanguage(document, id);
  };
  const settleAll = () => {
    for (const document of vscode.workspace.textDocuments) void settle(document);
  };

  settleAll();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => void settle(document)),
    vscode.extensions.onDidChange(settleAll),
    vscode.workspace.onDidCloseTextDocument((document) => {
      // A change of language closes the document and opens it again at once; only a document that stays closed is forgotten.
      const key = document.uri.toString();
      setTimeout(() => {
        if (!vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === key)) handedBack.delete(key);
      }, 0);
    }),
  );
}

function isAssociated(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace
    .getConfiguration("files", document.uri)
    .get<Record<string, string>>("associations");
  return Object.entries(associations ?? {}).some(([glob, id]) => {
    const pattern = glob.includes("/") ? glob : `**/${glob}`;
    return ownIds.includes(id) && vscode.languages.match({ pattern }, document) > 0;
  });
}
