// JSON and YAML on their way in and out: pasted as HCL, and copied from HCL.
import * as vscode from "vscode";
import type * as protocol from "../../server/src/protocol.js";
import type { Session } from "./client.js";

const pasteMethod: protocol.Methods["pasteForms"] = "tofusmith/pasteForms";
const copyMethod: protocol.Methods["copyAs"] = "tofusmith/copyAs";

/** Longer texts are pasted as they are: nobody converts a data dump by pasting it. */
const longest = 500_000;

/** Registers the paste edit, and the commands that do the same on request. */
export function registerPaste(session: Promise<Session>): vscode.Disposable {
  // Not below `text`: an edit that yields to plain text would yield to itself then, and be the one that is taken.
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append("tofusmith", "hcl");
  const formsAt = async (document: vscode.TextDocument, position: vscode.Position, text: string) => {
    if (text.length > longest) return [];
    const params: protocol.PasteFormsParams = {
      textDocument: { uri: (await session).uri(document.uri) },
      position: { line: position.line, character: position.character },
      text,
    };
    return (await session).request<readonly protocol.PasteForm[]>(pasteMethod, params);
  };
  const provider: vscode.DocumentPasteEditProvider = {
    async provideDocumentPasteEdits(document, [range], transfer, _context, token) {
      const text = await transfer.get("text/plain")?.asString();
      if (!range || !text || token.isCancellationRequested) return [];
      const forms = await formsAt(document, range.start, text);
      return forms.map((form) => {
        const edit = new vscode.DocumentPasteEdit(form.text, form.title, kind);
        // Offered, never done unasked: what was copied is what is pasted.
        edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
        return edit;
      });
    },
  };
  return vscode.Disposable.from(
    whileServing(session, (selector) =>
      vscode.languages.registerDocumentPasteEditProvider(selector, provider, {
        providedPasteEditKinds: [kind],
        pasteMimeTypes: ["text/plain"],
      }),
    ),
    vscode.commands.registerTextEditorCommand("tofusmith.pasteAsHcl", async (editor) => {
      const { document, selection } = editor;
      const text = await vscode.env.clipboard.readText();
      const forms = await formsAt(document, selection.start, text);
      const form = forms.length > 1 ? await choose(forms) : forms[0];
      if (form) await editor.edit((edit) => edit.replace(selection, form.text));
      else if (forms.length === 0) {
        void vscode.window.showInformationMessage(
          "The clipboard holds no JSON or YAML that HCL can say at this place.",
        );
      }
    }),
    vscode.commands.registerTextEditorCommand("tofusmith.copyAsJson", (editor) => copyAs(session, editor, "json")),
    vscode.commands.registerTextEditorCommand("tofusmith.copyAsYaml", (editor) => copyAs(session, editor, "yaml")),
  );
}

async function choose(forms: readonly protocol.PasteForm[]): Promise<protocol.PasteForm | undefined> {
  const items = forms.map((form) => ({ label: form.title, form }));
  return (await vscode.window.showQuickPick(items))?.form;
}

async function copyAs(
  session: Promise<Session>,
  { document, selection }: vscode.TextEditor,
  format: protocol.CopyAsParams["format"],
): Promise<void> {
  const { start, end } = selection;
  const params: protocol.CopyAsParams = {
    textDocument: { uri: (await session).uri(document.uri) },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
    format,
  };
  const text = await (await session).request<string | null>(copyMethod, params);
  if (text === null) {
    void vscode.window.showInformationMessage("Select a value without references to copy it as JSON or YAML.");
    return;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied as ${format === "json" ? "JSON" : "YAML"}.`, 3000);
}

/** Registers for the documents that the session serves, anew whenever these change. */
function whileServing(
  session: Promise<Session>,
  register: (selector: vscode.DocumentSelector) => vscode.Disposable,
): vscode.Disposable {
  let current: vscode.Disposable | undefined;
  let listening: vscode.Disposable | undefined;
  let isDisposed = false;
  void session.then((started) => {
    const renew = () => {
      current?.dispose();
      current = isDisposed ? undefined : register(started.selector());
    };
    renew();
    listening = started.onRestart(renew);
  });
  return new vscode.Disposable(() => {
    isDisposed = true;
    current?.dispose();
    listening?.dispose();
  });
}
