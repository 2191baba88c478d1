// The cache of compiled code: what a start leaves, and that nothing in the folder can keep the server from starting.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "../lsp/bundledServer.js";
import { fullClient, waitFor } from "../lsp/protocolClient.js";

const configuration = { "main.tf": 'output "a" {\n  value = var.missing\n}\n' };

/** The findings of a server that is started with a code cache. */
async function findingsWith(codeCache: string, until?: () => unknown): Promise<readonly string[]> {
  const folder = folderOf(configuration);
  const args = [`--code-cache=${codeCache}`];
  const client = await TestClient.start({ folders: [folder], capabilities: fullClient, args });
  const uri = uriOf(join(folder, "main.tf"));
  await client.open(uri, configuration["main.tf"]);
  const found = (await client.pull(uri)).items.map(({ message }) => message);
  if (until) await waitFor("the compiled code", () => until() || undefined, 30_000);
  await client.stop();
  return found;
}

it("serves with no cache, with its own, and with one that is damaged or of another build", {
  timeout: 60_000,
}, async () => {
  const cache = folderOf({});
  const kept = join(cache, "serverCode.cjs.compiled");
  const expected = await findingsWith(cache, () => readdirSync(cache).includes("serverCode.cjs.compiled"));
  expect(expected).toHaveLength(1);

  const whole = readFileSync(kept);
  expect(whole.length).toBeGreaterThan(100_000);
  // A cache that serves is left alone, also at the time when one that V8 refuses would be replaced.
  const made = statSync(kept).mtimeMs;
  const started = performance.now();
  expect(await findingsWith(cache, () => performance.now() - started > 8000)).toEqual(expected);
  expect(statSync(kept).mtimeMs).toBe(made);

  const flipped = Buffer.from(whole);
  const place = whole.length - 1000;
  flipped.writeUInt8(flipped.readUInt8(place) ^ 0xff, place);
  const ofAnotherBuild = Buffer.from(whole);
  ofAnotherBuild.writeDoubleLE(1, 8);
  for (const damaged of [flipped, ofAnotherBuild, whole.subarray(0, 5000), whole.subarray(0, 10), Buffer.alloc(0)]) {
    writeFileSync(kept, damaged);
    expect(await findingsWith(cache)).toEqual(expected);
  }
});

it("serves where the folder cannot be made", async () => {
  const folder = folderOf({ taken: "a file" });
  expect(await findingsWith(join(folder, "taken"))).toHaveLength(1);
});
