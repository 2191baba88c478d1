// Configuration in JSON syntax, as an editor shows it: findings in the unsaved text, and where names lead.
//
// The editor's own JSON service keeps everything else, such as formatting, colours and the outline. So these documents
// are registered for after the start, request by request; what is announced at the start is for HCL alone.

import {
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentHighlightRequest,
  HoverRequest,
  type InitializeParams,
  ReferencesRequest,
  type TextDocumentFilter,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { jsonEndings } from "../model/builtins/fileKinds.js";
import type { ClientFeatures } from "./clientFeatures.js";

/** A registration of one request or notification for documents of configuration in JSON. */
interface Registration {
  readonly method: string;
  readonly options: Record<string, unknown>;
}

/** Whether the client can be told later that it shall send further documents. */
export function registersDocuments({ textDocument }: InitializeParams["capabilities"]): boolean {
  return textDocument?.synchronization?.dynamicRegistration === true;
}

/** The methods among those that JSON documents have which the client can be told of after the start. */
export function registrableMethods({ textDocument }: InitializeParams["capabilities"]): ReadonlySet<string> {
  const can = (method: string, capability: { readonly dynamicRegistration?: boolean } | undefined): string[] =>
    capability?.dynamicRegistration === true ? [method] : [];
  return new Set([
    ...can(DocumentDiagnosticRequest.method, textDocument?.diagnostic),
    ...can(DefinitionRequest.method, textDocument?.definition),
    ...can(ReferencesRequest.method, textDocument?.references),
    ...can(DocumentHighlightRequest.method, textDocument?.documentHighlight),
    ...can(HoverRequest.method, textDocument?.hover),
  ]);
}

/** What to register so that JSON documents are served; empty where the client cannot send them in a useful way. */
export function jsonRegistrations(client: ClientFeatures): readonly Registration[] {
  if (!client.registersDocuments) return [];
  // A client that pulls diagnostics of these documents must be told to; one that waits for them need not.
  if (client.pullsDiagnostics && !client.registrable.has(DocumentDiagnosticRequest.method)) return [];
  const documentSelector = selectorOf(client);
  const requests = [...client.registrable].map((method) => ({
    method,
    options:
      method === DocumentDiagnosticRequest.method
        ? { identifier: "tofusmith-json", interFileDependencies: true, workspaceDiagnostics: false }
        : {},
  }));
  return [
    { method: DidOpenTextDocumentNotification.method, options: {} },
    { method: DidChangeTextDocumentNotification.method, options: { syncKind: TextDocumentSyncKind.Incremental } },
    { method: DidCloseTextDocumentNotification.method, options: {} },
    ...requests,
  ].map(({ method, options }) => ({ method, options: { ...options, documentSelector } }));
}

/** By name, whatever the language: people have settings that call these files other things than JSON. */
function selectorOf({ documents }: ClientFeatures): TextDocumentFilter[] {
  const schemes = new Set(documents.map(({ scheme }) => scheme));
  schemes.delete("untitled");
  if (schemes.size === 0) schemes.add("file");
  const pattern = `**/*{${jsonEndings.join(",")}}`;
  return [...schemes].map((scheme) => ({ scheme, pattern }));
}
