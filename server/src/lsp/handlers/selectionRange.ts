// `textDocument/selectionRange`.

import { type SelectionRange, SelectionRangeRequest } from "vscode-languageserver";
import { selectionRanges } from "../../features/navigation/selectionRanges.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

export const selectionRange = requestHandler(SelectionRangeRequest.type, {
  capabilities: () => ({ selectionRangeProvider: true }),
  fallback: null as SelectionRange[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, positions }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    const file = snapshot.file(uri);
    if (!entry || !file) return null;
    const lines = linesOf(entry);
    return positions.map((position) => {
      const chain = selectionRanges(file, toOffset(lines, position));
      let outer: SelectionRange = { range: toRange(lines, { start: 0, end: file.text.length }) };
      for (const range of [...chain].reverse().slice(1)) outer = { range: toRange(lines, range), parent: outer };
      return outer;
    });
  },
});
