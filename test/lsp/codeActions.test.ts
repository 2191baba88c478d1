// Code actions over the protocol: the light bulb, the menu, refusals, and edits that are computed when one is chosen.

import { afterEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { at, fullClient, type WireAction } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const main = [
  'resource "aws_eip" "nat" {',
  "  count  = var.nat ? 1 : 0",
  '  domain = "vpc"',
  "}",
  "",
  'variable "nat" {',
  "  type = bool",
  "}",
  "",
].join("\n");
const outputs = 'output "ip" {\n  value = var.nat ? aws_eip.nat[0].id : null\n}\n';
const refused = 'resource "aws_eip" "many" {\n  count = 3\n}\n';
const title = "Use `lifecycle.enabled` instead of `count`";

async function startWithModule(
  capabilities: unknown = fullClient,
): Promise<{ uri: string; other: string; opened: TestClient }> {
  const folder = folderOf({ "main.tf": main, "outputs.tf": outputs });
  client = await TestClient.start({ folders: [folder], capabilities });
  const uri = uriOf(folder, "main.tf");
  await client.open(uri, main);
  return { uri, other: uriOf(folder, "outputs.tf"), opened: client };
}

function named(actions: readonly WireAction[], text: string): WireAction {
  const found = actions.find((action) => action.title.includes(text));
  if (!found) throw new Error(`no action ${text} among ${actions.map((action) => action.title).join("; ")}`);
  return found;
}

describe("code actions", () => {
  it("are offered with their finding and edited across files when chosen", async () => {
    const { uri, other, opened } = await startWithModule();
    const { items } = await opened.pull(uri);
    const actions = await opened.actions(uri, at(1, 4), { diagnostics: items, triggerKind: 2 });
    const action = named(actions, title);
    expect(action.kind).toBe("quickfix");
    expect(action.diagnostics?.map(({ code }) => code)).toEqual(["count-instead-of-enabled"]);
    expect(action.edit).toBeUndefined();
    const { edit } = await opened.resolve(action);
    const documents = edit?.documentChanges ?? [];
    expect(new Set(documents.map(({ textDocument }) => textDocument))).toEqual(
      new Set([
        { uri, version: 1 },
        { uri: other, version: null },
      ]),
    );
    expect(documents.find(({ textDocument }) => textDocument?.uri === other)?.edits).toEqual([
      { range: { start: { line: 1, character: 31 }, end: { line: 1, character: 34 } }, newText: "" },
    ]);
  });

  it("of the automatic light bulb are quick fixes only", async () => {
    const { uri, opened } = await startWithModule();
    const kinds = async (context: Record<string, unknown>) =>
      (await opened.actions(uri, at(1, 4), context)).map(({ kind }) => kind.split(".")[0]);
    expect(new Set(await kinds({ triggerKind: 2 }))).toEqual(new Set(["quickfix"]));
    expect(new Set(await kinds({ triggerKind: 1, only: ["refactor"] }))).not.toContain("quickfix");
    expect(await kinds({ triggerKind: 1, only: ["source.organizeImports"] })).toEqual([]);
    const titles = (await opened.actions(uri, at(1, 4))).map((action) => action.title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("that are not possible are shown under Refactor with the reason", async () => {
    const folder = folderOf({ "main.tf": refused });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, refused);
    const actions = await client.actions(uri, at(1, 4), { triggerKind: 1 });
    const refusal = actions.find(({ disabled }) => disabled !== undefined);
    expect(refusal?.kind).toMatch(/^refactor\.rewrite/);
    expect(refusal?.disabled?.reason).toMatch(/\.$/);
    expect((await client.actions(uri, at(1, 4), { triggerKind: 2 })).filter(({ disabled }) => disabled)).toEqual([]);
    const hover = await client.request<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri },
      position: { line: 1, character: 4 },
    });
    expect(hover.contents.value).toContain(refusal?.disabled?.reason);
  });

  it("that are not possible are told with their reasons by a command, where the client has it", async () => {
    const folder = folderOf({ "main.tf": refused });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({
      folders: [folder],
      initializationOptions: { trusted: true, commands: ["tofusmith.showRefusals"] },
    });
    await client.open(uri, refused);
    const actions = await client.actions(uri, at(1, 4), { triggerKind: 1, only: ["refactor"] });
    const refusals = actions.flatMap(({ title, disabled }) => (disabled ? [{ title, reason: disabled.reason }] : []));
    expect(refusals.length).toBeGreaterThan(0);
    const told = actions.filter(({ command }) => command?.command === "tofusmith.showRefusals");
    expect(told.map(({ command, kind }) => ({ kind, arguments: command?.arguments }))).toEqual([
      { kind: "refactor", arguments: [refusals] },
    ]);
    // Nobody has asked for refactors here.
    const uninvited = await client.actions(uri, at(1, 4), { triggerKind: 1 });
    expect(uninvited.filter(({ command }) => command)).toEqual([]);
  });

  it("start a rename where they have made up a name", async () => {
    const text = 'locals {\n  a = upper("x")\n}\n';
    const folder = folderOf({ "main.tf": text });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({
      folders: [folder],
      initializationOptions: { trusted: true, commands: ["tofusmith.startRename"] },
    });
    await client.open(uri, text);
    const range = { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } };
    const chosen = await client.resolve(named(await client.actions(uri, range, { triggerKind: 1 }), "to `local."));
    expect(chosen.command).toMatchObject({
      command: "tofusmith.startRename",
      arguments: [{ uri, position: { line: 1, character: 22 } }],
    });
  });

  it("of created files ask first, with everything ticked where the client leaves out what is not", async () => {
    const parts = { "main.tf": 'variable "on" {\n  type = bool\n}\n\nmodule "m" {\n  source = "./m"\n}\n' };
    const child = { "m/main.tf": 'resource "terraform_data" "x" {\n  input = 1\n}\n' };
    for (const leavesOutUnconfirmed of [false, true]) {
      const folder = folderOf({ ...parts, ...child });
      client = await TestClient.start({ folders: [folder], initializationOptions: { leavesOutUnconfirmed } });
      const uri = uriOf(folder, "main.tf");
      await client.open(uri, parts["main.tf"]);
      const action = named(await client.actions(uri, at(4, 0)), "Inline the module call");
      const { edit } = await client.resolve(action);
      const asking = Object.entries(edit?.changeAnnotations ?? {}).flatMap(([id, one]) =>
        one.needsConfirmation ? [id] : [],
      );
      const edits = (edit?.documentChanges ?? []).flatMap((change) => [change, ...(change.edits ?? [])]);
      const asked = edits.filter((one) => "annotationId" in one && asking.includes(one.annotationId ?? ""));
      const isNothing = asked.every((one) => "newText" in one && one.newText === "");
      expect(asked.length).toBeGreaterThan(0);
      expect(isNothing).toBe(leavesOutUnconfirmed);
      await client.stop();
    }
  });

  it("that write placeholders have tab stops where the client goes through them", async () => {
    const text = 'output "a" {\n}\n';
    const folder = folderOf({ "main.tf": text });
    const uri = uriOf(folder, "main.tf");
    const { workspace } = fullClient;
    const knowing = { ...workspace, workspaceEdit: { ...workspace.workspaceEdit, snippetEditSupport: true } };
    for (const [capabilities, expected] of [
      [{ ...fullClient, workspace: knowing }, { snippet: { kind: "snippet", value: "  value = ${1:null}\n" } }],
      [fullClient, { newText: "  value = null\n" }],
    ] as const) {
      client = await TestClient.start({ folders: [folder], capabilities });
      await client.open(uri, text);
      const { edit } = await client.resolve(named(await client.actions(uri, at(0, 11)), "Add `value`"));
      expect(edit?.documentChanges?.[0]?.edits).toEqual([{ range: at(1, 0), ...expected }]);
      await client.stop();
    }
  });

  it("mend all findings of a kind in the module and in the workspace", async () => {
    const text = 'locals {\n  a = "${var.a}"\n  b = "${var.a}"\n}\nvariable "a" {\n  type = string\n}\n';
    const folder = folderOf({ "main.tf": text, "other/main.tf": text });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, text);
    await expect
      .poll(async () => (await client?.actions(uri, at(1, 8)))?.map((action) => action.title))
      .toEqual(
        expect.arrayContaining([
          "Fix all 2 of `interpolation-only` in this module",
          "Fix all of `interpolation-only` in the workspace",
        ]),
      );
    const actions = await client.actions(uri, at(1, 8));
    const edited = async (title: string) => {
      const { edit } = (await client?.resolve(named(actions, title))) ?? {};
      return (edit?.documentChanges ?? []).map(({ textDocument, edits }) => [textDocument?.uri, edits?.length]);
    };
    expect(await edited("in this module")).toEqual([[uri, 2]]);
    expect(await edited("in the workspace")).toEqual(
      expect.arrayContaining([
        [uri, 2],
        [uriOf(folder, "other/main.tf"), 2],
      ]),
    );
  });

  it("answer ContentModified when their file has changed since", async () => {
    const { uri, opened } = await startWithModule();
    const action = named(await opened.actions(uri, at(1, 4)), title);
    await opened.edit(uri, [{ range: at(0, 0), text: "# new\n" }]);
    await expect(opened.resolve(action)).rejects.toMatchObject({ code: -32801 });
  });

  it("answer ContentModified when another file of the edit has changed since", async () => {
    const { uri, other, opened } = await startWithModule();
    await opened.open(other, outputs);
    const action = named(await opened.actions(uri, at(1, 4)), title);
    await opened.edit(other, [{ range: at(0, 0), text: "# new\n" }]);
    await expect(opened.resolve(action)).rejects.toMatchObject({ code: -32801 });
    const again = await opened.resolve(named(await opened.actions(uri, at(1, 4)), title));
    expect(again.edit?.documentChanges?.map(({ textDocument }) => textDocument)).toContainEqual({
      uri: other,
      version: 2,
    });
  });

  it("come with their edit for a client that does not resolve, in the shape it knows", async () => {
    const { textDocument, workspace } = fullClient;
    const { resolveSupport: _, ...codeAction } = textDocument.codeAction;
    const { uri, other, opened } = await startWithModule({
      textDocument: { ...textDocument, codeAction },
      workspace: { ...workspace, workspaceEdit: {} },
    });
    const action = named(await opened.actions(uri, at(1, 4)), title);
    expect(new Set(Object.keys(action.edit?.changes ?? {}))).toEqual(new Set([uri, other]));
    expect(action.data).toBeUndefined();
  });
});

describe("requests", () => {
  it("that are cancelled answer so", async () => {
    const { uri, opened } = await startWithModule();
    const { CancellationTokenSource } = await import("vscode-jsonrpc");
    const source = new CancellationTokenSource();
    // Keeps the server busy until the cancellation has arrived behind the request.
    await opened.edit(uri, [{ text: main.replaceAll("nat", "gateway").repeat(5000) }]);
    const answer = opened.connection.sendRequest(
      "textDocument/codeAction",
      { textDocument: { uri }, range: at(1, 4), context: { diagnostics: [] } },
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });
});
