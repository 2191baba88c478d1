// The client's half of the language server: starts it, says which documents it gets, and keeps it current.
import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type WorkspaceEdit,
} from "vscode-languageclient";
import type * as protocol from "../../server/src/protocol.js";
import { companionLanguages, type Mode } from "./companion.js";
import { otherClaims } from "./handBack.js";
import { servedIds } from "./languages.js";
import { type ShownStatus, type Status, showStatus } from "./status.js";
import { answerFileRequests } from "./workspaceFiles.js";

const trustMethod: protocol.Methods["trust"] = "tofusmith/trust";
const statusMethod: protocol.Methods["status"] = "tofusmith/status";
const repetitionProgressMethod: protocol.Methods["repetitionProgress"] = "tofusmith/repetitionProgress";
const syntaxTreeMethod: protocol.Methods["syntaxTree"] = "tofusmith/syntaxTree";

/** The running language server, as commands and `deactivate` see it. */
export interface Session {
  /** Ends the server and starts it again, for the documents that are ours by now. */
  restart(): Promise<void>;
  /** The syntax tree of a document, as text. Rejects where the server does not know the document. */
  syntaxTree(uri: vscode.Uri): Promise<string>;
  /** A request of our own. Rejects where the server does not run. */
  readonly request: <Result>(method: string, params: unknown, token?: vscode.CancellationToken) => Promise<Result>;
  /** How far the search for repetition is. */
  readonly onRepetitionProgress: vscode.Event<protocol.RepetitionProgressParams>;
  /** Applies an edit that the server has made; false where it was not, such as after a look at it. */
  applyEdit(edit: unknown): Promise<boolean>;
  /** A URI as the server is told it. */
  readonly uri: (uri: vscode.Uri) => string;
  /** The documents that are served. */
  selector(): vscode.DocumentSelector;
  /** Calls back whenever the server has been started again. */
  onRestart(listener: () => void): vscode.Disposable;
  /** What the status item shows. */
  status(): ShownStatus;
  stop(): Promise<void>;
}

/** A language server of the platform, with the client that starts it and speaks to it. */
export interface ServerLink {
  readonly client: BaseLanguageClient;
  /** Ends what is left of the server once its client has stopped. */
  end(): void;
}

/** How the platform runs the server: a process of its own, or a web worker. Starts nothing yet. */
export type LinkServer = (options: LanguageClientOptions) => ServerLink;

