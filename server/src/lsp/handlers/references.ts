// `textDocument/references`.

import { type Location, ReferencesRequest } from "vscode-languageserver";
import { references as findReferences } from "../../features/navigation/references.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { toLocations } from "../locations.js";
import { linesOf } from "../toProtocol.js";

export const references = requestHandler(ReferencesRequest.type, {
  capabilities: () => ({ referencesProvider: true }),
  fallback: null as Location[] | null,
  document: ({ textDocument }) => textDocument.uri,
  needsAll: true,
  run({ textDocument, position, context }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return null;
    const offset = toOffset(linesOf(entry), position);
    return toLocations(session, findReferences(snapshot, uri, offset, context.includeDeclaration));
  },
});
