// The life of a session: settings, folders, watched files, trust, status, and how it ends.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { at, fullClient, pushedClient, waitFor } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const toggle = 'resource "aws_eip" "nat" {\n  count = var.nat ? 1 : 0\n}\n\nvariable "nat" {\n  type = bool\n}\n';
const finding = "count-instead-of-enabled";
const created = 1;
const changed = 2;
const deleted = 3;

async function codes(opened: TestClient, uri: string): Promise<(string | undefined)[]> {
  return (await opened.pull(uri)).items.map(({ code }) => code);
}

describe("settings", () => {
  it("take effect while the server runs", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    const started = client;
    await client.open(uri, toggle);
    expect(await codes(client, uri)).toContain(finding);
    const severity = async () => (await started.pull(uri)).items.find(({ code }) => code === finding)?.severity;
    const set = async (level: string, expected: number | undefined) => {
      started.settings = { rules: { [finding]: level } };
      await started.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await expect.poll(severity).toBe(expected);
    };
    await set("off", undefined);
    await set("error", 1);
    const { refreshes } = started;
    await set("warning", 2);
    await expect.poll(() => started.refreshes).toBeGreaterThan(refreshes);
  });

  it("that are malformed are told once and fall back to their defaults", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const uri = uriOf(folder, "main.tf");
    const settings = { target: 7, rules: { "no-such-rule": "off", [finding]: "loud" }, movedBlocks: "here" };
    client = await TestClient.start({ folders: [folder], settings });
    await client.open(uri, toggle);
    expect(await codes(client, uri)).toContain(finding);
    expect(client.messages.filter((message) => message.includes("`tofusmith.target`"))).toHaveLength(1);
    expect(client.messages.filter((message) => message.includes("`no-such-rule`"))).toHaveLength(1);
    expect(client.messages.filter((message) => message.includes("`tofusmith.movedBlocks`"))).toHaveLength(1);
  });

  it("differ between folders", async () => {
    const one = folderOf({ "main.tf": toggle });
    const two = folderOf({ "main.tf": toggle });
    const settingsByFolder = new Map([[uriOf(two), { rules: { [finding]: "off" } }]]);
    client = await TestClient.start({ folders: [one, two], settingsByFolder });
    await client.open(uriOf(one, "main.tf"), toggle);
    await client.open(uriOf(two, "main.tf"), toggle);
    expect(await codes(client, uriOf(one, "main.tf"))).toContain(finding);
    expect(await codes(client, uriOf(two, "main.tf"))).not.toContain(finding);
  });

  it("come with didChangeConfiguration from a client that cannot be asked", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder], capabilities: { textDocument: fullClient.textDocument } });
    await client.open(uri, toggle);
    expect(await codes(client, uri)).toContain(finding);
    const settings = { tofusmith: { rules: { [finding]: "off" } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
    expect(await codes(client, uri)).not.toContain(finding);
  });
});

