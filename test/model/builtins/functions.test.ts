// Documentation of functions: complete, free of contradictions, and with examples whose results are right.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { NEVER } from "../../../server/src/model/builtins/define.js";
import {
  builtinProviderFunctionDocs,
  functionDocs,
  removedFunctions,
  upcomingFunctions,
} from "../../../server/src/model/builtins/functions.js";
import { hasTerragruntFunction, terragruntFunctions } from "../../../server/src/model/builtins/terragrunt/functions.js";
import { signatures } from "../../../server/src/model/functions/signatures.js";

const reference = "../shared/reference/opentofu-functions.json";
const terragruntReference = "../shared/reference/terragrunt-schema.json";

interface Named {
  readonly name: string;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

describe("function documentation", () => {
  it("explains each of the 121 functions in sentences, with an example that calls it", () => {
    expect(functionDocs.size).toBe(121);
    for (const { name, doc, example, url } of functionDocs.values()) {
      expect(doc, name).toMatch(/^[A-Z`-].*\.$/su);
      expect(doc.length, name).toBeLessThan(260);
      expect(example.expression, name).toContain(`${name}(`);
      expect(example.result?.startsWith("?"), name).not.toBe(true);
      expect(url, name).toContain(`/functions/${name}`);
    }
  });

  it("covers exactly the functions that have a signature", () => {
    expect([...functionDocs.keys()]).toEqual(Object.keys(signatures).sort());
  });

  it("leaves the result out only where there is none that is always right", () => {
    const open = [...functionDocs.values()]
      .filter(({ example }) => example.result === undefined)
      .map(({ name }) => name);
    expect(open).toEqual(["bcrypt", "plantimestamp", "rsadecrypt", "timestamp", "uuid"]);
  });

  const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

  it.skipIf(!hasTerraform)("gives the results that a real evaluator gives (needs terraform)", () => {
    // Terraform takes only a reference as the template of `templatestring`.
    const checked = [...functionDocs.values()].filter(
      ({ name, example, since }) =>
        example.result !== undefined && since?.terraform !== NEVER && name !== "templatestring",
    );
    const directory = mkdtempSync(join(tmpdir(), "function-examples-"));
    try {
      for (const { example } of checked) {
        for (const [name, text] of Object.entries(example.files ?? {})) {
          mkdirSync(dirname(join(directory, name)), { recursive: true });
          writeFileSync(join(directory, name), text);
        }
      }
      const comparisons = checked.map(
        ({ example }) => `jsonencode(${example.expression}) == jsonencode(${example.result})`,
      );
      const output = execFileSync("terraform", ["console"], {
        cwd: directory,
        input: `jsonencode([${comparisons.join(", ")}])\n`,
        stdio: ["pipe", "pipe", "ignore"],
      });
      const right = JSON.parse(JSON.parse(output.toString())) as boolean[];
      expect(checked.filter((_, i) => !right[i]).map(({ name }) => name)).toEqual([]);
      expect(right.length).toBe(checked.length);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("does not overlap with removed and coming functions", () => {
    for (const name of [...removedFunctions.keys(), ...upcomingFunctions.keys()])
      expect(functionDocs.has(name)).toBe(false);
    expect(upcomingFunctions.size).toBe(13);
    expect(builtinProviderFunctionDocs.size).toBe(3);
  });

  it.skipIf(!existsSync(reference))("covers the functions of the reference (needs ../shared)", () => {
    const { functions } = read<{
      functions: (Named & { introduced_in_opentofu: string; in_terraform_1_11_4: boolean })[];
    }>(reference);
    expect([...functionDocs.keys()].sort()).toEqual(functions.map(({ name }) => name).sort());
    for (const entry of functions) {
      const since = functionDocs.get(entry.name)!.since;
      const expected = entry.introduced_in_opentofu.startsWith("1.5")
        ? "1.6"
        : entry.introduced_in_opentofu.split(" ")[0];
      expect(since?.opentofu ?? "1.6", entry.name).toBe(expected);
      expect(since?.terraform !== "never", entry.name).toBe(entry.in_terraform_1_11_4);
    }
  });
});

describe("Terragrunt's functions", () => {
  it("are its own ones and those of Terraform 0.15", () => {
    expect(terragruntFunctions.size).toBe(36);
    for (const name of ["get_env", "file", "list", "strcontains"]) expect(hasTerragruntFunction(name)).toBe(true);
    for (const name of ["urldecode", "templatestring", "convert", "nothing"])
      expect(hasTerragruntFunction(name)).toBe(false);
    for (const { name, doc } of terragruntFunctions.values()) expect(doc, name).toMatch(/^[A-Z-].*[.…]$/su);
  });

  it.skipIf(!existsSync(terragruntReference))("are those of the reference (needs ../shared)", () => {
    const data = read<{
      functions: (Named & { params: { optional: boolean }[]; variadic: string | null; returns: string })[];
      terraformFunctions: { names: string[] };
      tofuFunctionsNotAvailable: string[];
    }>(terragruntReference);
    expect([...terragruntFunctions.keys()].sort()).toEqual(data.functions.map(({ name }) => name).sort());
    for (const { name, returns } of data.functions) expect(terragruntFunctions.get(name)!.returns, name).toBe(returns);
    for (const name of data.terraformFunctions.names) expect(hasTerragruntFunction(name), name).toBe(true);
    for (const name of data.tofuFunctionsNotAvailable) expect(hasTerragruntFunction(name), name).toBe(false);
  });
});
