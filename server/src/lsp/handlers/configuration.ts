// `workspace/didChangeConfiguration`: takes new settings in while the server runs.

import { DidChangeConfigurationNotification } from "vscode-languageserver";
import { notificationHandler } from "../handler.js";

export const didChangeConfiguration = notificationHandler(DidChangeConfigurationNotification.type, {
  async receive(params, session) {
    session.settings.receive(params.settings);
    await session.settings.load(session.discovery.folders);
    session.findings.schedule();
    session.diagnostics.refresh();
    session.status.modules();
  },
});
