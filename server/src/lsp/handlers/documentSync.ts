// Opening, editing and closing of documents.

import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { notificationHandler } from "../handler.js";

export const didOpen = notificationHandler(DidOpenTextDocumentNotification.type, {
  capabilities: () => ({ textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } }),
  async receive({ textDocument }, session) {
    const { uri, refusal } = session.documents.open(textDocument);
    if (refusal !== undefined) session.log(`${textDocument.uri} ${refusal}.`);
    session.diagnostics.opened();
    await session.ready(uri);
    session.status.modules();
    session.schemas.want(uri);
  },
});

export const didChange = notificationHandler(DidChangeTextDocumentNotification.type, {
  receive(params, session) {
    session.documents.change(params);
  },
});

export const didClose = notificationHandler(DidCloseTextDocumentNotification.type, {
  async receive({ textDocument }, session) {
    const uri = session.documents.close(textDocument.uri);
    session.diagnostics.closed(textDocument.uri);
    // What was not saved is gone: the file counts as it stands on the disk.
    if (uri !== undefined) await session.discovery.reread(uri);
    session.diagnostics.changed();
  },
});
