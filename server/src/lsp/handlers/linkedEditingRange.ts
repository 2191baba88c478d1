// `textDocument/linkedEditingRange`.

import { LinkedEditingRangeRequest, type LinkedEditingRanges } from "vscode-languageserver";
import { linkedTags } from "../../features/navigation/linkedEditing.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

export const linkedEditingRange = requestHandler(LinkedEditingRangeRequest.type, {
  capabilities: () => ({ linkedEditingRangeProvider: true }),
  fallback: null as LinkedEditingRanges | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    const file = snapshot.file(uri);
    if (!entry || !file) return null;
    const lines = linesOf(entry);
    const tags = linkedTags(file, toOffset(lines, position));
    return tags ? { ranges: tags.map((range) => toRange(lines, range)) } : null;
  },
});
