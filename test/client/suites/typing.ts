// What VS Code itself does while one types, by our grammars and language configuration: pairs, Enter, words.
import assert from "node:assert/strict";
import { afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll } from "../editor.js";

/** Types `keys` at the `|` of a text and returns the text with the cursor as `|`. */
async function typed(text: string, keys: string): Promise<string> {
  const at = text.indexOf("|");
  const content = text.slice(0, at) + text.slice(at + 1);
  const { document, editor } = await freshEditor(content);
  editor.selection = new vscode.Selection(document.positionAt(at), document.positionAt(at));
  for (const key of keys) await vscode.commands.executeCommand("type", { text: key });
  const cursor = document.offsetAt(editor.selection.active);
  return `${document.getText().slice(0, cursor)}|${document.getText().slice(cursor)}`;
}

/**
 * An editor with just this content. VS Code gives a new untitled document the name of one that was just closed, and now
 * and then its text as well; such a document is closed again.
 */
async function freshEditor(content: string): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  for (let tries = 0; tries < 20; tries++) {
    const document = await vscode.workspace.openTextDocument({ language: "opentofu", content });
    const editor = await vscode.window.showTextDocument(document);
    if (document.getText() === content && vscode.window.activeTextEditor === editor) return { document, editor };
    await closeAll();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no editor with the content wanted");
}

/** What is typed where, and what stands there afterwards. */
const cases: readonly (readonly [what: string, before: string, keys: string, after: string])[] = [
  ["closes a quote", "a = |\n", '"', 'a = "|"\n'],
  ["closes a label's quote", "resource |\n", '"', 'resource "|"\n'],
  ["closes a block's brace", "locals |\n", "{", "locals {|}\n"],
  ["closes an interpolation in a string", 'a = "x|"\n', "${", 'a = "x${|}"\n'],
  ["closes a directive in a string", 'a = "x|"\n', "%{", 'a = "x%{|}"\n'],
  ["leaves a lone brace in a string", 'a = "x|"\n', "{", 'a = "x{|"\n'],
  ["closes a quote in an interpolation", 'a = "${f(|)}"\n', '"', 'a = "${f("|")}"\n'],
  ["leaves an interpolation in a comment", "# x |\n", "${", "# x ${|\n"],
  ["leaves a quote in a comment", "# x |\n", '"', '# x "|\n'],
  ["leaves a quote in a heredoc", "a = <<EOF\nx |\nEOF\n", '"', 'a = <<EOF\nx "|\nEOF\n'],
  ["closes an interpolation in a heredoc", "a = <<EOF\nx |\nEOF\n", "${", "a = <<EOF\nx ${|}\nEOF\n"],
  ["closes a quote after a heredoc", 'a = <<EOF\n"\nEOF\nb = |\n', '"', 'a = <<EOF\n"\nEOF\nb = "|"\n'],
  ["closes a quote in a JSON heredoc", "a = <<JSON\n{ | }\nJSON\n", '"', 'a = <<JSON\n{ "|" }\nJSON\n'],
  ["indents between braces", "a {|}\n", "\n", "a {\n  |\n}\n"],
  ["indents between brackets once", "a = [{|}]\n", "\n", "a = [{\n  |\n}]\n"],
  ["leaves a brace in a comment alone", "# a {|\n", "\n", "# a {\n|\n"],
  ["continues a comment that is broken in two", "  # one |two\n", "\n", "  # one \n  # |two\n"],
  ["ends a comment at its end", "  # one|\n", "\n", "  # one\n  |\n"],
  ["moves a closing bracket out", "a = [\n  1\n  |\n", "]", "a = [\n  1\n]|\n"],
];

describe("typing", () => {
  before("the grammar is loaded", async () => {
    // VS Code loads a grammar with the first document of its language, and says nowhere when it has.
    for (let tries = 0; (await typed("# |\n", '"')) !== '# "|\n'; tries++) {
      assert.ok(tries < 100, "quotes in comments are still closed");
      await closeAll();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  afterEach(closeAll);

  for (const [what, start, keys, end] of cases) {
    it(what, async () => assert.equal(await typed(start, keys), end));
  }

  it("takes a hyphenated name for one word", async () => {
    const content = "a = aws_x.front-end.id\n";
    const document = await vscode.workspace.openTextDocument({ language: "opentofu", content });
    const word = document.getWordRangeAtPosition(document.positionAt(content.indexOf("end")));
    assert.equal(document.getText(word), "front-end");
  });
});
