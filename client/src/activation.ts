// What the extension does when it starts and ends, on every platform.
import * as vscode from "vscode";
import { type LinkServer, type Session, startSession } from "./client.js";
import { registerCommands } from "./commands.js";
import { registerExplain } from "./explain.js";
import { registerGraph } from "./graph.js";
import { handBackDocuments } from "./handBack.js";
import { registerPaste } from "./paste.js";
import { registerShowReferences } from "./references.js";
import { registerRepetition, type ShownRepetition } from "./repetition.js";
import type { ShownStatus } from "./status.js";
import { registerTool } from "./tool.js";

/** What other extensions get from this one, and the tests in a real editor look at. */
export interface Api {
  status(): ShownStatus;
  repetition(): ShownRepetition;
}

let session: Promise<Session> | undefined;

/** Starts everything, with the server that the platform links to. */
export async function start(context: vscode.ExtensionContext, linkServer: LinkServer): Promise<Api> {
  const output = vscode.window.createOutputChannel("Tofusmith", { log: true });
  session = startSession(context, output, linkServer);
  context.subscriptions.push(output, handBackDocuments(context), registerCommands(session, output));
  const repetition = registerRepetition(session);
  context.subscriptions.push(
    repetition,
    registerPaste(session),
    registerShowReferences(),
    registerExplain(session),
    registerGraph(session),
    registerTool(session),
  );
  const started = await session;
  return { status: () => started.status(), repetition: () => repetition.shown() };
}

/** Waits until the server has ended. */
export async function stop(): Promise<void> {
  await (await session)?.stop();
}
