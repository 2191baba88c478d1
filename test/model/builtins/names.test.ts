// Names: of files, of reference roots, and names that were probably meant.
import { describe, expect, it } from "vitest";
import {
  documentType,
  type FileKind,
  fileTypeOf,
  hidingName,
  isAutoVariables,
  isOverride,
  languageIds,
  moduleFiles,
} from "../../../server/src/model/builtins/fileKinds.js";
import { isInScope, referenceRoots, reservedRoots, type Scope } from "../../../server/src/model/builtins/references.js";
import { didYouMean, editDistance, sortedNames } from "../../../server/src/model/builtins/suggest.js";

describe("a file's kind", () => {
  it.each<[string, FileKind | undefined, "native" | "json" | undefined]>([
    ["main.tf", "configuration", "native"],
    ["main.tofu", "configuration", "native"],
    ["main.tf.json", "configuration", "json"],
    ["main.tofu.json", "configuration", "json"],
    ["a.tftest.hcl", "test", "native"],
    ["a.tofutest.json", "test", "json"],
    ["a.tfmock.hcl", "mock", "native"],
    ["prod.tfvars", "variables", "native"],
    ["prod.auto.tfvars.json", "variables", "json"],
    [".terraform.lock.hcl", "lock", "native"],
    [".tofurc", "cli-config", "native"],
    ["terragrunt.hcl", "terragrunt-unit", "native"],
    ["terragrunt.hcl.json", "terragrunt-unit", "json"],
    ["root.hcl", "terragrunt-include", "native"],
    ["terragrunt.stack.hcl", "terragrunt-stack", "native"],
    ["terragrunt.values.hcl", "terragrunt-values", "native"],
    ["terragrunt.autoinclude.stack.hcl", "terragrunt-autoinclude-stack", "native"],
    ["a.tfquery.hcl", "terraform-only", "native"],
    ["env.hcl", "hcl", "native"],
    ["app.pkr.hcl", "hcl", "native"],
    ["job.nomad", "hcl", "native"],
    ["README.md", undefined, undefined],
    ["package.json", undefined, undefined],
  ])("of %s is %s", (name, kind, syntax) => {
    expect(fileTypeOf(name)).toEqual(kind && { kind, syntax });
  });

  it("of a document follows its language where the name does not fit it", () => {
    expect(documentType("common.hcl", "terragrunt")).toEqual({ kind: "terragrunt-include", syntax: "native" });
    expect(documentType("terragrunt.stack.hcl", "terragrunt")?.kind).toBe("terragrunt-stack");
    expect(documentType("main.tf", "terraform")?.kind).toBe("configuration");
    expect(documentType("main.tf.json", "json")).toEqual({ kind: "configuration", syntax: "json" });
    expect(documentType("Untitled-1", "opentofu")?.kind).toBe("configuration");
    expect(documentType("notes.txt", "plaintext")).toBeUndefined();
  });

  it("has a language id that leads back to it, or to its general form", () => {
    for (const [kind, ids] of Object.entries(languageIds)) {
      const general = documentType("unnamed", ids[0]!)!.kind;
      expect(general === kind || languageIds[general].includes(ids[0]!)).toBe(true);
    }
  });
});

describe("the files of a module", () => {
  it("are read in order, with overrides last and hidden files left out", () => {
    const files = moduleFiles([
      ...["z.tf", "a.tf", "a.tofu", "b.tf.json", "b.tofu", "Z.tf", "override.tf", "x_override.tofu", "x_override.tf"],
      ...["t.tftest.hcl", "t.tofutest.hcl", "u.tftest.hcl", ".hidden.tf", "main.tf~", "#main.tf#", "notes.txt"],
      ...["z.auto.tfvars", "terraform.tfvars.json", "terraform.tfvars", "a.auto.tfvars.json", "prod.tfvars"],
    ]);
    expect(files.primary).toEqual(["Z.tf", "a.tofu", "b.tf.json", "b.tofu", "z.tf"]);
    expect(files.overrides).toEqual(["override.tf", "x_override.tofu"]);
    expect(files.tests).toEqual(["t.tofutest.hcl", "u.tftest.hcl"]);
    expect(files.variables).toEqual([
      "terraform.tfvars",
      "terraform.tfvars.json",
      "a.auto.tfvars.json",
      "z.auto.tfvars",
    ]);
    expect([...files.hidden]).toEqual([
      ["a.tf", "a.tofu"],
      ["x_override.tf", "x_override.tofu"],
      ["t.tftest.hcl", "t.tofutest.hcl"],
    ]);
  });

  it("are told apart by their names alone", () => {
    expect(["override.tf", "a_override.tf.json", "override.tofu"].every(isOverride)).toBe(true);
    expect(["overrides.tf", "my-override.tf", "a_override.tfvars"].some(isOverride)).toBe(false);
    expect(isAutoVariables("terraform.tfvars")).toBe(true);
    expect(isAutoVariables("prod.tfvars")).toBe(false);
    expect(hidingName("main.tf.json")).toBe("main.tofu.json");
    expect(hidingName("main.tofu")).toBeUndefined();
  });
});

describe("reference roots", () => {
  it("are explained in sentences and lead somewhere", () => {
    for (const [name, root] of Object.entries(referenceRoots)) {
      expect(root.doc, name).toMatch(/^[A-Z].*\.$/su);
      expect(root.shape.startsWith(`${name}.`), name).toBe(true);
      expect(Boolean(root.attributes) || root.shape.split(".").length > 1, name).toBe(true);
      expect(reservedRoots.has(name)).toBe(false);
      for (const [attribute, { doc }] of Object.entries(root.attributes ?? {})) expect(doc, attribute).toMatch(/\.$/u);
    }
    expect(referenceRoots.constructor).toBeUndefined();
  });

  it.each<[string, Scope, boolean]>([
    ["var", "repetition", true],
    ["each", "repetition", false],
    ["each", "module-call", true],
    ["each", "provider", true],
    ["count", "provider", false],
    ["self", "postcondition", true],
    ["self", "precondition", false],
    ["var", "destroy-provisioner", false],
    ["path", "destroy-provisioner", true],
    ["local", "early", true],
    ["module", "early", false],
    ["key_provider", "encryption", true],
    ["key_provider", "resource", false],
    ["run", "test-assert", true],
    ["run", "resource", false],
    ["module", "output", true],
  ])("%s in the scope %s: %s", (root, scope, expected) => expect(isInScope(root, scope)).toBe(expected));
});

describe("a name that was probably meant", () => {
  it("is the first within two edits", () => {
    expect(didYouMean("regoin", ["name", "region", "regions"])).toBe("region");
    expect(didYouMean("nme", sortedNames(["nome", "name"]))).toBe("name");
    expect(didYouMean("subnet", ["network"])).toBeUndefined();
    expect(didYouMean("x", [])).toBeUndefined();
  });

  it.each([
    ["", "", 0],
    ["", "ab", 2],
    ["kitten", "sitting", 3],
    ["flaw", "lawn", 2],
    ["region", "region", 0],
    ["größe", "grösse", 2],
  ])("%s and %s are %i edits apart", (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
    expect(editDistance(b, a)).toBe(expected);
    expect(editDistance(a, b, 3)).toBe(Math.min(expected, 3));
  });
});
