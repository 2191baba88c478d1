// `workspace/symbol`.

import { type SymbolInformation, WorkspaceSymbolRequest } from "vscode-languageserver";
import { workspaceSymbols } from "../../features/navigation/symbols.js";
import { nameOf } from "../../model/uri.js";
import { requestHandler } from "../handler.js";
import { symbolKinds } from "../symbolKinds.js";
import { linesOf, toRange } from "../toProtocol.js";

/** More than a person reads; the client asks again as the query grows. */
const limit = 500;

export const workspaceSymbol = requestHandler(WorkspaceSymbolRequest.type, {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  fallback: null as SymbolInformation[] | null,
  run({ query }, { session }) {
    const snapshot = session.snapshot();
    return workspaceSymbols(snapshot, query, limit).flatMap((found): SymbolInformation[] => {
      const entry = snapshot.entry(found.uri);
      if (!entry) return [];
      const location = { uri: session.clientUri(found.uri), range: toRange(linesOf(entry), found.range) };
      return [{ name: found.name, kind: symbolKinds[found.kind], location, containerName: nameOf(found.directory) }];
    });
  },
});
