// Converts results with offsets into the protocol's shapes. Together with `fromProtocol.ts`, the only such place.

import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
  DiagnosticTag as LspDiagnosticTag,
  type TextEdit as LspTextEdit,
  type Position,
  type Range,
} from "vscode-languageserver";
import { LineIndex } from "../base/lineIndex.js";
import type { TextRange } from "../base/range.js";
import { sortEdits, type TextEdit } from "../base/textEdit.js";
import type { Diagnostic, DiagnosticTag, Severity } from "../features/diagnostic.js";
import { derived } from "../model/derived.js";
import type { FileEntry } from "../model/workspace.js";
import type { Session } from "./session.js";

/** What every diagnostic of ours names as its source. */
export const diagnosticSource = "tofusmith";

const documentation = "https://github.com/tofusmith/tofusmith/blob/main/docs/rules.md";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<DiagnosticTag, LspDiagnosticTag>> = {
  unnecessary: LspDiagnosticTag.Unnecessary,
  deprecated: LspDiagnosticTag.Deprecated,
};

/** The lines of a file's text, computed once for each text. */
export const linesOf = derived((entry: FileEntry) => new LineIndex(entry.text));

export function toPosition(lines: LineIndex, offset: number): Position {
  const { line, column } = lines.position(offset);
  return { line, character: column };
}

export function toRange(lines: LineIndex, range: TextRange): Range {
  return { start: toPosition(lines, range.start), end: toPosition(lines, range.end) };
}

/** Edits in the order of the text, those at one place in the order they were given in. */
export function toTextEdits(lines: LineIndex, edits: readonly TextEdit[]): LspTextEdit[] {
  return sortEdits(edits).map(({ range, newText }) => ({ range: toRange(lines, range), newText }));
}

/** A finding; undefined where its file is not known any more. */
export function toDiagnostic(session: Session, diagnostic: Diagnostic): LspDiagnostic | undefined {
  const entry = session.snapshot().entry(diagnostic.uri);
  if (!entry) return undefined;
  const { client } = session;
  const related = client.relatedInformation ? diagnostic.related.flatMap((each) => toRelated(session, each)) : [];
  return {
    range: toRange(linesOf(entry), diagnostic.range),
    severity: severities[diagnostic.severity],
    code: diagnostic.rule,
    ...(client.codeDescription ? { codeDescription: { href: `${documentation}#${diagnostic.rule}` } } : {}),
    source: diagnosticSource,
    message: diagnostic.message,
    ...(diagnostic.tags.length > 0 ? { tags: diagnostic.tags.map((tag) => tags[tag]) } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

function toRelated(session: Session, related: Diagnostic["related"][number]): DiagnosticRelatedInformation[] {
  const entry = session.snapshot().entry(related.uri);
  if (!entry) return [];
  const location = { uri: session.clientUri(related.uri), range: toRange(linesOf(entry), related.range) };
  return [{ location, message: related.message }];
}
