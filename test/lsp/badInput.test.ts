// Input that no server should stumble over: a clear message at most, and the session goes on.

import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { at, waitFor } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const fine = 'variable "a" {\n  type = string\n}\n';
const broken = "locals {\n  a = \n}\n";

/** Opens a text beside a sound file, and proves that both are answered and that the server did not fail inside. */
async function survives(text: string, limit = 8000): Promise<TestClient> {
  const folder = folderOf({ "good.tf": broken });
  const uri = uriOf(folder, "odd.tf");
  client = await TestClient.start({ folders: [folder] });
  const start = performance.now();
  await client.open(uri, text);
  await client.pull(uri);
  await client.actions(uri, at(0, 0));
  await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 0 } });
  await client.edit(uri, [{ range: at(0, 0), text: "\n" }]);
  await client.pull(uri);
  expect(performance.now() - start).toBeLessThan(limit);
  await client.open(uriOf(folder, "good.tf"), broken);
  expect((await client.pull(uriOf(folder, "good.tf"))).items.length).toBeGreaterThan(0);
  expect(client.log.filter((line) => line.includes("failed") || line.includes("mistake"))).toEqual([]);
  return client;
}

describe("a document", () => {
  it("that is binary gets one message and no analysis", async () => {
    const folder = folderOf({});
    const uri = uriOf(folder, "main.tf");
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, `\u007fELF\0\0\0${"\ufffd\0".repeat(1000)}`);
    const { items } = await client.pull(uri);
    expect(items.map(({ message, severity }) => ({ message, severity }))).toEqual([
      { message: "main.tf is a binary file and is not analysed.", severity: 3 },
    ]);
  });

  it("of 50 MB gets one message, is not analysed, and can still be edited", { timeout: 60_000 }, async () => {
    const folder = folderOf({});
    const uri = uriOf(folder, "main.tf");
    const line = 'variable "name" {} # long enough to fill the file sooner or later\n';
    client = await TestClient.start({ folders: [folder] });
    await client.open(uri, line.repeat(Math.ceil(50_000_000 / line.length)));
    expect((await client.pull(uri)).items.map(({ message }) => message)).toEqual([
      "main.tf is too large to be analysed: it has 50.0 million characters, and 5 million is the limit.",
    ]);
    await client.edit(uri, [{ text: broken }]);
    expect((await client.pull(uri)).items.map(({ severity }) => severity)).toEqual([1]);
  });

  it("with everything unclosed", async () => {
    await survives('resource "a" "b" {\n  x = [{ y = "${f(<<EOT\n  ${ [for a in \n');
  });

  it("with 10,000 nested brackets", { timeout: 60_000 }, async () => {
    await survives(`locals {\n  a = ${"[".repeat(10_000)}${"]".repeat(10_000)}\n}\n`, 30_000);
  });

  it("with 10,000 brackets that are never closed", { timeout: 60_000 }, async () => {
    await survives(`locals {\n  a = ${"[{(".repeat(3_333)}`, 30_000);
  });

  it("with carriage returns and a byte order mark", async () => {
    const opened = await survives('\ufefflocals {\r\n  a = 1\r\n  b = "x"\r\n}\r\n');
    expect(opened.log.join("")).not.toContain("failed");
  });

  it("with lone surrogates and control characters", async () => {
    await survives('locals {\n  a = "\ud800 \u0007 \ufffe"\n}\n\u2028\u2029\u0085');
  });
});

describe("a folder", () => {
  it("with binary files, invalid UTF-8, huge files, links in a circle and no permission is read around them", async () => {
    const folder = folderOf({
      "main.tf": 'module "m" {\n  source = "./m"\n}\n',
      "m/main.tf": fine,
      "binary.tf": new Uint8Array([0x7f, 0x45, 0, 0, 1, 2, 3]),
      "latin1.tf": new Uint8Array([
        ...Buffer.from('variable "b" {\n  description = "caf'),
        0xe9,
        ...Buffer.from('"\n}\n'),
      ]),
      "bom.tf": new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from(fine.replace('"a"', '"c"'))]),
      "huge.tf": new Uint8Array(16_000_000).fill(32),
      ".terraform/modules/x/main.tf": broken,
      "node_modules/x/main.tf": broken,
    });
    symlinkSync(folder, join(folder, "m/loop"), "dir");
    symlinkSync(join(folder, "nowhere"), join(folder, "dangling.tf"));
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0);
    client = await TestClient.start({ folders: [folder] });
    const started = client;
    const uri = uriOf(folder, "main.tf");
    await client.open(uri, 'module "m" {\n  source = "./m"\n}\n');
    await client.pull(uri);
    const status = await waitFor("the end of the index", () =>
      started.statuses.findLast(({ index }) => {
        const progress = index as { done: number; total: number } | undefined;
        return progress !== undefined && progress.done === progress.total && progress.total > 0;
      }),
    );
    // Six configuration files, and the list of installed modules that a `.terraform` folder may hold.
    expect(status.index).toEqual({ done: 7, total: 7 });
    const log = client.log.join("\n");
    expect(log).toContain("binary.tf is a binary file and is not analysed");
    expect(log).toContain("latin1.tf is not valid UTF-8");
    expect(log).toContain("huge.tf is too large to be analysed");
    // A test that runs as root may read everything.
    if (process.getuid?.() !== 0) expect(log).toContain("locked cannot be read: permission is denied");
    expect(log).not.toContain("failed");
    chmodSync(join(folder, "locked"), 0o755);
  });
});
