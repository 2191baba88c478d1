// Files of Terragrunt over the protocol: findings that need other files, and an edit over the whole repository.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderOf, TestClient, uriOf } from "./bundledServer.js";
import { at } from "./protocolClient.js";

let client: TestClient | undefined;

afterEach(async () => {
  await client?.stop().catch(() => undefined);
  client = undefined;
});

const unit = [
  "include {",
  "  path = find_in_parent_folders()",
  "}",
  "",
  'dependency "vpc" {',
  '  config_path = "../vcp"',
  "}",
  "",
].join("\n");

const exposing = [
  'include "root" {',
  '  path   = find_in_parent_folders("root.hcl")',
  "  expose = true",
  "}",
  "",
  "inputs = {",
  "  zone = include.root.locals.zone",
  "}",
  "",
].join("\n");

const listing = ["locals {", '  names = fileset("../../files", "**")', "}", ""].join("\n");

describe("a repository of Terragrunt", () => {
  it("is checked across files once it is read, and its root renamed in one edit", async () => {
    const folder = folderOf({
      "live/terragrunt.hcl": "inputs = {}\n",
      "live/app/terragrunt.hcl": unit,
      "live/vpc/terragrunt.hcl": "include {\n  path = find_in_parent_folders()\n}\n",
    });
    const opened = await TestClient.start({ folders: [folder] });
    client = opened;
    const uri = uriOf(folder, "live/app/terragrunt.hcl");
    await opened.open(uri, unit, "terragrunt");
    await expect
      .poll(async () => (await opened.pull(uri)).items.map(({ code }) => code).sort(), { timeout: 20_000 })
      .toEqual(["bare-include", "missing-dependency", "root-terragrunt-hcl", "unused-configuration"]);
    const { items } = await opened.pull(uri);
    const actions = await opened.actions(uri, at(1, 12), { diagnostics: items, triggerKind: 1 });
    const action = actions.find(({ title }) => title === "Call the root configuration `root.hcl` everywhere");
    if (!action) throw new Error(`no such action among ${actions.map(({ title }) => title).join("; ")}`);
    const { edit } = await opened.resolve(action);
    const changes = edit?.documentChanges ?? [];
    const renames = changes.filter((change) => (change as { kind?: string }).kind === "rename");
    expect(renames).toHaveLength(1);
    expect(changes.length - renames.length).toBe(2);
  });

  it("waits until all files are read before it renames what others name", async () => {
    const units = Array.from({ length: 60 }, (_, i) => [`live/u${i}/terragrunt.hcl`, exposing] as const);
    const folder = folderOf({ "root.hcl": 'locals {\n  zone = "a"\n}\n', ...Object.fromEntries(units) });
    const opened = await TestClient.start({ folders: [folder] });
    client = opened;
    const uri = uriOf(folder, "root.hcl");
    await opened.open(uri, 'locals {\n  zone = "a"\n}\n', "terragrunt");
    const edit = await opened.request<{ documentChanges: unknown[] }>("textDocument/rename", {
      textDocument: { uri },
      position: { line: 1, character: 3 },
      newName: "place",
    });
    expect(edit.documentChanges).toHaveLength(61);
  });

  it("lists the files of a folder for `fileset`, of any ending", async () => {
    const folder = folderOf({
      "root.hcl": "inputs = {}\n",
      "files/run.bin": "",
      "files/deep/more.bin": "",
      "live/app/terragrunt.hcl": listing,
    });
    const opened = await TestClient.start({ folders: [folder] });
    client = opened;
    const uri = uriOf(folder, "live/app/terragrunt.hcl");
    await opened.open(uri, listing, "terragrunt");
    const shown = async () => {
      const params = { textDocument: { uri }, position: { line: 1, character: 3 } };
      const hover = await opened.request<{ contents: { value: string } } | null>("textDocument/hover", params);
      return hover?.contents.value ?? "";
    };
    await expect.poll(shown, { timeout: 20_000 }).toContain("run.bin");
    expect(await shown()).toContain("deep/more.bin");
  });

  it("is known above the folder that is open, as far as the repository goes", async () => {
    const repository = folderOf({
      ".git/HEAD": "ref: refs/heads/main\n",
      "root.hcl": 'locals {\n  region = "eu-west-1"\n}\n',
      "live/app/terragrunt.hcl": exposing,
    });
    const opened = await TestClient.start({ folders: [join(repository, "live")] });
    client = opened;
    const uri = uriOf(repository, "live/app/terragrunt.hcl");
    await opened.open(uri, exposing, "terragrunt");
    await expect
      .poll(async () => (await opened.pull(uri)).items.map(({ message }) => message), { timeout: 20_000 })
      .toEqual(["`root.hcl` has no local value `zone`."]);
  });
});
