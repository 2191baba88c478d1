// Diagnostics over the protocol, pulled and pushed, from the bundled server.

import { afterEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { at, fullClient, pushedClient, waitFor } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const broken = 'resource "a" "b" {\n  name = \n}\n';
const whole = 'resource "a" "b" {\n  name = 1\n}\n';

describe("a client that pulls diagnostics", () => {
  it("gets them when it asks, and none by push", async () => {
    const folder = folderOf({ "main.tf": broken });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    expect(client.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    await client.open(uri, broken);
    const report = await client.pull(uri);
    expect(report.kind).toBe("full");
    const errors = report.items.filter(({ severity }) => severity === 1);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.source).toBe("tofusmith");
    expect(errors[0]?.codeDescription?.href).toContain(`#${errors[0]?.code}`);
    await client.edit(uri, [{ range: at(1, 9), text: "1" }]);
    expect((await client.pull(uri)).items.filter(({ severity }) => severity === 1)).toEqual([]);
    expect(client.published.size).toBe(0);
  });

  it("is told when nothing has changed since its last request", async () => {
    const folder = folderOf({ "main.tf": broken });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, broken);
    const first = await client.pull(uri);
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    await client.edit(uri, [{ text: whole }]);
    expect((await client.pull(uri, first.resultId)).kind).toBe("full");
  });

  it("gets syntax errors at once in a module that takes long to read, and the rest after a refresh", async () => {
    const block =
      'resource "aws_eip" "e" {\n  count = var.on ? 1 : 0\n  tags  = { for k, v in var.tags : k => upper(v) }\n}\n';
    const siblings = Array.from(
      { length: 60 },
      (_, i) => [`f${i}.tf`, block.replace('"e"', `"e${i}"`).repeat(40)] as const,
    );
    const folder = folderOf({ "main.tf": "", ...Object.fromEntries(siblings) });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, broken);
    expect((await client.pullOnce(uri)).items.filter(({ severity }) => severity === 1)).toHaveLength(1);
    await client.edit(uri, [{ text: `${block}variable "on" {\n  type = bool\n}\n` }]);
    const started = client;
    const { resultId } = await client.pullOnce(uri);
    expect((await client.pull(uri)).items.map(({ code }) => code)).toContain("count-instead-of-enabled");
    if (resultId === undefined) await expect.poll(() => started.refreshes).toBeGreaterThan(0);
  });

  it("is asked to refresh when the workspace has been read", async () => {
    const folder = folderOf({ "main.tf": whole, "other/main.tf": whole });
    client = await TestClient.start({ folders: [folder] });
    const started = client;
    await waitFor("a refresh", () => (started.refreshes > 0 ? true : undefined));
    expect(started.statuses.some(({ index }) => JSON.stringify(index) === '{"done":2,"total":2}')).toBe(true);
  });
});

describe("a client that does not pull diagnostics", () => {
  it("gets them pushed with the version they speak of", async () => {
    const folder = folderOf({ "main.tf": whole });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder], capabilities: pushedClient });
    expect(client.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(uri, broken);
    await client.waitForPublished(uri, (found) => found.some(({ severity }) => severity === 1));
    await client.edit(uri, [{ text: whole }]);
    await client.waitForPublished(uri, (found) => found.every(({ severity }) => severity !== 1));
    expect(client.published.get(uri)?.version).toBe(2);
    await client.close(uri);
    await client.waitForPublished(uri, (found) => found.length === 0);
  });
});

describe("documents", () => {
  it("are synchronised incrementally in UTF-16", async () => {
    const folder = folderOf({});
    const uri = uriOf(folder, "values.tfvars");
    client = await TestClient.start({ folders: [folder] });
    // The emoji is two code units, so that the range of its line's last quote starts at 9.
    await client.open(uri, 'a = "x"\nb = "🙂é"\nc = [1\n', "opentofu-vars");
    await client.edit(uri, [
      { range: { start: { line: 1, character: 8 }, end: { line: 1, character: 9 } }, text: '!" # "' },
      { range: at(2, 6), text: "]" },
    ]);
    const tree = await client.request<string>("tofusmith/syntaxTree", { textDocument: { uri } });
    expect(tree).toContain('TemplateLiteral [2:6-2:10] "🙂é!"');
    expect((await client.pull(uri)).items.filter(({ severity }) => severity === 1)).toEqual([]);
  });

  it("keep their client's spelling of the URI", async () => {
    const folder = folderOf({ "a b.tf": broken });
    const uri = uriOf(folder, "a b.tf").replace("%20", " ");
    client = await TestClient.start({ folders: [folder], capabilities: pushedClient });
    await client.open(uri, broken);
    await client.waitForPublished(uri, (found) => found.length > 0);
  });

  it("outside of any folder are analysed with their directory", async () => {
    const folder = folderOf({ "main.tf": broken });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [] });
    await client.open(uri, broken);
    expect((await client.pull(uri)).items.length).toBeGreaterThan(0);
  });

  it("that were never saved are analysed by their language", async () => {
    client = await TestClient.start({ folders: [], capabilities: fullClient });
    await client.open("untitled:Untitled-1", broken);
    expect((await client.pull("untitled:Untitled-1")).items.length).toBeGreaterThan(0);
  });
});
