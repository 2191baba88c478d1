// `textDocument/rangeFormatting`: the lines of a selection, or what was just pasted.

import { DocumentRangeFormattingRequest, type TextEdit } from "vscode-languageserver";
import { formatRange } from "../../features/formatting.js";
import { normalizeUri } from "../../model/uri.js";
import { isCompanion } from "../companion.js";
import { formattingInput } from "../formattingInput.js";
import { toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toTextEdits } from "../toProtocol.js";

export const rangeFormatting = requestHandler(DocumentRangeFormattingRequest.type, {
  // Beside another formatter the person would be asked to choose, so that it is registered by language then.
  capabilities: (client) => (isCompanion(client) ? {} : { documentRangeFormattingProvider: true }),
  fallback: null as TextEdit[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, range }, { session }) {
    const entry = session.snapshot().entry(normalizeUri(textDocument.uri));
    const input = entry && formattingInput(session, entry);
    if (!input) return null;
    const lines = linesOf(entry);
    const result = formatRange(input, toTextRange(lines, range));
    if (result.kind === "edits") return toTextEdits(lines, result.edits);
    session.log(`${entry.name}: ${result.reason}`);
    return null;
  },
});
