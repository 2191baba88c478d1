// Product and version of a module: the decision table, and the features that follow from it.
import { describe, expect, it } from "vitest";
import {
  availabilityRequirement,
  type FeatureId,
  features,
  isAvailable,
  requirement,
  supports,
} from "../../server/src/model/builtins/featureVersions.js";
import { schemaAt } from "../../server/src/model/builtins/schema.js";
import { decideProduct, newestRelease, type ProductEvidence, parseTarget } from "../../server/src/model/product.js";
import { formatVersion, parseVersion } from "../../server/src/model/version.js";

const file = (name: string): ProductEvidence => ({ kind: "file", name });
const language = (languageId: string): ProductEvidence => ({ kind: "language", languageId });
const lock = (...hosts: string[]): ProductEvidence => ({ kind: "lock-file", hosts });
const pin = (name: string, text: string): ProductEvidence => ({ kind: "version-file", name, text });
const target = (value: string): ProductEvidence => ({ kind: "target", value });
const requires = (constraint: string, name: string): ProductEvidence => ({
  kind: "required-version",
  constraint,
  file: name,
});
const compatible = (constraint: string): ProductEvidence => ({ kind: "compatible-with", constraint, file: "main.tf" });

const newestTofu = "1.12.6";
const newestTerraform = "1.15.3";

/** Title, evidence, product, lower bound, the version that may be relied on. */
const table: [string, ProductEvidence[], string, string | undefined, string][] = [
  ["no evidence", [], "opentofu", undefined, newestTofu],
  ["our own language id says nothing", [language("opentofu")], "opentofu", undefined, newestTofu],
  ["Terraform's language id", [language("terraform")], "terraform", undefined, newestTerraform],
  ["Terraform's language id for values", [language("terraform-vars")], "terraform", undefined, newestTerraform],
  ["Terraform's version file", [pin(".terraform-version", "1.9.8\n")], "terraform", "1.9.8", "1.9.8"],
  ["a version file whose text is unknown", [file(".terraform-version")], "terraform", undefined, newestTerraform],
  ["a lock file of Terraform", [lock("registry.terraform.io")], "terraform", undefined, newestTerraform],
  ["a lock file of OpenTofu", [lock("registry.opentofu.org")], "opentofu", undefined, newestTofu],
  ["a lock file of both", [lock("registry.terraform.io", "registry.opentofu.org")], "opentofu", undefined, newestTofu],
  ["a lock file of another registry", [lock("registry.example.com")], "opentofu", undefined, newestTofu],
  ["a .tofu file", [file("main.tf"), file("main.tofu")], "opentofu", undefined, newestTofu],
  [
    "a .tofu file and Terraform's lock file",
    [file("a.tofu"), lock("registry.terraform.io")],
    "opentofu",
    undefined,
    newestTofu,
  ],
  [
    "a .tofutest.hcl file beside .terraform-version",
    [file("a.tofutest.hcl"), pin(".terraform-version", "1.9.8")],
    "opentofu",
    undefined,
    newestTofu,
  ],
  [
    "a language block",
    [{ kind: "language-block", file: "main.tf" }, language("terraform")],
    "opentofu",
    undefined,
    newestTofu,
  ],
  ["OpenTofu's version file", [pin(".opentofu-version", "v1.8.1")], "opentofu", "1.8.1", "1.8.1"],
  ["a version file with a comment", [pin(".opentofu-version", "# pinned\n\n1.10.0\n")], "opentofu", "1.10.0", "1.10.0"],
  ["a version file with a word", [pin(".opentofu-version", "latest")], "opentofu", undefined, newestTofu],
  ["compatible_with", [compatible(">= 1.12")], "opentofu", "1.12.0", "1.12.0"],
  [
    "required_version in .tf speaks of Terraform",
    [requires(">= 1.3", "versions.tf")],
    "opentofu",
    undefined,
    newestTofu,
  ],
  ["required_version in .tofu", [requires(">= 1.8, < 2.0", "versions.tofu")], "opentofu", "1.8.0", "1.8.0"],
  ["required_version in .tofu.json", [requires("~> 1.9", "versions.tofu.json")], "opentofu", "1.9.0", "1.9.0"],
  [
    "required_version in .tf, for Terraform",
    [requires(">= 1.3", "versions.tf"), language("terraform")],
    "terraform",
    "1.3.0",
    "1.3.0",
  ],
  ["the higher of two bounds", [requires(">= 1.8", "v.tofu"), compatible(">= 1.12")], "opentofu", "1.12.0", "1.12.0"],
  [
    "a pin within a bound",
    [requires(">= 1.6", "v.tofu"), pin(".opentofu-version", "1.10.3")],
    "opentofu",
    "1.10.3",
    "1.10.3",
  ],
  ["only an upper bound", [requires("< 1.10", "v.tofu")], "opentofu", undefined, "1.9.0"],
  ["only an exclusion", [requires("!= 1.9.0", "v.tofu")], "opentofu", undefined, newestTofu],
  ["a constraint that cannot be read", [requires("latest", "v.tofu")], "opentofu", undefined, newestTofu],
  ["a version newer than we know", [requires(">= 1.40", "v.tofu")], "opentofu", "1.40.0", "1.40.0"],
  ["the setting auto", [target("auto"), language("terraform")], "terraform", undefined, newestTerraform],
  [
    "the setting with a version overrules",
    [target("opentofu@1.11"), language("terraform"), compatible(">= 1.12")],
    "opentofu",
    "1.11.0",
    "1.11.0",
  ],
  [
    "the setting without a version",
    [target("opentofu"), lock("registry.terraform.io"), requires(">= 1.8", "v.tofu")],
    "opentofu",
    "1.8.0",
    "1.8.0",
  ],
  ["the setting for Terraform", [target("terraform@1.9"), file("main.tofu")], "terraform", "1.9.0", "1.9.0"],
  ["a setting that makes no sense", [target("pulumi@3")], "opentofu", undefined, newestTofu],
];

