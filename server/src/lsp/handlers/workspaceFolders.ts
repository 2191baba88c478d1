// `workspace/didChangeWorkspaceFolders`: folders that were added to the workspace or taken out of it.

import { DidChangeWorkspaceFoldersNotification } from "vscode-languageserver";
import { folderUri } from "../folders.js";
import { notificationHandler } from "../handler.js";
import { readWorkspace } from "../workspaceReading.js";

export const didChangeWorkspaceFolders = notificationHandler(DidChangeWorkspaceFoldersNotification.type, {
  capabilities: (client) =>
    client.workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {},
  async receive({ event }, session) {
    const gone = new Set(event.removed.map(folderUri));
    const kept = session.discovery.folders.filter((folder) => !gone.has(folder));
    session.discovery.setFolders([...new Set([...kept, ...event.added.map(folderUri)])]);
    await session.settings.load(session.discovery.folders);
    session.diagnostics.refresh();
    await readWorkspace(session);
  },
});
