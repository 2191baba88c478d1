// `textDocument/formatting`: the whole document.

import { DocumentFormattingRequest, type TextEdit } from "vscode-languageserver";
import { formatDocument } from "../../features/formatting.js";
import { normalizeUri } from "../../model/uri.js";
import { isCompanion } from "../companion.js";
import { formattingInput } from "../formattingInput.js";
import { requestHandler } from "../handler.js";
import { linesOf, toTextEdits } from "../toProtocol.js";

export const formatting = requestHandler(DocumentFormattingRequest.type, {
  // Beside another formatter the person would be asked to choose, so that it is registered by language then.
  capabilities: (client) => (isCompanion(client) ? {} : { documentFormattingProvider: true }),
  fallback: null as TextEdit[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const entry = session.snapshot().entry(normalizeUri(textDocument.uri));
    const input = entry && formattingInput(session, entry);
    if (!input) return null;
    const result = formatDocument(input);
    if (result.kind === "edits") return toTextEdits(linesOf(entry), result.edits);
    session.log(`${entry.name}: ${result.reason}`);
    return null;
  },
});