describe("the product of a module", () => {
  it.each(table)("%s", (_title, evidence, product, bound, version) => {
    const decision = decideProduct(evidence);
    expect(decision.product).toBe(product);
    expect(decision.lowerBound && formatVersion(decision.lowerBound)).toBe(bound);
    expect(formatVersion(decision.version)).toBe(version);
    expect(decision.evidence.length).toBeGreaterThan(0);
    for (const sentence of decision.evidence) expect(sentence).toMatch(/^[A-Z`].*\.$/su);
  });

  it("is explained, each reason once", () => {
    const evidence = [
      file("a.tofu"),
      lock("registry.terraform.io"),
      pin(".terraform-version", "1.5.7"),
      file(".terraform-version"),
    ];
    expect(decideProduct(evidence).evidence).toEqual([
      "Only OpenTofu reads `a.tofu`.",
      "The lock file names Terraform's registry.",
      "There is a file `.terraform-version`.",
      "There is evidence for both products, so it is taken for OpenTofu.",
      "No version is required, so the newest release is assumed: 1.12.6.",
    ]);
  });

  it("can be set as a target", () => {
    expect(parseTarget("auto")).toBeUndefined();
    expect(parseTarget("tofu@1.10")?.product).toBe("opentofu");
    expect(parseTarget("terraform")).toEqual({ product: "terraform", version: undefined });
    expect(parseTarget("opentofu@next")).toBeUndefined();
  });
});

describe("features by version", () => {
  const at = (product: "opentofu" | "terraform", text: string) => ({ product, version: parseVersion(text)! });

  it.each<[FeatureId, "opentofu" | "terraform", string, string | undefined]>([
    ["lifecycle-enabled", "opentofu", "1.11", undefined],
    ["lifecycle-enabled", "opentofu", "1.10.9", "needs OpenTofu ≥ 1.11"],
    ["lifecycle-enabled", "terraform", "1.15.3", "needs OpenTofu ≥ 1.11"],
    ["ephemeral", "terraform", "1.10", undefined],
    ["ephemeral", "opentofu", "1.10", "needs OpenTofu ≥ 1.11"],
    ["actions", "opentofu", "1.12.6", "needs Terraform ≥ 1.14"],
    ["moved-block", "opentofu", "1.6", undefined],
  ])("%s with %s %s", (id, product, version, expected) => {
    expect(requirement(id, at(product, version))).toBe(expected);
    expect(supports(id, at(product, version))).toBe(expected === undefined);
  });

  it("have versions that can be read", () => {
    for (const [id, row] of Object.entries(features)) {
      for (const text of [row.opentofu, row.terraform]) {
        expect(text === "never" || parseVersion(text) !== undefined, `${id}: ${text}`).toBe(true);
      }
    }
  });

  it("are read from the schema too", () => {
    const { attributes } = schemaAt("configuration", [{ type: "variable" }])!;
    expect(isAvailable(attributes.type!, at("opentofu", "1.6"))).toBe(true);
    expect(isAvailable(attributes.const!, at("opentofu", "1.11"))).toBe(false);
    expect(availabilityRequirement(attributes.const!, at("opentofu", "1.11"))).toBe("needs OpenTofu ≥ 1.12");
    expect(isAvailable(attributes.const!, { product: "opentofu", version: newestRelease("opentofu") })).toBe(true);
  });
});
