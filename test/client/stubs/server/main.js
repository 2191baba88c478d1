// Stands in for another extension's language server: completes one word everywhere.
const vscode = require("vscode");

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider("terraform", {
      provideCompletionItems: () => [new vscode.CompletionItem("from-the-other")],
    }),
  );
};
