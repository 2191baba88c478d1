// Diagnostics for the client: answers to its requests where it pulls them, else published by ourselves, never both.

import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import { bug } from "../base/bug.js";
import { checkFile } from "../features/diagnostics.js";
import { nameOf } from "../model/uri.js";
import type { Session } from "./session.js";
import { diagnosticSource, toDiagnostic } from "./toProtocol.js";

/** Everything to report on one file now. `uri` is normalised. The module must have been read (`Session.ready`). */
export function diagnosticsOf(session: Session, uri: string): LspDiagnostic[] {
  const refusal = session.documents.get(uri)?.refusal;
  if (refusal !== undefined) return [refused(uri, refusal)];
  const snapshot = session.snapshot();
  const found = [...checkFile(snapshot, uri, session.settingsFor(uri).check), ...session.findings.of(uri)];
  return found.flatMap((diagnostic) => toDiagnostic(session, diagnostic) ?? []);
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
  let timer: unknown;
  let round = 0;

  const publishAll = async () => {
    timer = undefined;
    const mine = ++round;
    for (const { uri, clientUri } of session.documents.all()) {
      try {
        await session.ready(uri);
        // A newer round speaks of newer texts and has begun already.
        if (mine !== round) return;
        const document = session.documents.get(uri);
        if (!document) continue;
        const diagnostics = diagnosticsOf(session, uri);
        const content = JSON.stringify(diagnostics);
        if (published.get(clientUri) === content) continue;
        published.set(clientUri, content);
        await session.connection.sendDiagnostics({ uri: clientUri, version: document.version, diagnostics });
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
