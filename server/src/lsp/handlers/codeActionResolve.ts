// `codeAction/resolve`: the edit of the action that was chosen, computed from the state as it is now.

import { type CodeAction, CodeActionResolveRequest, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { changeOf, readActionData } from "../actionData.js";
import { requestHandler } from "../handler.js";
import { ContentModified } from "../request.js";
import { canApply, commandAfter, toWorkspaceEdit } from "../workspaceEdit.js";

export const codeActionResolve = requestHandler(CodeActionResolveRequest.type, {
  fallback: { title: "" } as CodeAction,
  async run(action, { session }) {
    const data = readActionData(action.data);
    if (!data) return action;
    if (session.hasChangedSince(data.uri, data.revision)) throw new ContentModified();
    await session.ready(data.uri);
    const change = changeOf(session, data);
    if (!change) throw new ContentModified();
    const touched = [...change.edits.keys(), ...change.operations.map(({ uri }) => uri)];
    if (touched.some((uri) => session.hasChangedSince(uri, data.revision))) throw new ContentModified();
    if (!canApply(session, change)) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        "This edit creates, renames or deletes files, which this editor does not do for a language server.",
      );
    }
    const command = commandAfter(session, change);
    return { ...action, edit: toWorkspaceEdit(session, change, action.title), ...(command ? { command } : {}) };
  },
});
