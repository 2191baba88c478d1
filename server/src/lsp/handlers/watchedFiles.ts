// `workspace/didChangeWatchedFiles`: files that were made, changed or deleted outside of the editor.

import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver";
import { normalizeUri } from "../../model/uri.js";
import { notificationHandler } from "../handler.js";
import type { FileEvent } from "../workspaceHost.js";

const kinds: Readonly<Record<FileChangeType, FileEvent["kind"]>> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

export const didChangeWatchedFiles = notificationHandler(DidChangeWatchedFilesNotification.type, {
  async receive({ changes }, session) {
    const before = session.snapshot();
    await session.discovery.filesChanged(
      changes.map(({ uri, type }) => ({ uri: normalizeUri(uri), kind: kinds[type] })),
    );
    if (session.snapshot() === before) return;
    session.diagnostics.refresh();
    session.refreshShown();
    session.status.modules();
  },
});
