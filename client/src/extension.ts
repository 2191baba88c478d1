// The extension's desktop and remote entry.
import * as vscode from "vscode";
import { type Session, startSession } from "./client.js";
import { registerCommands } from "./commands.js";
import { handBackDocuments } from "./handBack.js";
import type { ShownStatus } from "./status.js";

/** What other extensions get from this one, and the tests in a real editor look at. */
export interface Api {
  status(): ShownStatus;
}

let session: Promise<Session> | undefined;

/** Called by VS Code when a file of ours is opened or lies in the workspace. */
export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const output = vscode.window.createOutputChannel("Tofusmith", { log: true });
  session = startSession(context, output);
  context.subscriptions.push(output, handBackDocuments(context), registerCommands(session, output));
  const started = await session;
  return { status: () => started.status() };
}

/** Called by VS Code before it ends; waits until the server has ended. */
export async function deactivate(): Promise<void> {
  await (await session)?.stop();
}
