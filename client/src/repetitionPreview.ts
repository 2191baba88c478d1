// Shows an edit before it is made: every file as it is beside what it would be, in one editor of differences.
import * as vscode from "vscode";

const scheme = "tofusmith-edit";

/** What is used of a `WorkspaceEdit` of the protocol. */
interface WireEdit {
  readonly documentChanges?: readonly WireChange[];
}

type WireChange =
  | { readonly kind: "create" | "delete"; readonly uri: string }
  | { readonly kind: "rename"; readonly oldUri: string; readonly newUri: string }
  | { readonly kind?: undefined; readonly textDocument: { readonly uri: string }; readonly edits: readonly WireText[] };

interface WireText {
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
  readonly newText: string;
}

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** Gives the text that files would have. */
export class EditPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #texts = new Map<string, string>();
  #round = 0;

  dispose(): void {
    this.#registration.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Opens the editor of differences and gives the number of files; `edit` is one of the protocol. */
  async show(title: string, edit: unknown): Promise<number> {
    this.#round++;
    this.#texts.clear();
    const files = await filesAfter((edit as WireEdit).documentChanges ?? []);
    const rows = files.map(({ uri, before, after }) => {
      const shown = uri.with({ scheme, query: String(this.#round) });
      if (after !== undefined) this.#texts.set(shown.toString(), after);
      return [uri, before === undefined ? undefined : uri, after === undefined ? undefined : shown];
    });
    await vscode.commands.executeCommand("vscode.changes", title, rows);
    return files.length;
  }
}

interface FileAfter {
  readonly uri: vscode.Uri;
  /** Undefined for a file that is made. */
  readonly before: string | undefined;
  /** Undefined for a file that is deleted. */
  readonly after: string | undefined;
}

/** The files of an edit with their texts, in the order in which they are first changed. */
async function filesAfter(changes: readonly WireChange[]): Promise<readonly FileAfter[]> {
  const files = new Map<string, FileAfter>();
  for (const change of changes) {
    if ("textDocument" in change) {
      const { textDocument, edits } = change;
      const known = files.get(textDocument.uri) ?? (await read(textDocument.uri));
      files.set(textDocument.uri, { ...known, after: edited(known.after ?? known.before ?? "", edits) });
    } else if ("oldUri" in change) {
      const old = await read(change.oldUri);
      files.set(change.oldUri, old);
      files.set(change.newUri, { uri: vscode.Uri.parse(change.newUri), before: undefined, after: old.before ?? "" });
    } else if (change.kind === "create") {
      files.set(change.uri, { uri: vscode.Uri.parse(change.uri), before: undefined, after: "" });
    } else {
      files.set(change.uri, await read(change.uri));
    }
  }
  return [...files.values()];
}

async function read(uri: string): Promise<FileAfter> {
  const parsed = vscode.Uri.parse(uri);
  const text = (await vscode.workspace.openTextDocument(parsed)).getText();
  return { uri: parsed, before: text, after: undefined };
}

/** The text after edits that do not overlap, those at one place in the order given. */
function edited(text: string, edits: readonly WireText[]): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: WirePosition) =>
    Math.min((starts[line] ?? text.length) + character, text.length);
  const placed = edits.map(({ range, newText }, order) => ({
    start: offset(range.start),
    end: offset(range.end),
    newText,
    order,
  }));
  placed.sort((a, b) => a.start - b.start || a.order - b.order);
  let result = "";
  let at = 0;
  for (const { start, end, newText } of placed) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}
