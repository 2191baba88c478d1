// Converts a source change into a workspace edit, as well as the client can carry it out.

import type {
  Command,
  TextEdit as LspTextEdit,
  SnippetTextEdit,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { LineIndex } from "../base/lineIndex.js";
import type { FileOperation, SourceChange } from "../base/sourceChange.js";
import { applyEdits, sortEdits, type TextEdit } from "../base/textEdit.js";
import type { ClientCommands } from "../protocol.js";
import { ContentModified } from "./request.js";
import type { Session } from "./session.js";
import { linesOf, toPosition, toRange } from "./toProtocol.js";

const annotation = "tofusmith";
const question = "tofusmith.preview";

/** True where the client can carry the change out as one step; file operations need its support. */
export function canApply(session: Session, change: SourceChange): boolean {
  return change.operations.length === 0 || (session.client.documentChanges && session.client.fileOperations);
}

/**
 * The change as one workspace edit, with the versions of open documents. `title` is shown where the person is asked to
 * look before it is applied. Throws `ContentModified` where a file of the change is gone.
 */
export function toWorkspaceEdit(session: Session, change: SourceChange, title: string): WorkspaceEdit {
  const { client } = session;
  if (!client.documentChanges) {
    const changes: NonNullable<WorkspaceEdit["changes"]> = {};
    for (const { textDocument, edits } of documentEdits(session, change)) {
      changes[textDocument.uri] = edits.filter((edit) => "newText" in edit);
    }
    return { changes };
  }
  const asks = change.needsConfirmation === true && client.changeAnnotations;
  const annotationId = asks ? { annotationId: annotation } : {};
  const edit: WorkspaceEdit = {
    documentChanges: [
      ...change.operations.flatMap((operation) => toOperation(session, operation, annotationId)),
      ...documentEdits(session, change).map(({ textDocument, edits }) => ({
        textDocument,
        edits: edits.map((each) => ({ ...each, ...annotationId })),
      })),
    ],
  };
  if (!asks) return edit;
  const isTicked = client.leavesOutUnconfirmed && addQuestion(edit);
  edit.changeAnnotations = { [annotation]: { label: title, needsConfirmation: !isTicked } };
  if (isTicked)
    edit.changeAnnotations[question] = { label: "Look at the changes, then apply", needsConfirmation: true };
  return edit;
}

/**
 * Adds an edit of nothing that needs confirmation, so that a client which shows such edits unticked opens its preview
 * with all that is to be made ticked. False where there is no document to add it to.
 */
function addQuestion(edit: WorkspaceEdit): boolean {
  const last = edit.documentChanges?.findLast((change): change is TextDocumentEdit => "edits" in change);
  if (!last) return false;
  const start = { line: 0, character: 0 };
  last.edits = [{ range: { start, end: start }, newText: "", annotationId: question }, ...last.edits];
  return true;
}

const startRename = "tofusmith.startRename" satisfies keyof ClientCommands;

/** What the client does after the edit: it lets the person choose the name that the edit has made up. */
export function commandAfter(session: Session, change: SourceChange): Command | undefined {
  const { rename } = change;
  if (!rename || !session.client.commands.has(startRename)) return undefined;
  const created = change.operations.find((operation) => operation.kind === "create" && operation.uri === rename.uri);
  const before = created?.kind === "create" ? created.content : session.snapshot().entry(rename.uri)?.text;
  if (before === undefined) return undefined;
  const after = new LineIndex(applyEdits(before, change.edits.get(rename.uri) ?? []));
  const target: ClientCommands[typeof startRename] = [
    { uri: session.clientUri(rename.uri), position: toPosition(after, rename.offset) },
  ];
  return { title: "Choose the name", command: startRename, arguments: target };
}

function documentEdits(session: Session, change: SourceChange): TextDocumentEdit[] {
  return [...change.edits].map(([uri, edits]) => {
    const entry = session.snapshot().entry(uri);
    if (!entry) throw new ContentModified();
    const version = session.documents.get(uri)?.version ?? null;
    return {
      textDocument: { uri: session.clientUri(uri), version },
      edits: sortEdits(edits).map((edit) => toEdit(session, linesOf(entry), edit)),
    };
  });
}

/** One edit, with its tab stops where the client goes through them. */
function toEdit(
  session: Session,
  lines: LineIndex,
  { range, newText, snippet }: TextEdit,
): LspTextEdit | SnippetTextEdit {
  return snippet !== undefined && session.client.documentChanges && session.client.snippetEdits
    ? { range: toRange(lines, range), snippet: { kind: "snippet", value: snippet } }
    : { range: toRange(lines, range), newText };
}

function toOperation(
  session: Session,
  operation: FileOperation,
  annotationId: { readonly annotationId?: string },
): NonNullable<WorkspaceEdit["documentChanges"]> {
  const uri = session.clientUri(operation.uri);
  switch (operation.kind) {
    case "create": {
      const start = { line: 0, character: 0 };
      const insertion = { range: { start, end: start }, newText: operation.content, ...annotationId };
      return [
        { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false }, ...annotationId },
        { textDocument: { uri, version: null }, edits: [insertion] },
      ];
    }
    case "rename":
      return [{ kind: "rename", oldUri: uri, newUri: session.clientUri(operation.newUri), ...annotationId }];
    case "delete":
      return [{ kind: "delete", uri, ...annotationId }];
  }
}