describe("the product", () => {
  it("is decided by a version file above, a lock file, and the setting", async () => {
    const folder = folderOf({
      ".terraform-version": "1.9.0\n",
      "live/main.tf": toggle,
      "locked/main.tf": toggle,
      "locked/.terraform.lock.hcl": 'provider "registry.opentofu.org/hashicorp/aws" {\n  version = "5.0.0"\n}\n',
    });
    client = await TestClient.start({ folders: [folder] });
    const started = client;
    const statusOf = (name: string) =>
      waitFor(`the status of ${name}`, () =>
        started.statuses
          .flatMap(({ modules }) => (modules as { directory: string; product: string; version: string | null }[]) ?? [])
          .findLast(({ directory }) => directory === uriOf(folder, name)),
      );
    await client.open(uriOf(folder, "live/main.tf"), toggle);
    expect(await statusOf("live")).toMatchObject({ product: "terraform", version: "1.9.0" });
    expect(await codes(client, uriOf(folder, "live/main.tf"))).not.toContain(finding);
    await client.open(uriOf(folder, "locked/main.tf"), toggle);
    // There is evidence for both.
    expect(await statusOf("locked")).toMatchObject({ product: "opentofu" });
    client.settings = { target: "opentofu@1.11" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await waitFor("the new status", () =>
      JSON.stringify(started.statuses).includes("The setting says OpenTofu 1.11") ? true : undefined,
    );
    expect(await codes(client, uriOf(folder, "live/main.tf"))).toContain(finding);
  });
});

describe("files on disk", () => {
  it("that change, come and go are taken in", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    expect(client.registered).toEqual([]);
    await client.open(uri, toggle);
    await client.pull(uri);
    const started = client;
    await waitFor("registrations", () =>
      started.registered.includes("workspace/didChangeWatchedFiles") ? true : undefined,
    );
    const version = join(folder, ".opentofu-version");
    const tell = (type: number) =>
      started.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: uriOf(version), type }],
      });
    // A refresh may speak of something else, such as the index that is complete: only the findings tell.
    const untilFound = async (isFound: boolean) => {
      const end = performance.now() + 10_000;
      while ((await codes(started, uri)).includes(finding) !== isFound) {
        if (performance.now() > end) throw new Error(`waited for ${finding} to be found: ${isFound}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await untilFound(true);
    writeFileSync(version, "1.9.0\n");
    await tell(created);
    await untilFound(false);
    writeFileSync(version, "1.11.0\n");
    await tell(changed);
    await untilFound(true);
    writeFileSync(version, "1.9.0\n");
    await tell(changed);
    await untilFound(false);
    rmSync(version);
    await tell(deleted);
    await untilFound(true);
  });

  it("count again as they are when a document is closed without saving", async () => {
    const folder = folderOf({ "main.tf": toggle, "extra.tf": "" });
    const uri = uriOf(folder, "main.tf");
    const extra = uriOf(folder, "extra.tf");
    client = await TestClient.start({ folders: [folder], capabilities: pushedClient });
    await client.open(uri, toggle);
    await client.waitForPublished(uri, (found) => found.some(({ code }) => code === finding));
    await client.open(extra, "locals {\n  bad = aws_eip.nat[var.key]\n}\n", "opentofu");
    // The new reference keeps the count from being turned into a condition.
    await client.waitForPublished(uri, (found) => !found.some(({ code }) => code === finding));
    await client.close(extra);
    await client.waitForPublished(uri, (found) => found.some(({ code }) => code === finding));
  });
});

describe("workspace folders", () => {
  it("can be added and removed", async () => {
    const one = folderOf({ "main.tf": toggle });
    const two = folderOf({ ".terraform-version": "1.9.0\n", "live/main.tf": toggle });
    client = await TestClient.start({ folders: [one] });
    expect(client.capabilities.workspace).toMatchObject({ workspaceFolders: { supported: true } });
    const uri = uriOf(two, "live/main.tf");
    await client.open(uri, toggle);
    // Outside of any folder, evidence above the module does not count.
    expect(await codes(client, uri)).toContain(finding);
    const folder = { uri: uriOf(two), name: "two" };
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [folder], removed: [] },
    });
    expect(await codes(client, uri)).not.toContain(finding);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [folder] },
    });
    expect(await codes(client, uri)).toContain(finding);
  });
});

describe("trust", () => {
  it("is taken in while the server runs, and is missing until then", async () => {
    client = await TestClient.start({ folders: [] });
    const started = client;
    await waitFor("the first status", () => started.statuses.find(({ trusted }) => trusted === false));
    await client.connection.sendNotification("tofusmith/trust", { trusted: true });
    await waitFor("the second status", () => started.statuses.find(({ trusted }) => trusted === true));
  });
});

describe("formatting", () => {
  it("formats documents, ranges and what was just typed", async () => {
    const folder = folderOf({});
    const uri = uriOf(folder, "main.tf");
    const text = "locals {\na=1\nlong_name = 2\n}\n\nlocals {\nb=1\n}\n";
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, text);
    const options = { tabSize: 2, insertSpaces: true };
    const whole = await client.request<{ range: { start: { line: number } } }[]>("textDocument/formatting", {
      textDocument: { uri },
      options,
    });
    expect(Math.max(...whole.map(({ range }) => range.start.line))).toBe(6);
    const part = await client.request<{ range: { start: { line: number } } }[]>("textDocument/rangeFormatting", {
      textDocument: { uri },
      range: { start: { line: 5, character: 0 }, end: { line: 7, character: 1 } },
      options,
    });
    expect(new Set(part.map(({ range }) => range.start.line))).toEqual(new Set([6]));
    const typed = await client.request<unknown[]>("textDocument/onTypeFormatting", {
      textDocument: { uri },
      position: { line: 7, character: 1 },
      ch: "}",
      options,
    });
    expect(typed.length).toBeGreaterThan(0);
  });
});

describe("the end", () => {
  it("comes with exit after shutdown", async () => {
    const ending = await TestClient.start({ folders: [] });
    expect(await ending.stop()).toBe(0);
  });

  it("comes when the client's end of the stream is closed", async () => {
    const ending = await TestClient.start({ folders: [folderOf({ "main.tf": toggle })] });
    ending.process.stdin?.end();
    expect(await ending.exitCode).toBe(1);
  });
});

describe("an unknown request or malformed parameters", () => {
  it("cost an error and not the session", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, toggle);
    await expect(client.request("tofusmith/noSuchRequest", {})).rejects.toMatchObject({ code: -32601 });
    await client
      .request("textDocument/codeAction", { textDocument: { uri }, range: null, context: null })
      .catch(() => undefined);
    await client.request("codeAction/resolve", { title: "x", data: { uri: 7 } });
    await client.edit("file:///not/open.tf", [{ range: at(0, 0), text: "x" }]);
    await client.close("file:///not/open.tf");
    expect(await codes(client, uri)).toContain(finding);
  });
});
