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
  async run({ textDocument }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return null;
    const lines = linesOf(entry);
    const links = documentLinks(snapshot, uri).map(async (link): Promise<DocumentLink[]> => {
      const range = toRange(lines, link.range);
      const inside = link.installed === undefined ? undefined : await session.installed.mainFile(link.installed);
      if (inside !== undefined) return [{ range, target: inside, tooltip: "Open the installed module" }];
      // What was installed may be gone: its list alone is nothing to open.
      if (link.target === link.installed) return [];
      const target = link.target.startsWith("http") ? link.target : session.clientUri(link.target);
      return [{ range, target, tooltip: link.tooltip }];
    });
    return (await Promise.all(links)).flat();
  },
});
