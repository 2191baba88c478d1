// A workspace that is on no disk: the server of Node reads it through its client, and everything else from the disk.

import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { bundle, folderOf, TestClient, uriOf } from "./bundledServer.js";
import { waitFor } from "./protocolClient.js";

const folder = "memory://repository/module";
const toggle = 'variable "nat" {\n  type = bool\n}\n';
const use = "locals {\n  kept = var.nat\n}\n";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

async function uses(opened: TestClient, uri: string): Promise<string[]> {
  const found = await opened.request<{ uri: string }[]>("textDocument/references", {
    textDocument: { uri },
    position: { line: 0, character: 11 },
    context: { includeDeclaration: false },
  });
  return found.map((each) => each.uri);
}

it("is read through the client, the disk without it", async () => {
  const onDisk = folderOf({ "main.tf": toggle, "use.tf": use });
  client = new TestClient(join(await bundle(), "server.cjs"));
  client.answerFileRequests(
    new Map([
      [`${folder}/main.tf`, toggle],
      [`${folder}/use.tf`, use],
    ]),
  );
  await client.initialize({ folders: [folder, uriOf(onDisk)], initializationOptions: { files: true } });
  await client.open(`${folder}/main.tf`, toggle);
  await client.open(uriOf(onDisk, "main.tf"), toggle);
  expect(await uses(client, `${folder}/main.tf`)).toEqual([`${folder}/use.tf`]);
  expect(await uses(client, uriOf(onDisk, "main.tf"))).toEqual([uriOf(onDisk, "use.tf")]);
  expect(client.asked).toContain(`${folder}/use.tf`);
  expect(client.asked.filter((uri) => uri.startsWith("file:"))).toEqual([]);
});

it("has links, definitions and hints that stay in it", async () => {
  const caller = 'module "network" {\n  source = "../module"\n  nat    = true\n}\n';
  const callerUri = "memory://repository/caller/main.tf";
  client = new TestClient(join(await bundle(), "server.cjs"));
  client.answerFileRequests(
    new Map([
      [`${folder}/main.tf`, toggle],
      [callerUri, caller],
      [
        "memory://repository/caller/.terraform.lock.hcl",
        'provider "registry.opentofu.org/a/b" {\n  version = "1.0.0"\n}\n',
      ],
    ]),
  );
  const options = { files: true, trusted: true };
  await client.initialize({ folders: ["memory://repository"], initializationOptions: options });
  await client.open(callerUri, caller);
  const at = (character: number, line: number) => ({
    textDocument: { uri: callerUri },
    position: { line, character },
  });
  const links = await client.request<{ target: string }[]>("textDocument/documentLink", at(0, 0));
  expect(links.map(({ target }) => target)).toEqual([`${folder}/main.tf`]);
  const [input] = await client.request<{ uri: string }[]>("textDocument/definition", at(3, 2));
  expect(input?.uri).toBe(`${folder}/main.tf`);
  const [module] = await client.request<{ uri: string }[]>("textDocument/typeDefinition", at(10, 0));
  expect(module?.uri).toBe(`${folder}/main.tf`);
  const hover = await client.request<{ contents: { value: string } }>("textDocument/hover", at(3, 2));
  expect(hover.contents.value).toContain("main.tf");
  // Providers of a folder that is on no disk are never asked, and nothing is said about it.
  expect(client.log.filter((message) => message.includes("provider"))).toEqual([]);
});

it("is read once where a link leads back into it", async () => {
  client = new TestClient(join(await bundle(), "server.cjs"));
  client.answerFileRequests(new Map([[`${folder}/main.tf`, toggle]]));
  const listed: string[] = [];
  client.connection.onRequest("tofusmith/listDirectory", ({ uri }: { uri: string }) => {
    listed.push(uri);
    return {
      kind: "items",
      items: [
        { name: "main.tf", kind: "file", link: true },
        { name: "again", kind: "directory", link: true },
      ],
    };
  });
  await client.initialize({ folders: [folder], initializationOptions: { files: true } });
  const opened = client;
  const index = await waitFor("the index", () =>
    opened.statuses
      .map((status) => status.index as { done: number; total: number } | undefined)
      .find((each) => each !== undefined && each.total > 0 && each.done === each.total),
  );
  expect(index.total).toBe(1);
  expect(listed).toEqual([folder]);
});

it("is its open documents for a client that reads no files", async () => {
  client = new TestClient(join(await bundle(), "server.cjs"));
  await client.initialize({ folders: [folder] });
  await client.open(`${folder}/main.tf`, toggle);
  await client.open(`${folder}/use.tf`, use);
  expect(await uses(client, `${folder}/main.tf`)).toEqual([`${folder}/use.tf`]);
});
