// The documents open in the editor: keeps their texts current and passes every change on to the workspace.

import {
  type DidChangeTextDocumentParams,
  type Range,
  TextDocumentContentChangeEvent,
  type TextDocumentItem,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { normalizeUri } from "../model/uri.js";
import type { WorkspaceChange } from "../model/workspace.js";
import { refusalOf } from "./workspaceHost.js";

/** An open document. */
export interface OpenDocument {
  /** Normalised. */
  readonly uri: string;
  /** As the client spells it. */
  readonly clientUri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** Why the document is not analysed, as the end of a sentence that starts with its name. */
  readonly refusal: string | undefined;
}

interface Entry {
  readonly uri: string;
  document: TextDocument;
  refusal: string | undefined;
}

/** Open documents by URI. `apply` takes the changes in; a document it throws for is left out of the workspace. */
export class DocumentStore {
  readonly #entries = new Map<string, Entry>();
  readonly #apply: (changes: readonly WorkspaceChange[]) => void;
  readonly #report: (message: string, cause?: unknown) => void;

  constructor(
    apply: (changes: readonly WorkspaceChange[]) => void,
    report: (message: string, cause?: unknown) => void,
  ) {
    this.#apply = apply;
    this.#report = report;
  }

  /** By any spelling of the URI. */
  get(uri: string): OpenDocument | undefined {
    const entry = this.#entries.get(normalizeUri(uri));
    return entry && publicView(entry);
  }

  /** In the order they were opened. */
  all(): OpenDocument[] {
    return [...this.#entries.values()].map(publicView);
  }

  open(item: TextDocumentItem): OpenDocument {
    const uri = normalizeUri(item.uri);
    const document = TextDocument.create(item.uri, item.languageId, item.version, item.text);
    const entry: Entry = { uri, document, refusal: refusalOf(item.text) };
    this.#entries.set(uri, entry);
    if (entry.refusal === undefined) {
      this.#pass(entry, { kind: "opened", uri, version: item.version, text: item.text, languageId: item.languageId });
    }
    return publicView(entry);
  }

  /** Takes an edit in; undefined for a document that is not open. */
  change(params: DidChangeTextDocumentParams): OpenDocument | undefined {
    const uri = normalizeUri(params.textDocument.uri);
    const entry = this.#entries.get(uri);
    if (!entry) return undefined;
    const { version } = params.textDocument;
    const edits: { start: number; oldEnd: number; newEnd: number }[] = [];
    for (const change of params.contentChanges) {
      const { start, end } = TextDocumentContentChangeEvent.isIncremental(change)
        ? offsetsOf(entry.document, change.range)
        : { start: 0, end: entry.document.getText().length };
      edits.push({ start, oldEnd: end, newEnd: start + change.text.length });
      entry.document = TextDocument.update(entry.document, [change], version);
    }
    const text = entry.document.getText();
    const before = entry.refusal;
    entry.refusal = refusalOf(text);
    if (entry.refusal !== undefined) {
      if (before === undefined) this.#pass(entry, { kind: "closed", uri, text: undefined });
    } else if (before !== undefined) {
      this.#pass(entry, { kind: "opened", uri, version, text, languageId: entry.document.languageId });
    } else {
      this.#pass(entry, { kind: "edited", uri, version, text, edits });
    }
    return publicView(entry);
  }

  /** Forgets a document. Until the host has read the file again, its last text stays. */
  close(clientUri: string): string | undefined {
    const uri = normalizeUri(clientUri);
    const entry = this.#entries.get(uri);
    if (!entry) return undefined;
    this.#entries.delete(uri);
    if (entry.refusal === undefined) this.#apply([{ kind: "closed", uri, text: entry.document.getText() }]);
    return uri;
  }

  /** A document that cannot be taken in must not take the others down with it. */
  #pass(entry: Entry, change: WorkspaceChange): void {
    try {
      this.#apply([change]);
    } catch (error) {
      entry.refusal = "could not be analysed; the output of Tofusmith says why";
      this.#report(`analysing ${entry.uri} failed`, error);
      try {
        this.#apply([{ kind: "closed", uri: entry.uri, text: undefined }]);
      } catch {
        // The first failure is the one to report.
      }
    }
  }
}

function publicView({ uri, document, refusal }: Entry): OpenDocument {
  return {
    uri,
    clientUri: document.uri,
    languageId: document.languageId,
    version: document.version,
    text: document.getText(),
    refusal,
  };
}

/** Offsets of a range; one whose ends are swapped is turned round, as the document itself does it. */
function offsetsOf(document: TextDocument, range: Range): { readonly start: number; readonly end: number } {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return start <= end ? { start, end } : { start: end, end: start };
}
