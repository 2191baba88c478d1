// Checks that the examples people try the extension on are in order before they change anything.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isHclFile, listFiles, repositoryRoot } from "../scripts/oracle/inputs.js";
import { testParser } from "./harness/parser.js";

const examples = join(repositoryRoot, "examples");
const files = listFiles(examples, isHclFile).filter((path) => !path.includes(".terra"));

test("there are examples", () => expect(files.length).toBeGreaterThan(20));

test.each(files)("%s has no syntax error", async (path) => {
  const text = readFileSync(join(examples, path), "utf8");
  const { errors } = (await testParser()).parse(`file:///${path}`, 1, text);
  expect(errors).toEqual([]);
});

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

// Terraform leaves the `.tofu` files out; all else it understands as OpenTofu does, and its built-in provider is enough.
describe.skipIf(!hasTerraform)("the module, as Terraform sees it (needs terraform on the PATH)", () => {
  let folder = "";
  const terraform = (...args: string[]) =>
    execFileSync("terraform", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tofusmith-examples-"));
    for (const part of files.filter((path) => !/^(?:terragrunt|secrets)\//.test(path))) {
      cpSync(join(examples, part), join(folder, part), { recursive: true });
    }
    terraform("init", "-no-color");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is formatted", () => expect(terraform("fmt", "-check", "-recursive", "-list=true")).toBe(""));

  test.each([
    ["development", []],
    ["production", ["-var-file", "production.tfvars"]],
    ["everything off", ["-var", "enable_cache=false", "-var", "enable_queue=false", "-var", "enable_monitoring=false"]],
  ])("plans for %s", (_, args) => {
    expect(terraform("plan", "-no-color", ...args)).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
  });

  test("passes its own tests", () => expect(terraform("test", "-no-color")).toContain("Success! 4 passed, 0 failed."));
});
