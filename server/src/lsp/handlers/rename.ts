// `textDocument/prepareRename` and `textDocument/rename`.

import {
  LSPErrorCodes,
  PrepareRenameRequest,
  type PrepareRenameResult,
  RenameRequest,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { prepareRename as findRename, rename as renameAt } from "../../features/navigation/rename.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";
import { canApply, toWorkspaceEdit } from "../workspaceEdit.js";

/** The sentence that the person reads where a rename is not possible. */
function refused(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

export const prepareRename = requestHandler(PrepareRenameRequest.type, {
  fallback: null as PrepareRenameResult | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    if (!entry) return null;
    const lines = linesOf(entry);
    const start = findRename(session.snapshot(), uri, toOffset(lines, position));
    if (!start) return null;
    if ("refusal" in start) throw refused(start.refusal);
    return { range: toRange(lines, start.range), placeholder: start.name };
  },
});

export const rename = requestHandler(RenameRequest.type, {
  capabilities: () => ({ renameProvider: { prepareProvider: true } }),
  fallback: null as WorkspaceEdit | null,
  document: ({ textDocument }) => textDocument.uri,
  needsAll: true,
  run({ textDocument, position, newName }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    if (!entry) return null;
    const { refactor } = session.settingsFor(uri);
    const offset = toOffset(linesOf(entry), position);
    const result = renameAt(session.snapshot(), uri, offset, newName, refactor.movedBlocks);
    if (!result) return null;
    if ("refusal" in result) throw refused(result.refusal);
    if (!canApply(session, result.change)) {
      throw refused(
        "This rename adds a file for its `moved` block, which this editor does not do for a language server.",
      );
    }
    return toWorkspaceEdit(session, result.change, `Rename to ${newName}`);
  },
});
