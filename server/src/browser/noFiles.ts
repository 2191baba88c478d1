// The files of a client that reads none for the server: there are only the open documents.

import type { WorkspaceHost } from "../lsp/workspaceHost.js";

/** Has no file and no directory. */
export const noFiles: WorkspaceHost = {
  listDirectory: async () => ({ kind: "missing" }),
  readFile: async () => ({ kind: "missing" }),
  realDirectory: async (uri) => uri,
};
