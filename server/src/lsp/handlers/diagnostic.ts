// `textDocument/diagnostic`: the findings in one document, for clients that pull them.

import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver";
import { normalizeUri } from "../../model/uri.js";
import { diagnosticsOf, firstDiagnosticsOf, patience } from "../diagnosticsPublisher.js";
import { requestHandler } from "../handler.js";
import type { Session } from "../session.js";

interface Report {
  readonly id: string;
  readonly content: string;
}

/** The last report on each document, so that an equal one need not be sent again. */
const reports = new WeakMap<Session, Map<string, Report>>();

export const diagnostic = requestHandler(DocumentDiagnosticRequest.type, {
  capabilities: (client) =>
    client.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: "tofusmith",
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {},
  fallback: { kind: DocumentDiagnosticReportKind.Full, items: [] } as DocumentDiagnosticReport,
  document: ({ textDocument }) => textDocument.uri,
  // The report speaks of the text as it is when it is computed, whatever it was when it was asked for.
  positional: false,
  waits: false,
  async run({ textDocument, previousResultId }, { session }): Promise<DocumentDiagnosticReport> {
    const uri = normalizeUri(textDocument.uri);
    if (session.client.refreshesDiagnostics && !(await session.readyWithin(uri, patience))) {
      void session.ready(uri).then(() => session.diagnostics.refresh());
      // Without an id: the next report is sent whatever it holds.
      return { kind: DocumentDiagnosticReportKind.Full, items: firstDiagnosticsOf(session, uri) };
    }
    await session.ready(uri);
    const items = diagnosticsOf(session, uri);
    const content = JSON.stringify(items);
    const ofSession = reports.get(session) ?? new Map<string, Report>();
    reports.set(session, ofSession);
    const last = ofSession.get(uri);
    if (last && last.content === content && last.id === previousResultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.id };
    }
    const id = last?.content === content ? last.id : String(Number(last?.id ?? 0) + 1);
    ofSession.set(uri, { id, content });
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  },
});
