// Definitions, type definitions and links that lead into modules which `init` has installed.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { fullClient, type WireRange } from "./protocolClient.js";

interface Location {
  readonly uri: string;
  readonly range: WireRange;
}

const main = `module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.1.0"
  cidr    = "10.0.0.0/16"
}

module "tools" {
  source = "git::https://example.com/tools.git?ref=v1"
}

output "id" {
  value = module.vpc.vpc_id
}
`;

const list = {
  Modules: [
    { Key: "", Source: "", Dir: "." },
    {
      Key: "vpc",
      Source: "registry.opentofu.org/terraform-aws-modules/vpc/aws",
      Version: "5.1.0",
      Dir: ".terraform/modules/vpc",
    },
    { Key: "vpc.flow", Source: "git::https://example.com/flow.git", Dir: ".terraform/modules/vpc.flow" },
    { Key: "tools", Source: "git::https://example.com/tools.git?ref=v1", Dir: ".terraform/modules/tools/deep" },
  ],
};

const inner = 'module "flow" {\n  source = "git::https://example.com/flow.git"\n}\n';

let folder: string;
let client: TestClient;

beforeEach(async () => {
  folder = folderOf({
    "main.tf": main,
    ".terraform/modules/modules.json": JSON.stringify(list),
    ".terraform/modules/vpc/main.tf": inner,
    ".terraform/modules/vpc/variables.tf": '# Its network.\nvariable "cidr" {\n  type = string\n}\n',
    ".terraform/modules/vpc/outputs.tf": 'output "vpc_id" {\n  value = "vpc-1"\n}\n',
    ".terraform/modules/vpc.flow/flow.tf": "locals {}\n",
    ".terraform/modules/tools/deep/tools.tf": "locals {\n  broken = \n}\n",
  });
  client = await TestClient.start({ folders: [folder], capabilities: fullClient });
  await client.open(uriOf(folder, "main.tf"), main);
});

afterEach(async () => {
  await client.stop();
});

/** Where a request leads to from a text of a file, as `path:line`. */
async function from(method: string, text: string, needle: string, path = "main.tf"): Promise<string[]> {
  const lines = text.split("\n");
  const line = lines.findIndex((each) => each.includes(needle));
  const position = { line, character: (lines[line] ?? "").indexOf(needle) + 1 };
  const params = { textDocument: { uri: uriOf(folder, path) }, position };
  const found = await client.request<Location[]>(`textDocument/${method}`, params);
  return found.map(({ uri, range }) => `${uri.slice(uriOf(folder).length + 1)}:${range.start.line + 1}`);
}

describe("an installed module", () => {
  it("is led to by its source, its inputs and its outputs", async () => {
    expect(await from("definition", main, "terraform-aws-modules")).toEqual([".terraform/modules/vpc/main.tf:1"]);
    expect(await from("definition", main, "cidr ")).toEqual([".terraform/modules/vpc/variables.tf:2"]);
    expect(await from("definition", main, "vpc_id")).toEqual([".terraform/modules/vpc/outputs.tf:1"]);
    expect(await from("definition", main, "git::")).toEqual([".terraform/modules/tools/deep/tools.tf:1"]);
  });

  it("is the type of the call that installed it", async () => {
    expect(await from("typeDefinition", main, '"vpc"')).toEqual([".terraform/modules/vpc/main.tf:1"]);
    expect(await from("typeDefinition", main, "vpc.vpc_id")).toEqual([".terraform/modules/vpc/main.tf:1"]);
    expect(await from("definition", main, "vpc.vpc_id")).toEqual(["main.tf:1"]);
  });

  it("leads on to those that it calls", async () => {
    const path = ".terraform/modules/vpc/main.tf";
    await client.open(uriOf(folder, path), inner);
    expect(await from("definition", inner, "git::", path)).toEqual([".terraform/modules/vpc.flow/flow.tf:1"]);
  });

  it("is opened by a link, and documented by another", async () => {
    const params = { textDocument: { uri: uriOf(folder, "main.tf") } };
    const links = await client.request<{ target: string }[]>("textDocument/documentLink", params);
    expect(links.map(({ target }) => target)).toEqual([
      uriOf(folder, ".terraform/modules/vpc/main.tf"),
      "https://search.opentofu.org/module/terraform-aws-modules/vpc/aws/v5.1.0",
      uriOf(folder, ".terraform/modules/tools/deep/tools.tf"),
    ]);
  });

  it("is not part of the workspace", async () => {
    await from("definition", main, "cidr ");
    const symbols = await client.request<{ location: { uri: string } }[]>("workspace/symbol", { query: "" });
    expect(symbols.filter(({ location }) => location.uri.includes(".terraform"))).toEqual([]);
    expect((await client.pull(uriOf(folder, "main.tf"))).items).toEqual([]);
  });
});
