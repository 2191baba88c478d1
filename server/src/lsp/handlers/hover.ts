// `textDocument/hover`.

import { type Hover, HoverRequest, MarkupKind } from "vscode-languageserver";
import { hoverAt } from "../../features/hovers.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toRange } from "../toProtocol.js";

export const hover = requestHandler(HoverRequest.type, {
  capabilities: () => ({ hoverProvider: true }),
  fallback: null as Hover | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return null;
    const { check, refactor } = session.settingsFor(uri);
    session.schemas.want(uri);
    const lines = linesOf(entry);
    const options = { ...check, refactor, schemas: session.schemas };
    const found = hoverAt({ snapshot, uri, offset: toOffset(lines, position), options });
    if (!found) return null;
    const kind = session.client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { range: toRange(lines, found.range), contents: { kind, value: found.markdown } };
  },
});
