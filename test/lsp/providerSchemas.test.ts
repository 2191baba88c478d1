// Schemas of installed providers over stdio: asked for once, in a folder of their own, and only where that is allowed.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fakeTofu, installProvider } from "../harness/installedProvider.js";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { fullClient, waitFor } from "./protocolClient.js";

const text = `terraform {
  required_providers {
    cloud = {
      source = "acme/cloud"
    }
  }
}

resource "cloud_network" "a" {

}
`;

interface Item {
  readonly label: string;
  readonly detail?: string;
}

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

/** A root module with an installed provider. */
function rootModule(): string {
  const root = folderOf({ "main.tf": text });
  installProvider(root);
  return root;
}

async function start(
  root: string,
  program: string,
  more: { settings?: object; options?: object } = {},
): Promise<TestClient> {
  const started = await TestClient.start({
    folders: [root],
    capabilities: {
      ...fullClient,
      window: { workDoneProgress: true },
      textDocument: { ...fullClient.textDocument, completion: { completionItem: { snippetSupport: true } } },
    },
    settings: { "tool.path": program, ...more.settings },
    initializationOptions: { trusted: true, ...more.options },
  });
  client = started;
  await started.open(uriOf(root, "main.tf"), text);
  return started;
}

/** The labels that are offered in the body of the resource. */
async function offered(started: TestClient, root: string): Promise<string[]> {
  const { items } = await started.request<{ items: Item[] }>("textDocument/completion", {
    textDocument: { uri: uriOf(root, "main.tf") },
    position: { line: 9, character: 0 },
  });
  return items.map(({ label }) => label);
}

/** Waits until an argument of the provider's is offered. */
async function waitForOffer(started: TestClient, root: string, label: string): Promise<string[]> {
  let labels: string[] = [];
  for (let i = 0; i < 200 && !labels.includes(label); i++) {
    labels = await offered(started, root);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return labels;
}

describe.skipIf(process.platform === "win32")("with a program that stands in for tofu", () => {
  it("completes from the schemas, and reads them once for all starts", async () => {
    const root = rootModule();
    const tofu = fakeTofu(folderOf({}), "ok");
    const storage = folderOf({});
    const first = await start(root, tofu.path, { options: { storage } });
    expect(await waitForOffer(first, root, "cidr_block")).toContain("subnet");
    const hover = await first.request<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri: uriOf(root, "main.tf") },
      position: { line: 8, character: 14 },
    });
    expect(hover.contents.value).toContain("A private network.");
    const [run] = tofu.runs();
    expect(run?.args).toEqual(["providers", "schema", "-json", "-no-color"]);
    expect(run?.cwd).not.toContain(root);
    expect(run?.files).toEqual([".terraform", ".terraform.lock.hcl", "cli.tfrc", "main.tf.json"]);
    expect(run?.config).toEqual({
      terraform: { required_providers: { p0: { source: "registry.opentofu.org/acme/cloud", version: "= 1.2.3" } } },
    });
    expect(run?.settings).toEqual(["TF_CLI_CONFIG_FILE", "TF_IN_AUTOMATION"]);
    expect(readdirSync(root).sort()).toEqual([".terraform", ".terraform.lock.hcl", "main.tf"]);
    await first.stop();
    const second = await start(root, tofu.path, { options: { storage } });
    expect(await waitForOffer(second, root, "cidr_block")).toContain("cidr_block");
    expect(tofu.runs()).toHaveLength(1);
  });

  it("starts nothing in Restricted Mode, and begins when trust is granted", async () => {
    const root = rootModule();
    const tofu = fakeTofu(folderOf({}), "ok");
    const started = await start(root, tofu.path, { options: { trusted: false } });
    expect(await offered(started, root)).not.toContain("cidr_block");
    expect(await started.request("tofusmith/findTool", { textDocument: { uri: uriOf(root, "main.tf") } })).toBeNull();
    expect(tofu.runs()).toEqual([]);
    await started.connection.sendNotification("tofusmith/trust", { trusted: true });
    expect(await waitForOffer(started, root, "cidr_block")).toContain("cidr_block");
    expect(await started.request("tofusmith/findTool", { textDocument: { uri: uriOf(root, "main.tf") } })).toEqual({
      program: tofu.path,
      tried: [tofu.path],
    });
  });

  it("starts nothing where the setting says so", async () => {
    const root = rootModule();
    const tofu = fakeTofu(folderOf({}), "ok");
    const started = await start(root, tofu.path, { settings: { providerSchemas: false } });
    await started.pull(uriOf(root, "main.tf"));
    expect(await offered(started, root)).not.toContain("cidr_block");
    expect(tofu.runs()).toEqual([]);
  });

  it("says once why it failed, and offers what the workspace has taught", async () => {
    const root = rootModule();
    const tofu = fakeTofu(folderOf({}), "fail");
    const started = await start(root, tofu.path);
    const said = () => started.log.filter((message) => message.includes("the plugin did not answer"));
    await waitFor("the failure", () => (said().length > 0 ? true : undefined));
    for (let i = 0; i < 3; i++) expect(await offered(started, root)).toContain("count");
    expect(said()).toHaveLength(1);
    expect(tofu.runs()).toHaveLength(1);
    expect(started.messages).toEqual([]);
  });

  it("gives no finding, whatever the schema says", async () => {
    const root = rootModule();
    const tofu = fakeTofu(folderOf({}), "ok");
    const started = await start(root, tofu.path);
    const before = await started.pull(uriOf(root, "main.tf"));
    await waitForOffer(started, root, "cidr_block");
    expect((await started.pull(uriOf(root, "main.tf"))).items).toEqual(before.items);
  });
});

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

describe.skipIf(!hasTerraform || process.platform === "win32")("with a real terraform", () => {
  it("is given the schema of a provider that is installed under the locked version", async () => {
    // The provider of this test speaks without encryption, which its caller has to be told.
    process.env.TF_DISABLE_PLUGIN_TLS = "1";
    const root = rootModule();
    const started = await start(root, "terraform");
    const labels = await waitForOffer(started, root, "size");
    expect(started.log.filter((message) => message.includes("providers schema"))).toEqual([]);
    expect(labels).toContain("size");
    expect(labels).not.toContain("arn");
    const { items } = await started.request<{ items: Item[] }>("textDocument/completion", {
      textDocument: { uri: uriOf(root, "main.tf") },
      position: { line: 9, character: 0 },
    });
    expect(items.find(({ label }) => label === "size")?.detail).toBe("required · number");
  });

  it("knows the schema of the built-in resource as we do", () => {
    const empty = folderOf({ "main.tf": 'resource "terraform_data" "a" {}\n' });
    const { stdout } = spawnSync("terraform", ["providers", "schema", "-json"], { cwd: empty, encoding: "utf8" });
    const dump = JSON.parse(stdout) as {
      provider_schemas: Record<string, { resource_schemas: Record<string, { block: { attributes: object } }> }>;
    };
    const builtIn = dump.provider_schemas["terraform.io/builtin/terraform"]?.resource_schemas.terraform_data;
    expect(Object.keys(builtIn?.block.attributes ?? {}).sort()).toEqual(["id", "input", "output", "triggers_replace"]);
  });
});

it("the folder of this test's data is there", () => {
  expect(readdirSync(join(import.meta.dirname, "../data/providers"))).toContain("cloud.json");
});
