// `textDocument/completion` and `completionItem/resolve`.

import {
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
  type CompletionItem as LspCompletionItem,
  MarkupKind,
} from "vscode-languageserver";
import { complete } from "../../features/completion/complete.js";
import type { CompletionItem, CompletionKind } from "../../features/completion/item.js";
import { normalizeUri } from "../../model/uri.js";
import { fieldOf, toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import type { Session } from "../session.js";
import { linesOf, toRange } from "../toProtocol.js";

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  block: CompletionItemKind.Struct,
  attribute: CompletionItemKind.Property,
  label: CompletionItemKind.EnumMember,
  variable: CompletionItemKind.Variable,
  local: CompletionItemKind.Constant,
  resource: CompletionItemKind.Class,
  data: CompletionItemKind.Interface,
  module: CompletionItemKind.Module,
  output: CompletionItemKind.Event,
  provider: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.TypeParameter,
  value: CompletionItemKind.Value,
  folder: CompletionItemKind.Folder,
  field: CompletionItemKind.Field,
  bound: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
};

/** The items of the latest answer: documentation is asked for one by one. */
const latest = new WeakMap<Session, { readonly revision: number; readonly items: readonly CompletionItem[] }>();

const none: CompletionList = { isIncomplete: false, items: [] };

export const completion = requestHandler(CompletionRequest.type, {
  capabilities: () => ({
    completionProvider: { resolveProvider: true, triggerCharacters: [".", '"', "{", "=", "(", "[", "/"] },
  }),
  fallback: none as LspCompletionItem[] | CompletionList | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return none;
    const lines = linesOf(entry);
    session.schemas.want(uri);
    const options = { ...session.settingsFor(uri).check, schemas: session.schemas };
    const items = complete(snapshot, uri, toOffset(lines, position), options);
    latest.set(session, { revision: snapshot.revision, items });
    return {
      isIncomplete: false,
      items: items.map((item, index): LspCompletionItem => {
        const isSnippet = item.snippet === true && session.client.snippets;
        return {
          label: item.label,
          kind: kinds[item.kind],
          ...(item.detail ? { detail: item.detail } : {}),
          sortText: `${item.rank}${item.label}`,
          filterText: item.label,
          insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
          textEdit: {
            range: toRange(lines, item.range),
            newText: item.snippet === true && !isSnippet ? withoutStops(item) : item.text,
          },
          ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
          data: { index, revision: snapshot.revision },
        };
      }),
    };
  },
});

/** What a client without snippets gets: the name alone. */
function withoutStops(item: CompletionItem): string {
  return item.kind === "function" ? item.label : item.kind === "attribute" ? `${item.label} = ` : item.label;
}

export const completionResolve = requestHandler(CompletionResolveRequest.type, {
  fallback: { label: "" },
  run(item, { session }) {
    const known = latest.get(session);
    const index = fieldOf(item.data, "index");
    if (!known || typeof index !== "number" || fieldOf(item.data, "revision") !== known.revision) return item;
    const value = known.items[index]?.documentation?.();
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  },
});
