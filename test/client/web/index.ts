// The suite for VS Code's extension host in the browser: VS Code calls `run`. The product's browser entry is installed,
// and the folder is on no disk.
import * as vscode from "vscode";
import type { Api } from "../../../client/src/activation.js";
import {
  actionsAt,
  closeAll,
  diagnosticsOf,
  extensionId,
  extensionUnderTest,
  find,
  inWorkspace,
  open,
  untilAnswered,
} from "../editor.js";
import type { Results, TestResult } from "../index.js";
import { scheme } from "./memoryFiles.js";

const flagship = "Use `lifecycle.enabled` instead of `count`";

const tests: Readonly<Record<string, () => Promise<void>>> = {
  async "has neither Node nor a disk"() {
    equal(vscode.env.uiKind, vscode.UIKind.Web);
    equal(vscode.env.remoteName, undefined);
    equal(typeof (globalThis as { require?: unknown }).require, "undefined");
    equal(vscode.workspace.workspaceFolders?.map(({ uri }) => uri.scheme).join(), scheme);
  },

  async "shows what is wrong, and nothing any more once it is put right"() {
    const { document } = await open("broken/main.tf");
    const found = await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
    equal(found[0]?.severity, vscode.DiagnosticSeverity.Error);
    equal(extensionUnderTest().isActive, true);
    const closing = new vscode.WorkspaceEdit();
    closing.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, "}\n");
    equal(await vscode.workspace.applyEdit(closing), true);
    await diagnosticsOf(document.uri, "no diagnostics after the block is closed", (all) => all.length === 0);
  },

  async formats() {
    const { document } = await open("unformatted/main.tf");
    const edits = await untilAnswered("formatting edits", async () => {
      const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        "vscode.executeFormatDocumentProvider",
        document.uri,
        { tabSize: 2, insertSpaces: true },
      );
      return found && found.length > 0 ? found : undefined;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    equal(await vscode.workspace.applyEdit(edit), true);
    equal(document.getText(), await expected("unformatted/main.tf"));
  },

  async "turns count into enabled in every file, and the bytes reach the file system"() {
    const { document } = await open("toggle/main.tf");
    await diagnosticsOf(document.uri, "the hint", (all) => all.some(({ code }) => codeOf(code).includes("count")));
    const action = await untilAnswered("the action with its edit", async () => {
      const offered = await actionsAt(document.uri, find(document, "count"), vscode.CodeActionKind.QuickFix);
      return offered.find(({ title, edit }) => title === flagship && edit !== undefined);
    });
    if (!action.edit) throw new Error("the action has no edit");
    equal(action.edit.entries().length, 2);
    equal(await vscode.workspace.applyEdit(action.edit), true);
    for (const file of ["toggle/main.tf", "toggle/outputs.tf"]) {
      // A file that had no editor gets one a little later: documents are saved, not editors.
      equal(await (await vscode.workspace.openTextDocument(inWorkspace(file))).save(), true);
      equal(await stored(file), await expected(file));
    }
  },

  async "sees what changes outside of the editor"() {
    const { document } = await open("terraform/main.tf");
    const added = inWorkspace("terraform/broken.tf");
    await diagnosticsOf(document.uri, "the first report", () => true);
    await vscode.workspace.fs.writeFile(added, new TextEncoder().encode(`locals {\n  kept = var.added_later\n}\n`));
    await vscode.workspace.fs.writeFile(
      inWorkspace("terraform/variables.tf"),
      new TextEncoder().encode('variable "added_later" {\n  type = string\n}\n'),
    );
    const variables = await open("terraform/variables.tf");
    await untilAnswered("a reference in the new file", async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        "vscode.executeReferenceProvider",
        variables.document.uri,
        find(variables.document, "added_later").start,
      );
      return found.some(({ uri }) => uri.path === added.path) ? true : undefined;
    });
  },

  async "lists what is written more than once, and keeps a baseline"() {
    const rule = "repeated-expression";
    const listed = () => (extensionUnderTest().exports as Api).repetition().items.find((item) => item.rule === rule);
    await vscode.commands.executeCommand("tofusmith.searchRepetition");
    const repetition = await untilAnswered("the list", async () => listed());
    equal(repetition.sites.length, 5);
    await vscode.commands.executeCommand("tofusmith.keepRepetition", { kind: "repetition", repetition });
    equal((await stored(".tofusmith-dry-baseline.json")).includes(rule), true);
    equal(listed(), undefined);
    await vscode.workspace.fs.delete(inWorkspace(".tofusmith-dry-baseline.json"));
  },

  async "works on after the server is restarted"() {
    const { document } = await open("broken/main.tf");
    await vscode.commands.executeCommand("tofusmith.restartServer");
    await diagnosticsOf(document.uri, "a syntax error", (all) => all.length > 0);
  },

  async "indexes the workspace in workers, without a complaint"() {
    await untilAnswered("a declaration of a closed file", async () => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        "vscode.executeWorkspaceSymbolProvider",
        "log_id",
      );
      return found.some(({ location }) => location.uri.path.endsWith("toggle/outputs.tf")) ? true : undefined;
    });
    // What the restart wrote shows that this is our log; it is written a little later.
    const log = await untilAnswered("the log", async () => {
      const text = await output();
      return text.includes("Restarting the language server") ? text : undefined;
    });
    equal(log.includes("index worker failed"), false);
    equal(log.includes("Uncaught"), false);
  },
};

/** Runs all tests and hands the results to the page's server; rejects when one fails. */
export async function run(): Promise<void> {
  const results: TestResult[] = [];
  for (const [name, test] of Object.entries(tests)) {
    const title = `in the browser ${name}`;
    const start = performance.now();
    const end = () => Math.round(performance.now() - start);
    try {
      await test();
      results.push({ title, state: "passed", milliseconds: end() });
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ title, state: "failed", milliseconds: end(), error: `${told}\n${await output()}` });
    } finally {
      await closeAll();
    }
  }
  const all: Results = { vscode: vscode.version, node: "none", tests: results };
  await fetch(fromServer("results"), { method: "POST", body: JSON.stringify(all) });
  if (results.some(({ state }) => state === "failed")) throw new Error("tests failed");
}

function equal(actual: unknown, wanted: unknown): void {
  if (actual !== wanted) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(wanted)}`);
}

function codeOf(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

/** An address of the page's server: it serves this suite, the product and what is expected. */
function fromServer(name: string): string {
  const product = vscode.extensions.getExtension(extensionId);
  if (!product) throw new Error(`${extensionId} is not installed`);
  return vscode.Uri.joinPath(product.extensionUri, "..", name).toString();
}

async function expected(file: string): Promise<string> {
  const texts = (await (await fetch(fromServer("expected.json"))).json()) as Record<string, string>;
  return texts[`/${file}`] ?? `no expectation for ${file}`;
}

/** A file's text as it is stored. */
async function stored(file: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(file)));
}

/** What our output channel shows; empty where it is not there. */
async function output(): Promise<string> {
  await vscode.commands.executeCommand("tofusmith.showOutput");
  const ours = vscode.workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === "output" && uri.path.includes(extensionId),
  );
  return ours.map((document) => document.getText()).join("\n");
}
