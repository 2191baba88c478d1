// The bundled command line: `refactor` at a place and at every place of a folder.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, folderOf } from "../lsp/bundledServer.js";

const toggles = [
  'resource "terraform_data" "x" {\n  count = var.on ? 1 : 0\n}\n',
  'resource "terraform_data" "y" {\n  count = var.on ? 1 : 0\n  input = terraform_data.x[count.index].id\n}\n',
  'resource "terraform_data" "z" {\n  count = 2\n}\n',
  'variable "on" {\n  type = bool\n}\n',
].join("\n");

const workspaces = [
  "locals {",
  '  environment = trimprefix(terraform.workspace, "shop-")',
  '  is_test     = trimprefix(terraform.workspace, "shop") == "-test"',
  "}",
  "",
  'resource "terraform_data" "x" {',
  '  count = local.environment == "test" ? 1 : 0',
  "}",
  "",
].join("\n");

async function run(cwd: string, ...args: string[]) {
  const cli = join(await bundle(), "cli.cjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "refactor", ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("tofusmith refactor", () => {
  it("prints a diff and writes nothing by itself", async () => {
    const folder = folderOf({ "main.tf": toggles });
    const { status, stdout } = await run(folder, "count-to-enabled", "main.tf:2:3");
    expect(status).toBe(0);
    expect(stdout).toContain("+    enabled = var.on");
    expect(stdout).toContain("+  input = terraform_data.x.id");
    expect(readFileSync(join(folder, "main.tf"), "utf8")).toBe(toggles);
  });

  it("writes what it changes at every place, and says what it refuses", async () => {
    const folder = folderOf({ "main.tf": toggles });
    const { status, stderr } = await run(folder, "count-to-enabled", "--all", ".", "--write");
    expect(status).toBe(0);
    expect(stderr).toBe("main.tf:11: Its count is not provably 0 or 1.\n");
    const text = readFileSync(join(folder, "main.tf"), "utf8");
    expect(text.split("enabled = var.on")).toHaveLength(3);
    expect(text).toContain("input = terraform_data.x.id");
  });

  it("leaves what only a person can answer for to one place", async () => {
    const folder = folderOf({ "main.tf": workspaces });
    const everywhere = await run(folder, "use-condition-name", "--all", ".");
    expect(everywhere.status).toBe(1);
    const here = await run(folder, "use-condition-name", "main.tf:7:3");
    expect(here.status).toBe(0);
    expect(here.stdout).toContain("+  count = local.is_test ? 1 : 0");
  });

  it("creates the files that a refactor needs", async () => {
    const folder = folderOf({ "main.tf": 'resource "terraform_data" "x" {\n  input = 1\n}\n' });
    const { status } = await run(folder, "single-to-for-each", "main.tf:1:1", "--write");
    expect(status).toBe(0);
    expect(readFileSync(join(folder, "moved.tf"), "utf8")).toContain('to   = terraform_data.x["x"]');
  });

  it("prints JSON with the outcome of each place", async () => {
    const folder = folderOf({ "main.tf": toggles });
    const { status, stdout } = await run(folder, "count-to-enabled", "main.tf:11:3", "--json");
    expect(status).toBe(1);
    const answer = JSON.parse(stdout) as { outcomes: { refused?: string }[]; files: unknown[] };
    expect(answer.outcomes.map((one) => one.refused)).toEqual(["Its count is not provably 0 or 1."]);
    expect(answer.files).toEqual([]);
  });

  it("takes the blocks that are selected", async () => {
    const folder = folderOf({ "main.tf": toggles });
    const { status, stdout } = await run(
      folder,
      "run-only-if",
      "main.tf:1:1-8:2",
      "--offer",
      "Run only if `var.on` is true",
    );
    expect(status).toBe(1);
    expect(stdout).toBe("");
    const plain = folderOf({
      "main.tf": toggles.replaceAll("count = var.on ? 1 : 0", "").replaceAll("[count.index]", ""),
    });
    const { stdout: diff } = await run(
      plain,
      "run-only-if",
      "main.tf:1:1-8:2",
      "--offer",
      "Run only if `var.on` is true",
    );
    expect(diff.split("+    enabled = var.on")).toHaveLength(3);
  });

  it("exits with 2 where its arguments are wrong", async () => {
    const folder = folderOf({ "main.tf": toggles });
    for (const args of [
      [],
      ["no-such"],
      ["count-to-enabled"],
      ["extract-local", "--all", "."],
      ["count-to-enabled", "main.tf"],
      ["count-to-enabled", "main.tf:2:3-"],
      ["count-to-enabled", "main.tf:2-3:1"],
    ]) {
      expect((await run(folder, ...args)).status).toBe(2);
    }
  });
});
