// Configuration in JSON in the editor: what is registered for it, findings of unsaved text, and where names lead.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { bundle, folderOf, TestClient, uriOf } from "./bundledServer.js";
import { fullClient, type WireRange, waitFor } from "./protocolClient.js";

const dynamic = { dynamicRegistration: true };
const capabilities = {
  workspace: fullClient.workspace,
  textDocument: {
    ...fullClient.textDocument,
    synchronization: dynamic,
    diagnostic: { ...fullClient.textDocument.diagnostic, ...dynamic },
    definition: dynamic,
    references: dynamic,
    documentHighlight: dynamic,
    hover: { ...fullClient.textDocument.hover, ...dynamic },
    formatting: dynamic,
    semanticTokens: dynamic,
  },
};

const files = {
  "main.tf": `variable "region" {
  description = "Where everything stands."
  type        = string
}

module "net" {
  source = "./net"
}
`,
  "net/main.tf": 'output "cidr" {\n  value = "10.0.0.0/16"\n}\n',
  "outputs.tf.json": '{\n  "output": {\n    "where": { "value": "${var.region} ${module.net.cidr}" }\n  }\n}\n',
};
const text = files["outputs.tf.json"];

interface Location {
  readonly uri: string;
  readonly range: WireRange;
}

interface Registered {
  readonly method: string;
  readonly registerOptions: { readonly documentSelector: { readonly scheme: string; readonly pattern: string }[] };
}

let client: TestClient | undefined;
const registered: Registered[] = [];

/** A client in a folder of the files above, with what has been registered for JSON documents. */
async function start(options: { capabilities?: unknown; initializationOptions?: unknown } = {}): Promise<string> {
  const folder = folderOf(files);
  const started = new TestClient(join(await bundle(), "server.cjs"));
  client = started;
  registered.length = 0;
  started.connection.onRequest("client/registerCapability", (params: { registrations: Registered[] }) => {
    registered.push(...params.registrations);
    return null;
  });
  await started.initialize({ capabilities, ...options, folders: [uriOf(folder)] });
  return folder;
}

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const ofJson = () => registered.filter(({ registerOptions }) => registerOptions?.documentSelector?.some(isJson));
const isJson = ({ pattern }: { readonly pattern: string }) => pattern.includes(".tf.json");

describe("documents of configuration in JSON", () => {
  it("are registered for, with the requests that serve them and no other", async () => {
    await start({ initializationOptions: { documents: [{ language: "opentofu", scheme: "vscode-vfs" }] } });
    await waitFor("the registrations", () => (ofJson().length > 0 ? true : undefined));
    expect(ofJson().map(({ method }) => method)).toEqual([
      "textDocument/didOpen",
      "textDocument/didChange",
      "textDocument/didClose",
      "textDocument/diagnostic",
      "textDocument/definition",
      "textDocument/references",
      "textDocument/documentHighlight",
      "textDocument/hover",
    ]);
    const pattern = "**/*{.tftest.json,.tofutest.json,.tfvars.json,.tf.json,.tofu.json,.hcl.json}";
    for (const { registerOptions } of ofJson()) {
      expect(registerOptions.documentSelector).toEqual([{ scheme: "vscode-vfs", pattern }]);
    }
  });

  it("are not asked for where the client cannot be told later", async () => {
    const folder = await start({ capabilities: fullClient });
    const uri = uriOf(folder, "main.tf");
    await client?.open(uri, files["main.tf"]);
    await client?.pull(uri);
    await waitFor("the file watchers", () =>
      registered.find(({ method }) => method === "workspace/didChangeWatchedFiles"),
    );
    expect(ofJson()).toEqual([]);
  });

  it("have findings of their unsaved text", async () => {
    const folder = await start();
    const uri = uriOf(folder, "outputs.tf.json");
    await client?.open(uri, text, "json");
    expect((await client?.pull(uri))?.items).toEqual([]);
    const line = text.split("\n")[2] ?? "";
    const value = { line: 2, character: line.indexOf('"value"') + 1 };
    const end = { line: 2, character: value.character + "value".length };
    await client?.edit(uri, [{ range: { start: value, end }, text: "valeu" }]);
    const found = (await client?.pull(uri))?.items ?? [];
    expect(found.map(({ code, range }) => [code, range.start.line])).toContainEqual(["json-structure", 2]);
    await client?.edit(uri, [{ range: { start: value, end }, text: "value" }]);
    expect((await client?.pull(uri))?.items).toEqual([]);
  });

  it("leave syntax errors to an editor that reports them itself", async () => {
    const broken = '{ "output": }\n';
    for (const [initializationOptions, expected] of [
      [{}, ["json"]],
      [{ jsonCheckedLanguages: ["json"] }, []],
    ] as const) {
      const folder = await start({ initializationOptions });
      const uri = uriOf(folder, "outputs.tf.json");
      await client?.open(uri, broken, "json");
      expect((await client?.pull(uri))?.items.map(({ code }) => code)).toEqual(expected);
      await client?.stop();
      client = undefined;
    }
  });

  it("lead to declarations, and are found from them", async () => {
    const folder = await start();
    const uri = uriOf(folder, "outputs.tf.json");
    await client?.open(uri, text, "json");
    const at = (needle: string) => {
      const line = text.split("\n").findIndex((each) => each.includes(needle));
      return {
        textDocument: { uri },
        position: { line, character: (text.split("\n")[line] ?? "").indexOf(needle) + 1 },
      };
    };
    const variable = await client?.request<Location[]>("textDocument/definition", at("region"));
    expect(variable?.map((each) => [each.uri, each.range.start.line])).toEqual([[uriOf(folder, "main.tf"), 0]]);
    const output = await client?.request<Location[]>("textDocument/definition", at("cidr"));
    expect(output?.map((each) => each.uri)).toEqual([uriOf(folder, "net/main.tf")]);
    const context = { includeDeclaration: true };
    const uses = await client?.request<Location[]>("textDocument/references", { ...at("region"), context });
    expect(uses?.map((each) => each.uri).sort()).toEqual([uriOf(folder, "main.tf"), uri]);
    const hover = await client?.request<{ contents: { value: string } }>("textDocument/hover", at("region"));
    expect(hover?.contents.value).toContain("Where everything stands.");
    expect(await client?.request("textDocument/documentHighlight", at("region"))).toHaveLength(1);
  });
});
