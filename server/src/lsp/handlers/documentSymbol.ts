// `textDocument/documentSymbol`; also feeds breadcrumbs.

import { type DocumentSymbol, DocumentSymbolRequest, type SymbolInformation } from "vscode-languageserver";
import { type OutlineEntry, outline } from "../../features/navigation/symbols.js";
import { normalizeUri } from "../../model/uri.js";
import { requestHandler } from "../handler.js";
import { symbolKinds } from "../symbolKinds.js";
import { linesOf, toRange } from "../toProtocol.js";

export const documentSymbol = requestHandler(DocumentSymbolRequest.type, {
  capabilities: () => ({ documentSymbolProvider: { label: "Tofusmith" } }),
  fallback: null as DocumentSymbol[] | SymbolInformation[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    const file = snapshot.file(uri);
    if (!entry || !file) return null;
    const lines = linesOf(entry);
    const nested = (found: OutlineEntry): DocumentSymbol => ({
      name: found.name,
      ...(found.detail === "" ? {} : { detail: found.detail }),
      kind: symbolKinds[found.kind],
      range: toRange(lines, found.range),
      selectionRange: toRange(lines, found.selection),
      children: found.children.map(nested),
    });
    const entries = outline(file);
    if (session.client.nestedSymbols) return entries.map(nested);
    const flat = (found: OutlineEntry, container: string | undefined): SymbolInformation[] => [
      {
        name: found.name,
        kind: symbolKinds[found.kind],
        location: { uri: textDocument.uri, range: toRange(lines, found.range) },
        ...(container === undefined ? {} : { containerName: container }),
      },
      ...found.children.flatMap((child) => flat(child, found.name)),
    ];
    return entries.flatMap((found) => flat(found, undefined));
  },
});
