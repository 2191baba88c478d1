// The server in a web worker, in a page of a headless browser: it has no disk, and reads every file through its client.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { at, type WireTextEdit, waitFor } from "../lsp/protocolClient.js";
import { openStage, PageClient, type PageOptions, type WebStage } from "./serverInPage.js";

const fixtures = join(import.meta.dirname, "../client");
const fixture = (path: string) => readFileSync(join(fixtures, path), "utf8");
const title = "Use `lifecycle.enabled` instead of `count`";
const root = "memory://repository/module";
const mainUri = `${root}/main.tf`;
const outputsUri = `${root}/outputs.tf`;

let stage: WebStage;
let client: PageClient | undefined;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function start(options: Partial<PageOptions> = {}): Promise<PageClient> {
  client = await PageClient.start(stage, { folders: [root], files: toggle(), ...options });
  return client;
}

function toggle(): Map<string, string> {
  return new Map([
    [mainUri, fixture("workspace/toggle/main.tf")],
    [outputsUri, fixture("workspace/toggle/outputs.tf")],
  ]);
}

/** The place of a word in a text. */
function placeOf(text: string, word: string) {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return at(before.length - 1, before.at(-1)?.length ?? 0);
}

/** A text after edits that do not overlap. */
function edited(text: string, edits: readonly WireTextEdit[]): string {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === "\n") starts.push(i + 1);
  const offset = ({ line, character }: { line: number; character: number }) =>
    (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)),
      text,
    );
}

describe("the server in a web worker", () => {
  it("says what is wrong, and nothing any more once it is put right", async () => {
    const opened = await start();
    const text = fixture("workspace/broken/main.tf");
    const uri = `${root}/broken.tf`;
    await opened.open(uri, text);
    const errors = async () => (await opened.pull(uri)).items.filter(({ severity }) => severity === 1);
    expect((await errors()).length).toBeGreaterThan(0);
    await opened.edit(uri, [{ text: `${text}}\n` }]);
    expect(await errors()).toEqual([]);
  });

  it("formats as the command line does", async () => {
    const opened = await start();
    const text = fixture("workspace/unformatted/main.tf");
    const uri = `${root}/unformatted.tf`;
    await opened.open(uri, text);
    const edits = await opened.request<WireTextEdit[]>("textDocument/formatting", {
      textDocument: { uri },
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edited(text, edits)).toBe(fixture("expected/unformatted/main.tf"));
  });

  it("turns count into enabled, in a file too that only its client can read", async () => {
    const files = toggle();
    const opened = await start({ files });
    const main = files.get(mainUri) ?? "";
    await opened.open(mainUri, main);
    expect((await opened.pull(mainUri)).items.map(({ code }) => code)).toContain("count-instead-of-enabled");
    const action = (await opened.actions(mainUri, placeOf(main, "count"))).find((each) => each.title === title);
    if (!action) throw new Error("the action is not offered");
    const { edit } = await opened.resolve(action);
    const changes = edit?.documentChanges ?? [];
    expect(changes.map(({ textDocument }) => textDocument)).toEqual(
      expect.arrayContaining([
        { uri: mainUri, version: 1 },
        { uri: outputsUri, version: null },
      ]),
    );
    for (const { textDocument, edits } of changes) {
      const name = textDocument?.uri.slice(root.length) ?? "";
      expect(edited(files.get(textDocument?.uri ?? "") ?? "", edits ?? [])).toBe(fixture(`expected/toggle${name}`));
    }
    expect(opened.asked).toContain(outputsUri);
  });

  it("reads a file again when it is told of a change", async () => {
    const files = toggle();
    const opened = await start({ files });
    const main = files.get(mainUri) ?? "";
    await opened.open(mainUri, main);
    const uses = async () =>
      await opened.request<{ uri: string }[]>("textDocument/references", {
        textDocument: { uri: mainUri },
        position: placeOf(main, "logging").start,
        context: { includeDeclaration: false },
      });
    const elsewhere = async () => (await uses()).filter(({ uri }) => uri === outputsUri).length;
    expect(await elsewhere()).toBe(0);
    files.set(outputsUri, `${fixture("workspace/toggle/outputs.tf")}\nlocals {\n  kept = var.logging\n}\n`);
    await opened.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: outputsUri, type: 2 }],
    });
    await expect.poll(elsewhere).toBe(1);
    expect(opened.registered).toContain("workspace/didChangeWatchedFiles");
  });

  it("says of a file that is too large why it is not read", async () => {
    const files = toggle().set(`${root}/large.tf`, "#".repeat(16_000_000));
    const opened = await start({ files });
    await opened.open(mainUri, files.get(mainUri) ?? "");
    await opened.pull(mainUri);
    await waitFor("the reason", () => opened.log.find((line) => /large\.tf is too large .* 16 MB/.test(line)));
  });

  it("checks open documents for a client that reads no files", async () => {
    client = await PageClient.start(stage, { folders: [root] });
    await client.open(mainUri, fixture("workspace/toggle/main.tf"));
    expect((await client.pull(mainUri)).items.map(({ code }) => code)).toContain("count-instead-of-enabled");
  });
});

describe("the index in web workers", () => {
  const names = Array.from({ length: 60 }, (_, i) => `setting_${i}`);

  function manyModules(): Map<string, string> {
    return new Map(names.map((name, i) => [`${root}/modules/m${i}/main.tf`, `variable "${name}" {}\n`]));
  }

  async function indexed(opened: PageClient): Promise<string[]> {
    const found = await opened.request<{ name: string }[]>("workspace/symbol", { query: "setting_" });
    return found.map(({ name }) => name);
  }

  const total = (opened: PageClient) =>
    waitFor("the index", () =>
      opened.statuses.find((status) => {
        const index = status.index as { done: number; total: number } | undefined;
        return index !== undefined && index.total > 0 && index.done === index.total;
      }),
    );

  it("knows what closed files declare", async () => {
    const opened = await start({ files: manyModules() });
    await total(opened);
    const found = await indexed(opened);
    for (const name of names) expect(found.some((each) => each.includes(name))).toBe(true);
    // They stay for a while, in case there is more to do.
    expect(opened.page.workers().filter((worker) => worker.url().startsWith("blob:")).length).toBeGreaterThan(0);
    expect(opened.log.filter((line) => line.includes("index worker"))).toEqual([]);
  });

  it("is made by the server itself where its workers fail, with one complaint", async () => {
    const opened = await start({ files: manyModules(), indexWorker: 'throw new Error("no worker today");' });
    await total(opened);
    const found = await indexed(opened);
    for (const name of names) expect(found.some((each) => each.includes(name))).toBe(true);
    const complaints = opened.log.filter((line) => line.includes("index worker failed"));
    expect(complaints).toEqual([expect.stringContaining("no worker today")]);
  });
});
