// The bundled command line: `check` with its formats, its filters and its exit codes.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, folderOf } from "../lsp/bundledServer.js";

const toggle = 'resource "aws_eip" "nat" {\n  count = var.nat ? 1 : 0\n}\n\nvariable "nat" {\n  type = bool\n}\n';
const broken = "locals {\n  a = [1,\n}\n";
const finding = "count-instead-of-enabled";

async function run(cwd: string, ...args: string[]) {
  const cli = join(await bundle(), "cli.cjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("tofusmith check", () => {
  it("exits with 0 and a summary where nothing is found", async () => {
    const folder = folderOf({
      "main.tf":
        'variable "a" {\n  type        = string\n  description = "A."\n}\n\noutput "a" {\n  value       = var.a\n  description = "A."\n}\n',
    });
    const { status, stdout, stderr } = await run(folder, "check", "--severity", "error");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^No findings; 1 file checked in \d+\.\d s\.\n$/);
    expect(status).toBe(0);
  });

  it("shows the part of a very long line that it speaks of", async () => {
    const folder = folderOf({ "main.tf": `locals {\n  a = [${"1, ".repeat(5000)}$]\n}\n` });
    const { stdout } = await run(folder, "check", "--severity", "error");
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(220);
    const marks = lines.findIndex((line) => line.includes("^"));
    expect(lines[marks - 1]?.[lines[marks]?.indexOf("^") ?? -1]).toBe("$");
  });

  it("prints each finding with its place and an excerpt, and exits with 1", async () => {
    const folder = folderOf({ "live/main.tf": broken });
    const { status, stdout } = await run(folder, "check", "live");
    expect(status).toBe(1);
    const [first = "", place = "", , line = "", marks = ""] = stdout.split("\n");
    expect(first).toMatch(/^Error: .+ \[[a-z-]+\]$/);
    expect(place).toMatch(/ on live\/main\.tf:3:1$/);
    expect(line).toContain("3 │ }");
    expect(marks.indexOf("^")).toBe(line.indexOf("}"));
    expect(stdout).toMatch(/\n1 error; 1 file checked in \d+\.\d s\.\n$/);
    expect(stdout).not.toContain("\u001b");
  });

  it("counts only what is at or above the severity", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const args = ["check", "--rule", finding, "--format", "json"];
    const all = await run(folder, ...args, "--severity", "hint");
    expect(all.status).toBe(1);
    const found = (JSON.parse(all.stdout) as { findings: { severity: string }[] }).findings;
    expect(found).toHaveLength(1);
    expect((await run(folder, "check", "--rule", finding)).status).toBe(1);
    expect((await run(folder, "check")).status).toBe(0);
    expect((await run(folder, ...args, "--severity=error")).status).toBe(0);
    expect((await run(folder, ...args, "--severity=error", `--rule=${finding}=error`)).status).toBe(1);
  });

  it("knows what the configuration is written for", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const args = ["check", "--rule", finding, "--severity", "hint", "--target"];
    expect((await run(folder, ...args, "terraform@1.9")).status).toBe(0);
    expect((await run(folder, ...args, "opentofu@1.10")).status).toBe(0);
    expect((await run(folder, ...args, "opentofu@1.11")).status).toBe(1);
  });

  it("writes JSON with 1-based places", async () => {
    const folder = folderOf({ "main.tf": toggle });
    const { stdout } = await run(folder, "check", "--format=json", "--severity=hint", `--rule=${finding}`);
    expect(JSON.parse(stdout)).toMatchObject({
      tool: { name: "tofusmith" },
      files: 1,
      findings: [{ rule: finding, file: "main.tf", range: { start: { line: 2, column: 3 }, end: { line: 2 } } }],
    });
  });

  it("writes SARIF with a rule for each result", async () => {
    const folder = folderOf({ "a b/main.tf": broken });
    const { stdout } = await run(folder, "check", "--format=sarif");
    const log = JSON.parse(stdout) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
        }[];
      }[];
    };
    expect(log.version).toBe("2.1.0");
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.level).toBe("error");
    expect(log.runs[0]?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("a%20b/main.tf");
    expect(result?.locations[0]?.physicalLocation.region.startLine).toBe(3);
  });

  it("checks a named file with its module, and reports on that file alone", async () => {
    const folder = folderOf({
      "main.tf": toggle.split("\n\n")[0] ?? "",
      "variables.tf": broken,
      "other/main.tf": broken,
    });
    const { stdout, status } = await run(folder, "check", "--format=json", "main.tf");
    expect(JSON.parse(stdout)).toMatchObject({ files: 1 });
    expect(stdout).not.toContain("variables.tf");
    expect(status).not.toBe(2);
  });

  it("leaves out what was installed or generated", async () => {
    const folder = folderOf({
      "main.tf": "locals {}\n",
      ".terraform/modules/m/main.tf": broken,
      ".terragrunt-cache/x/main.tf": broken,
      "node_modules/x/main.tf": broken,
    });
    expect((await run(folder, "check")).stdout).toContain("1 file checked");
  });

  it("tells what cannot be read and goes on", async () => {
    const folder = folderOf({
      "main.tf": "locals {}\n",
      "binary.tf": new Uint8Array([1, 0, 2]),
      "latin1.tf": new Uint8Array([0x23, 0xe9, 10]),
    });
    const { stderr, stdout, status } = await run(folder, "check");
    expect(stderr).toBe(
      "binary.tf is a binary file and is not analysed.\nlatin1.tf is not valid UTF-8; the bytes that are not are read as U+FFFD.\n",
    );
    expect(stdout).toContain("2 files checked");
    expect(status).toBe(0);
  });

  it.each([
    [["check", "no-such-folder"], "check: there is no file or folder no-such-folder\n"],
    [["check", "--format=xml"], "check: --format=xml: there are text, json, sarif\n"],
    [["check", "--severity=loud"], "check: --severity=loud: there are error, warning, information, hint\n"],
    [["check", "--rule=no-such-rule"], "check: --rule=no-such-rule: there is no rule no-such-rule\n"],
    [["check", "--rule=no-such-rule=off"], "check: --rule=no-such-rule=off: there is no rule no-such-rule\n"],
    [["check", "--target=pulumi"], "check: --target=pulumi: give a product such as opentofu@1.11\n"],
    [["check", "--colour"], "check: there is no option --colour\n"],
    [["check", "--format"], "check: --format: the option needs a value\n"],
    [["check", "--rule="], "check: --rule= is empty: the option needs a value\n"],
    [["no-such-subcommand"], "tofusmith: there is no subcommand no-such-subcommand\n"],
    [[], "tofusmith SUBCOMMAND"],
  ])("exits with 2 for %j", async (args, complaint) => {
    const { status, stderr } = await run(folderOf({}), ...args);
    expect(stderr.startsWith(complaint)).toBe(true);
    expect(status).toBe(2);
  });

  it("explains itself", async () => {
    const folder = folderOf({});
    const { stdout } = await run(folder, "help");
    expect(stdout).toContain("check");
    expect(stdout).toContain("fmt");
    expect((await run(folder, "check", "--help")).stdout).toContain("Exits with 0");
    expect((await run(folder, "help", "fmt")).stdout).toContain("tofusmith fmt");
    expect((await run(folder, "--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("tofusmith fmt", () => {
  it("formats the files of a folder", async () => {
    const folder = folderOf({ "main.tf": "locals {\na=1\n}\n" });
    expect((await run(folder, "fmt", "--check")).status).toBe(3);
    expect((await run(folder, "fmt")).stdout).toBe("main.tf\n");
    expect((await run(folder, "fmt", "--check")).status).toBe(0);
  });
});
