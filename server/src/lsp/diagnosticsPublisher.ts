// Diagnostics for the client: answers to its requests where it pulls them, else published by ourselves, never both.

import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import { bug } from "../base/bug.js";
import { checkFile, syntaxDiagnostics } from "../features/diagnostics.js";
import { jsonSyntaxRule } from "../features/jsonFindings.js";
import { nameOf } from "../model/uri.js";
import { isFoundByOthers, isServedByOthers } from "./companion.js";
import type { Session } from "./session.js";
import { diagnosticSource, toDiagnostic } from "./toProtocol.js";

/**
 * How long the first findings may wait for the rest of the module, in milliseconds. After that the syntax errors of the
 * document are reported alone, and everything else as soon as it is known.
 */
export const patience = 20;

/** The syntax errors of one file: all that can be said before its module has been read. `uri` is normalised. */
export function firstDiagnosticsOf(session: Session, uri: string): LspDiagnostic[] {
  const file = session.documents.get(uri)?.refusal === undefined ? session.snapshot().file(uri) : undefined;
  return file && !isServedByOthers(session, uri)
    ? syntaxDiagnostics(file).flatMap((diagnostic) => toDiagnostic(session, diagnostic) ?? [])
    : [];
}

/** Everything to report on one file now. `uri` is normalised. The module must have been read (`Session.ready`). */
export function diagnosticsOf(session: Session, uri: string): LspDiagnostic[] {
  const refusal = session.documents.get(uri)?.refusal;
  if (refusal !== undefined) return [refused(uri, refusal)];
  const snapshot = session.snapshot();
  const found = [...checkFile(snapshot, uri, session.settingsFor(uri).check), ...session.findings.of(uri)];
  const document = session.documents.get(uri);
  if (document && session.client.jsonCheckedLanguages.has(document.languageId)) {
    // The editor's own JSON service tells the same mistake in its own words.
    const own = found.filter(({ rule }) => rule !== jsonSyntaxRule);
    return own.flatMap((diagnostic) => toDiagnostic(session, diagnostic) ?? []);
  }
  const isShared = isServedByOthers(session, uri);
  const file = isShared ? snapshot.file(uri) : undefined;
  const own = isShared ? found.filter((diagnostic) => !isFoundByOthers(diagnostic, file)) : found;
  return own.flatMap((diagnostic) => toDiagnostic(session, diagnostic) ?? []);
}

function refused(uri: string, reason: string): LspDiagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: diagnosticSource,
    message: `${nameOf(uri)} ${reason}.`,
  };
}

/** How long a pause in typing lasts before diagnostics are published again, in milliseconds. */
const quiet = 50;

/** Keeps the client's diagnostics current. */
export interface DiagnosticsPublisher {
  /** Open documents, or files they depend on, have changed. */
  changed(): void;
  /** A document was opened: its diagnostics are wanted at once. */
  opened(): void;
  closed(clientUri: string): void;
  /** Something that no document shows has changed: settings, closed files, or the index is complete. */
  refresh(): void;
}

/** For clients that ask for diagnostics themselves: they only need to be told when to ask again. */
export function pullingPublisher(session: Session): DiagnosticsPublisher {
  return {
    changed() {},
    opened() {},
    closed() {},
    refresh() {
      if (!session.client.refreshesDiagnostics) return;
      session.connection.languages.diagnostics.refresh().catch((error: unknown) => {
        bug("asking the client to refresh its diagnostics failed", error);
      });
    },
  };
}

/** For clients that wait for diagnostics: publishes what has changed for any open document. */
export function pushingPublisher(session: Session): DiagnosticsPublisher {
  const published = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  const publish = (uri: string, diagnostics: LspDiagnostic[]) => {
    const document = session.documents.get(uri);
    if (!document) return;
    const { clientUri, version } = document;
    const content = JSON.stringify(diagnostics);
    if (published.get(clientUri) === content) return;
    published.set(clientUri, content);
    void session.connection.sendDiagnostics({ uri: clientUri, version, diagnostics });
  };
  const publishAll = async () => {
    timer = undefined;
    const mine = ++round;
    for (const { uri, clientUri } of session.documents.all()) {
      try {
        if (!published.has(clientUri) && !(await session.readyWithin(uri, patience))) {
          publish(uri, firstDiagnosticsOf(session, uri));
        }
        await session.ready(uri);
        // A newer round speaks of newer texts and has begun already.
        if (mine !== round) return;
        publish(uri, diagnosticsOf(session, uri));
      } catch (error) {
        session.reportFailure(`publishing diagnostics for ${uri} failed`, error);
      }
    }
  };
  const schedule = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void publishAll(), delay);
  };
  return {
    changed: () => schedule(quiet),
    opened: () => schedule(0),
    closed(clientUri) {
      if (published.delete(clientUri)) void session.connection.sendDiagnostics({ uri: clientUri, diagnostics: [] });
    },
    refresh: () => schedule(0),
  };
}
