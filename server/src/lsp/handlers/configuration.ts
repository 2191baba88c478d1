// `workspace/didChangeConfiguration`: takes new settings in while the server runs.

import { DidChangeConfigurationNotification } from "vscode-languageserver";
import { notificationHandler } from "../handler.js";

export const didChangeConfiguration = notificationHandler(DidChangeConfigurationNotification.type, {
  async receive(params, session) {
    session.settings.receive(params.settings);
    // Requests that come after it are answered by the new settings.
    session.configured = session.settings.load(session.discovery.folders);
    await session.configured;
    session.findings.schedule();
    session.diagnostics.refresh();
    session.refreshShown();
    session.status.modules();
  },
});
