// `textDocument/onTypeFormatting`: what was finished by the key just typed.

import { DocumentOnTypeFormattingRequest, type TextEdit } from "vscode-languageserver";
import { formatOnType, formatOnTypeCharacters } from "../../features/formatting.js";
import { normalizeUri } from "../../model/uri.js";
import { formattingInput } from "../formattingInput.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toTextEdits } from "../toProtocol.js";

const [firstCharacter = "\n", ...moreCharacters] = formatOnTypeCharacters;

export const onTypeFormatting = requestHandler(DocumentOnTypeFormattingRequest.type, {
  capabilities: () => ({
    documentOnTypeFormattingProvider: { firstTriggerCharacter: firstCharacter, moreTriggerCharacter: moreCharacters },
  }),
  fallback: null as TextEdit[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position, ch }, { session }) {
    const entry = session.snapshot().entry(normalizeUri(textDocument.uri));
    const input = entry && formattingInput(session, entry);
    if (!input) return null;
    const lines = linesOf(entry);
    return toTextEdits(lines, formatOnType(input, toOffset(lines, position), ch));
  },
});