/** Starts the language server. A server that cannot be started is reported in the status item and the output. */
export async function startSession(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  linkServer: LinkServer,
): Promise<Session> {
  let running: { client: BaseLanguageClient; status: Status; end: () => void } | undefined;

  const repetitionProgress = new vscode.EventEmitter<protocol.RepetitionProgressParams>();
  const start = async () => {
    const selector = documentSelector(context.extension.id);
    const status = showStatus(selector);
    const { client, end } = linkServer(clientOptions(context, output, selector));
    answerFileRequests(client);
    client.onNotification(repetitionProgressMethod, (params: protocol.RepetitionProgressParams) =>
      repetitionProgress.fire(params),
    );
    client.onNotification(statusMethod, (params: protocol.StatusParams) => status.update(params));
    running = { client, status, end };
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      output.error(`The language server could not be started: ${reason}`);
      status.fail(reason);
    }
  };
  const stop = async () => {
    const ending = running;
    running = undefined;
    ending?.status.dispose();
    // A server that has crashed or was never up has nothing to stop; that is no error for the person.
    if (ending?.client.isRunning()) await ending.client.stop(5000).catch((error) => output.warn(String(error)));
    await ending?.client.dispose().catch(() => undefined);
    ending?.end();
  };
  // One step at a time: two restarts in a row must not leave two servers.
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    queue = queue.then(work, work);
    return queue;
  };
  const restarted = new vscode.EventEmitter<void>();
  const restart = () =>
    inTurn(async () => {
      await stop();
      await start();
      restarted.fire();
    });

  const own = context.extension.id;
  const selected = () => JSON.stringify([documentSelector(own), companionsOf(own)]);
  let selection = selected();
  const restartIfChanged = () => {
    if (selected() === selection) return;
    selection = selected();
    void restart();
  };
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      const params: protocol.TrustParams = { trusted: true };
      if (running?.client.isRunning()) void running.client.sendNotification(trustMethod, params);
    }),
    restarted,
    repetitionProgress,
    vscode.extensions.onDidChange(restartIfChanged),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("tofusmith.mode")) restartIfChanged();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(restartIfChanged),
  );
  await inTurn(start);
  return {
    restart,
    async syntaxTree(uri) {
      if (!running) throw new Error("the language server is not running");
      const params: protocol.SyntaxTreeParams = {
        textDocument: { uri: running.client.code2ProtocolConverter.asUri(uri) },
      };
      return running.client.sendRequest<string>(syntaxTreeMethod, params);
    },
    async request<Result>(method: string, params: unknown, token?: vscode.CancellationToken) {
      if (!running) throw new Error("the language server is not running");
      // Not with an undefined token: the client would take it for a second parameter.
      const { client } = running;
      return token ? client.sendRequest<Result>(method, params, token) : client.sendRequest<Result>(method, params);
    },
    onRepetitionProgress: repetitionProgress.event,
    async applyEdit(edit) {
      const converted = await running?.client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit);
      return converted !== undefined && (await vscode.workspace.applyEdit(converted, { isRefactoring: true }));
    },
    uri: (uri) => running?.client.code2ProtocolConverter.asUri(uri) ?? uri.toString(),
    selector: () => documentSelector(own),
    onRestart: (listener) => restarted.event(listener),
    status: () => running?.status.shown() ?? { text: "", detail: "" },
    stop: () => inTurn(stop),
  };
}

/** The command behind edits that make up a name. */
export const startRename = "tofusmith.startRename" satisfies keyof protocol.ClientCommands;

/** The command that says why refactors are not possible. */
export const showRefusals = "tofusmith.showRefusals" satisfies keyof protocol.ClientCommands;

/** The command behind completions that declare what they name. */
export const applyEdit = "tofusmith.applyEdit" satisfies keyof protocol.ClientCommands;

function clientOptions(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  documentSelector: protocol.ServedDocuments[],
): LanguageClientOptions {
  const storage = context.storageUri?.scheme === "file" ? { storage: context.storageUri.fsPath } : {};
  const initializationOptions = (): protocol.InitializationOptions => ({
    trusted: vscode.workspace.isTrusted,
    ...storage,
    ownTokenTypes: true,
    files: true,
    leavesOutUnconfirmed: true,
    commands: [startRename, applyEdit, showRefusals],
    documents: documentSelector,
    companionLanguages: companionsOf(context.extension.id),
    jsonCheckedLanguages: vscode.extensions.getExtension("vscode.json-language-features") ? ["json"] : [],
  });
  return {
    documentSelector,
    initializationOptions,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { supportHtml: false },
  };
}

/** The languages that another extension's server answers for, by the setting and by what is enabled. */
function companionsOf(ownExtensionId: string): readonly string[] {
  const mode = vscode.workspace.getConfiguration("tofusmith").get<Mode>("mode", "auto");
  const others = vscode.extensions.all
    .filter(({ id }) => id.toLowerCase() !== ownExtensionId.toLowerCase())
    .map(({ id, packageJSON }) => ({ id, manifest: packageJSON as unknown }));
  return companionLanguages(mode, servedIds(otherClaims(ownExtensionId)), others);
}

/** Every language we serve in every place a person edits: the disk, unsaved documents and virtual workspaces. */
function documentSelector(ownExtensionId: string): protocol.ServedDocuments[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  // Not every scheme: the old side of a diff would show its own diagnostics beside those of the file.
  const schemes = [...new Set(["file", "untitled", ...folders.map(({ uri }) => uri.scheme)])].sort();
  return servedIds(otherClaims(ownExtensionId)).flatMap((language) => schemes.map((scheme) => ({ language, scheme })));
}
