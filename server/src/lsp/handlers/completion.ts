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
import type { SourceChange } from "../../base/sourceChange.js";
import { complete } from "../../features/completion/complete.js";
import type { CompletionItem, CompletionKind } from "../../features/completion/item.js";
import { pathItems, pathPlaceAt } from "../../features/completion/paths.js";
import { normalizeUri } from "../../model/uri.js";
import type { ClientCommands } from "../../protocol.js";
import { fieldOf, toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import type { Session } from "../session.js";
import { linesOf, toRange, toTextEdits } from "../toProtocol.js";
import { canApply, toWorkspaceEdit } from "../workspaceEdit.js";

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
  file: CompletionItemKind.File,
  field: CompletionItemKind.Field,
  bound: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
};

/** The items of the latest answer: documentation is asked for one by one. */
const latest = new WeakMap<Session, { readonly revision: number; readonly items: readonly CompletionItem[] }>();

const none: CompletionList = { isIncomplete: false, items: [] };

export const completion = requestHandler(CompletionRequest.type, {
  capabilities: () => ({
    completionProvider: { resolveProvider: true, triggerCharacters: [".", '"', "{", "=", "(", "[", "/", ":"] },
  }),
  fallback: none as LspCompletionItem[] | CompletionList | null,
  document: ({ textDocument }) => textDocument.uri,
  async run({ textDocument, position, context }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return none;
    const lines = linesOf(entry);
    session.schemas.want(uri);
    const options = { ...session.settingsFor(uri).check, schemas: session.schemas };
    const offset = toOffset(lines, position);
    // A single colon stands between the parts of a condition; a list that pops up there is in the way.
    if (context?.triggerCharacter === ":" && entry.text.slice(offset - 2, offset) !== "::") return none;
    const path = pathPlaceAt(snapshot, uri, offset);
    const listed = path ? await session.discovery.entriesOf(path.directory) : [];
    const items = [...complete(snapshot, uri, offset, options), ...(path ? pathItems(path, listed) : [])];
    latest.set(session, { revision: snapshot.revision, items });
    return {
      isIncomplete: false,
      items: items.flatMap((item, index): LspCompletionItem[] => {
        const extra = item.change && extraEdits(session, uri, item.change, item.label);
        if (item.change && !extra) return [];
        const isSnippet = item.snippet === true && session.client.snippets;
        const offered: LspCompletionItem = {
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
          ...extra,
          data: { index, revision: snapshot.revision },
        };
        return [offered];
      }),
    };
  },
});

const applyEdit = "tofusmith.applyEdit" satisfies keyof ClientCommands;

/** An item's edits elsewhere: beside its own in the same document, by a command in others; else in the same document. */
function extraEdits(
  session: Session,
  uri: string,
  change: NonNullable<CompletionItem["change"]>,
  title: string,
): Pick<LspCompletionItem, "additionalTextEdits" | "command"> | undefined {
  const beside = (made: SourceChange) => {
    const edits = made.operations.length === 0 && made.edits.size === 1 ? made.edits.get(uri) : undefined;
    const entry = session.snapshot().entry(uri);
    return edits && entry ? { additionalTextEdits: toTextEdits(linesOf(entry), edits) } : undefined;
  };
  const best = change(false);
  const here = beside(best);
  if (here) return here;
  if (!session.client.commands.has(applyEdit) || !canApply(session, best)) return beside(change(true));
  const edit = toWorkspaceEdit(session, { ...best, needsConfirmation: false }, title);
  const target: ClientCommands[typeof applyEdit] = [edit];
  return { command: { title, command: applyEdit, arguments: target } };
}

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
