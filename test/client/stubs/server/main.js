// Stands in for another extension's language server: completes one word everywhere, knows one signature, finds what
// every server finds, and formats.
const vscode = require("vscode");

exports.activate = (context) => {
  const findings = vscode.languages.createDiagnosticCollection("other");
  const check = (document) => {
    if (document.languageId !== "terraform") return;
    const at = document.getText().indexOf("var.nowhere");
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + "var.nowhere".length));
    findings.set(document.uri, at < 0 ? [] : [new vscode.Diagnostic(range, "from-the-other")]);
  };
  vscode.workspace.textDocuments.forEach(check);
  context.subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.languages.registerCompletionItemProvider("terraform", {
      provideCompletionItems: () => [new vscode.CompletionItem("from-the-other")],
    }),
    vscode.languages.registerSignatureHelpProvider(
      "terraform",
      {
        provideSignatureHelp: () =>
          Object.assign(new vscode.SignatureHelp(), {
            signatures: [new vscode.SignatureInformation("from_the_other()")],
            activeSignature: 0,
            activeParameter: 0,
          }),
      },
      "(",
    ),
    vscode.languages.registerDocumentFormattingEditProvider("terraform", {
      provideDocumentFormattingEdits: () => [vscode.TextEdit.insert(new vscode.Position(0, 0), "# from-the-other\n")],
    }),
  );
};
