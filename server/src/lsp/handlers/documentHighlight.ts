// `textDocument/documentHighlight`.

import { type DocumentHighlight, DocumentHighlightKind, DocumentHighlightRequest } from "vscode-languageserver";
import { highlights } from "../../features/navigation/references.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

export const documentHighlight = requestHandler(DocumentHighlightRequest.type, {
  capabilities: () => ({ documentHighlightProvider: true }),
  fallback: null as DocumentHighlight[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return null;
    const lines = linesOf(entry);
    return highlights(snapshot, uri, toOffset(lines, position)).map(({ kind, range }) => ({
      range: toRange(lines, range),
      kind: kind === "read" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
    }));
  },
});
