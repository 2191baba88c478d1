// The extension's desktop and remote entry: the server is a Node process.
import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Api, start, stop } from "./activation.js";

/** Called by VS Code when a file of ours is opened or lies in the workspace. */
export function activate(context: vscode.ExtensionContext): Promise<Api> {
  return start(context, (options) => {
    const module = context.asAbsolutePath("dist/server.cjs");
    const storage = context.globalStorageUri;
    const args = storage.scheme === "file" ? [`--code-cache=${storage.fsPath}`] : [];
    const server = { module, args, transport: TransportKind.ipc };
    const client = new LanguageClient("tofusmith", "Tofusmith", server, options);
    // The client ends its process by itself.
    return { client, end: () => undefined };
  });
}

/** Called by VS Code before it ends; waits until the server has ended. */
export function deactivate(): Promise<void> {
  return stop();
}
