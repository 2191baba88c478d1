// `textDocument/documentLink`.

import { type DocumentLink, DocumentLinkRequest } from "vscode-languageserver";
import { documentLinks } from "../../features/documentLinks.js";
import { normalizeUri } from "../../model/uri.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

export const documentLink = requestHandler(DocumentLinkRequest.type, {
  capabilities: () => ({ documentLinkProvider: {} }),
  fallback: null as DocumentLink[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return null;
    const lines = linesOf(entry);
    return documentLinks(snapshot, uri).map(({ range, target, tooltip }) => ({
      range: toRange(lines, range),
      target: target.startsWith("http") ? target : session.clientUri(target),
      tooltip,
    }));
  },
});
