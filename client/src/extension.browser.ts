// The extension's entry in the browser: the server is a web worker.
import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import type * as protocol from "../../server/src/protocol.js";
import { type Api, start, stop } from "./activation.js";
import type { ServerLink } from "./client.js";

/** Called by VS Code when a file of ours is opened or lies in the workspace. */
export function activate(context: vscode.ExtensionContext): Promise<Api> {
  return start(context, (options): ServerLink => {
    let worker: Worker | undefined;
    const connect = async (): Promise<MessageTransports> => {
      // After a crash the client asks for another one.
      worker?.terminate();
      worker = await startWorker(context.extensionUri);
      // Not the worker itself: VS Code replaces `Worker`, so that the client would not know it for one.
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    const client = new LanguageClient("tofusmith", "Tofusmith", connect, options);
    return { client, end: () => worker?.terminate() };
  });
}

/** Called by VS Code before it ends; waits until the server has ended. */
export function deactivate(): Promise<void> {
  return stop();
}

/** Starts the server's worker and gives it what it needs. Rejects where it does not come up. */
async function startWorker(extension: vscode.Uri): Promise<Worker> {
  const inDist = (name: string) => vscode.Uri.joinPath(extension, "dist", name);
  const [runtimeWasm, grammarWasm, indexWorker] = await Promise.all(
    ["web-tree-sitter.wasm", "tree-sitter-hcl.wasm", "indexWorker.browser.js"].map((name) =>
      vscode.workspace.fs.readFile(inDist(name)),
    ),
  );
  if (!runtimeWasm || !grammarWasm || !indexWorker) throw new Error("the extension's files could not be read");
  const message: protocol.WorkerStart = {
    runtimeWasm,
    grammarWasm,
    indexWorker: new TextDecoder().decode(indexWorker),
  };
  const worker = new Worker(inDist("server.browser.js").toString(true));
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<protocol.WorkerStarted>) => {
      if (data === "started") resolve();
    };
    worker.onerror = ({ message: reason }) => reject(new Error(reason || "the worker's script could not be loaded"));
    worker.postMessage(message);
  });
  worker.onerror = null;
  return worker;
}
