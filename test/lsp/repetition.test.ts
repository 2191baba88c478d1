// Repetition over the protocol: hints in open files, the list behind the view, edits, and the baseline.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { CancellationTokenSource } from "vscode-jsonrpc/node.js";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { type WireAction, type WireDiagnostic, type WireRange, waitFor } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const data = join(import.meta.dirname, "data/repetition");
const main = readFileSync(join(data, "main.tf"), "utf8");
const backups = readFileSync(join(data, "backups.tf"), "utf8");
const rule = "repeated-expression";
const baselineName = ".tofusmith-dry-baseline.json";

interface Item {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly excerpt?: string;
  readonly tokensSaved: number;
  readonly sites: readonly { readonly uri: string; readonly range: WireRange }[];
  readonly mayHaveEdit: boolean;
}

interface Edit {
  readonly kind: string;
  readonly reason?: string;
  readonly title?: string;
  readonly edit?: WireAction["edit"];
}

async function start(settings?: unknown, files: Readonly<Record<string, string>> = {}) {
  const folder = folderOf({ "main.tf": main, "backups.tf": backups, ...files });
  client = await TestClient.start({ folders: [folder], ...(settings === undefined ? {} : { settings }) });
  return { folder, opened: client, main: uriOf(folder, "main.tf"), backups: uriOf(folder, "backups.tf") };
}

/** The hint in a document, once the background search has found it. */
async function hintIn(opened: TestClient, uri: string): Promise<WireDiagnostic> {
  return expect
    .poll(async () => (await opened.pull(uri)).items.find(({ code }) => code === rule), { timeout: 10_000 })
    .toBeDefined()
    .then(async () => (await opened.pull(uri)).items.find(({ code }) => code === rule) as WireDiagnostic);
}

async function list(opened: TestClient): Promise<readonly Item[]> {
  return opened.request<readonly Item[]>("tofusmith/repetition", {});
}

async function itemOf(opened: TestClient): Promise<Item> {
  const found = (await list(opened)).find((item) => item.rule === rule);
  if (!found) throw new Error(`there is no ${rule} in the list`);
  return found;
}

describe("a hint at repetition", () => {
  it("stands on the first site of an open file, names the others and is mended across files", async () => {
    const { folder, opened, main: uri, backups: other } = await start();
    await opened.open(other, backups);
    const hint = await hintIn(opened, other);
    expect(hint).toMatchObject({ severity: 4, source: "tofusmith" });
    expect(hint.codeDescription?.href).toMatch(/docs\/rules\.md#repeated-expression$/);
    expect(hint.relatedInformation).toHaveLength(4);
    await opened.open(uri, main);
    expect((await opened.pull(uri)).items.filter(({ code }) => code === rule)).toEqual([]);

    const offered = await expect
      .poll(async () => actionsFor(await opened.actions(other, hint.range, { diagnostics: [hint], triggerKind: 2 })))
      .toHaveLength(2)
      .then(async () => actionsFor(await opened.actions(other, hint.range, { diagnostics: [hint] })));
    const [once, keep] = offered as [WireAction, WireAction];
    expect(once.edit).toBeUndefined();
    const { edit } = await opened.resolve(once);
    const touched = (edit?.documentChanges ?? []).flatMap(({ textDocument }) => textDocument?.uri ?? []);
    expect(new Set(touched)).toEqual(new Set([uri, other, uriOf(folder, "locals.tf")]));
    const texts = (edit?.documentChanges ?? []).flatMap(({ edits }) => edits ?? []);
    expect(texts.filter(({ newText }) => newText.startsWith("local."))).toHaveLength(5);

    const kept = await opened.resolve(keep);
    expect(kept.edit?.documentChanges?.map(({ kind }) => kind)).toEqual(["create", undefined]);
  });

  it("is not given where it is turned off, by the whole or by its rule", async () => {
    for (const settings of [{ dry: { hints: false } }, { rules: { [rule]: "off" } }, { dry: { fewestSites: 9 } }]) {
      const { opened, backups: uri } = await start(settings);
      await opened.open(uri, backups);
      await opened.pull(uri);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect((await opened.pull(uri)).items.filter(({ code }) => code === rule)).toEqual([]);
      await opened.stop();
    }
  });
});

function actionsFor(actions: readonly WireAction[]): readonly WireAction[] {
  return actions.filter(({ diagnostics }) => diagnostics?.some(({ code }) => code === rule));
}

describe("the list of repetition", () => {
  it("needs no open file, has the sites in their order, and gives the edit on request", async () => {
    const { folder, opened, main: uri, backups: other } = await start();
    const item = await itemOf(opened);
    expect(item.sites.map((site) => site.uri)).toEqual([other, other, uri, uri, uri]);
    expect(item).toMatchObject({ mayHaveEdit: true });
    expect(item.tokensSaved).toBeGreaterThan(60);
    expect(item.excerpt).toMatch(/^"\$\{lower\(var\.application\)\}-/);
    const found = await opened.request<Edit>("tofusmith/repetitionEdit", { id: item.id });
    expect(found).toMatchObject({ kind: "available", title: expect.stringContaining("all 5") as string });
    const touched = (found.edit?.documentChanges ?? []).flatMap(({ textDocument }) => textDocument?.uri ?? []);
    expect(new Set(touched)).toEqual(new Set([uri, other, uriOf(folder, "locals.tf")]));
    const gone = await opened.request<Edit>("tofusmith/repetitionEdit", { id: "another" });
    expect(gone).toEqual({ kind: "gone" });
  });

  it("leaves out what the baseline names, whoever writes it", async () => {
    const { folder, opened, backups: uri } = await start();
    const item = await itemOf(opened);
    const answer = await opened.request<{ uri: string; text: string }>("tofusmith/ignoreRepetition", {
      id: item.id,
    });
    expect(answer.uri).toBe(uriOf(folder, baselineName));
    expect(JSON.parse(answer.text)).toMatchObject({ version: 1, ignored: [{ rule, folder: "", title: item.title }] });
    writeFileSync(join(folder, baselineName), answer.text);
    // No watcher has told of it: the list is made of what is on the disk.
    expect((await list(opened)).map(({ rule: each }) => each)).not.toContain(rule);
    await opened.open(uri, backups);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await opened.pull(uri)).items.filter(({ code }) => code === rule)).toEqual([]);
  });

  it("tells once of a baseline that cannot be read", async () => {
    const { opened } = await start(undefined, { [baselineName]: "{" });
    await itemOf(opened);
    await itemOf(opened);
    await waitFor("the complaint", () => opened.messages.find((message) => message.includes(baselineName)));
    expect(opened.messages.filter((message) => message.includes(baselineName))).toHaveLength(1);
  });

  it("can be cancelled", async () => {
    const { opened } = await start();
    const source = new CancellationTokenSource();
    const asked = opened.connection.sendRequest("tofusmith/repetition", {}, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    expect((await itemOf(opened)).rule).toBe(rule);
  });
});
