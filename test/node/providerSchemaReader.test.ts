// The reader of provider schemas at its limits: time, size, cancelling, and lock files that no tool has written.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeBundle } from "../../scripts/nodeBundle.js";
import type { SchemaAnswer } from "../../server/src/lsp/providerSchemas.js";
import { fileUri } from "../../server/src/model/uri.js";
import { providerSchemaReader } from "../../server/src/node/providerSchemaReader.js";
import { type FakeMode, fakeTofu, installProvider } from "../harness/installedProvider.js";

let folder = "";
let workerPath = "";
const locked = { address: "registry.opentofu.org/acme/cloud", version: "1.2.3", hashes: [] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "schemas-test-"));
  workerPath = join(folder, "schemaWorker.cjs");
  const entry = join(import.meta.dirname, "../../server/src/node/schemaWorker.ts");
  await build({ ...nodeBundle(true), sourcemap: false, entryPoints: [entry], outfile: workerPath });
  installProvider(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads with the stand-in, kept in a fresh folder. */
function read(
  mode: FakeMode,
  limits: { timeLimit?: number; sizeLimit?: number },
  onCancel: (end: () => void) => void = () => undefined,
  provider = locked,
): Promise<SchemaAnswer> {
  const storage = mkdtempSync(join(folder, "kept-"));
  const reader = providerSchemaReader({ workerPath, storage, ...limits });
  const programs = [fakeTofu(folder, mode).path];
  return reader.read({ directory: fileUri(folder), providers: [provider], programs }, onCancel);
}

/** Folders that a run has left behind. */
function leftBehind(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("tofusmith-providers-"));
}

describe.skipIf(process.platform === "win32")("a program that", () => {
  it("answers gives all types, and leaves nothing behind", async () => {
    const before = leftBehind();
    const { dumps, failure, notInstalled } = await read("ok", {});
    expect(failure).toBeUndefined();
    expect(notInstalled).toEqual([]);
    expect(dumps.map(({ address, types }) => [address, types.resource])).toEqual([
      [locked.address, ["cloud_network", "cloud_bucket"]],
    ]);
    expect(dumps[0]?.read("data", "cloud_zones")).toHaveProperty("block.attributes.names.computed", true);
    expect(dumps[0]?.read("resource", "constructor")).toBeUndefined();
    expect(leftBehind()).toEqual(before);
  });

  it("hangs is ended at the time limit", async () => {
    const { dumps, failure } = await read("hang", { timeLimit: 300 });
    expect(dumps).toEqual([]);
    expect(failure).toContain("took more than 0.3 seconds");
  });

  it("hangs is ended when it is cancelled", async () => {
    const { failure } = await read("hang", {}, (end) => setTimeout(end, 200));
    expect(failure).toContain("cancelled");
  });

  it("writes without an end is ended at the size limit", async () => {
    const { failure } = await read("large", { sizeLimit: 1_000_000 });
    expect(failure).toContain("larger than 1 MB");
  });

  it("fails is quoted", async () => {
    expect((await read("fail", {})).failure).toContain("the plugin did not answer");
  });
});

it("a provider that is not installed is named, and nothing is started", async () => {
  const { dumps, failure, notInstalled } = await read("fail", {}, undefined, { ...locked, version: "9.9.9" });
  expect({ dumps, failure, notInstalled }).toEqual({ dumps: [], failure: undefined, notInstalled: [locked.address] });
});

it.each(["../../outside", 'a"b/c/d', "a/${b}/c"])(
  "an address that means more than itself is passed over: %s",
  async (address) => {
    const { dumps, failure, notInstalled } = await read("fail", {}, undefined, { ...locked, address });
    expect({ dumps, failure, notInstalled }).toEqual({ dumps: [], failure: undefined, notInstalled: [] });
  },
);
