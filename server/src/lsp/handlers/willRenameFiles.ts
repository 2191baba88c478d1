// `workspace/willRenameFiles`: module sources and paths follow a folder or file that is renamed or moved.

import { WillRenameFilesRequest, type WorkspaceEdit } from "vscode-languageserver";
import { followMoves } from "../../features/fileMoves.js";
import { normalizeUri } from "../../model/uri.js";
import { requestHandler } from "../handler.js";
import { toWorkspaceEdit } from "../workspaceEdit.js";

export const willRenameFiles = requestHandler(WillRenameFilesRequest.type, {
  capabilities: () => ({
    workspace: { fileOperations: { willRename: { filters: [{ pattern: { glob: "**/*" } }] } } },
  }),
  fallback: null as WorkspaceEdit | null,
  needsAll: true,
  run({ files }, { session }) {
    const moves = files.map(({ oldUri, newUri }) => ({ from: normalizeUri(oldUri), to: normalizeUri(newUri) }));
    const change = followMoves(session.snapshot(), moves);
    return change.edits.size === 0 ? null : toWorkspaceEdit(session, change, "Update paths");
  },
});
