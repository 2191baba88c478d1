// The bundled command line: `fix` writes safe fixes until nothing is left, or shows them as a diff.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, folderOf } from "../lsp/bundledServer.js";

const old =
  'locals {\n  zones = ["a"]\n  first = "${element(local.zones, 0)}"\n}\n\noutput "first" {\n  value = "${local.first}"\n}\n';
const modern = 'locals {\n  zones = ["a"]\n  first = local.zones[0]\n}\n\noutput "first" {\n  value = local.first\n}\n';

async function run(cwd: string, ...args: string[]) {
  const cli = join(await bundle(), "cli.cjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "fix", ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("tofusmith fix", () => {
  it("writes what is fixed, over as many rounds as it takes, and names the files", async () => {
    const folder = folderOf({ "main.tf": old });
    const { status, stdout, stderr } = await run(folder);
    expect(stderr).toBe("");
    expect(stdout).toBe("main.tf\n");
    expect(readFileSync(join(folder, "main.tf"), "utf8")).toBe(modern);
    expect(status).toBe(0);
  });

  it("only shows the change with --diff, and exits with 1", async () => {
    const folder = folderOf({ "main.tf": old });
    const { status, stdout } = await run(folder, "--diff");
    expect(stdout.split("\n")).toEqual([
      "--- old/main.tf",
      "+++ new/main.tf",
      "@@ -1,8 +1,8 @@",
      " locals {",
      '   zones = ["a"]',
      '-  first = "${element(local.zones, 0)}"',
      "+  first = local.zones[0]",
      " }",
      " ",
      ' output "first" {',
      '-  value = "${local.first}"',
      "+  value = local.first",
      " }",
      "",
    ]);
    expect(readFileSync(join(folder, "main.tf"), "utf8")).toBe(old);
    expect(status).toBe(1);
  });

  it("keeps to the rules that are named, and takes unsafe fixes only on request", async () => {
    const folder = folderOf({ "main.tf": 'locals {\n  unused = "${upper("a")}"\n}\n' });
    expect((await run(folder, "--rule", "unused-declaration", "--diff")).stdout).toBe("");
    const { stdout } = await run(folder, "--rule", "unused-declaration", "--unsafe", "--diff");
    expect(stdout).toContain("-locals {\n");
    expect((await run(folder, "--unsafe")).status).toBe(2);
  });
});
