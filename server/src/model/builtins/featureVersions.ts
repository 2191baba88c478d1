// Which language features exist in which version of which product.
//
// Origin: OpenTofu's changelogs 1.6 to 1.12 and Terraform's up to 1.15. Rows checked by running both programs on the
// same input are OpenTofu 1.12.6 against Terraform 1.11.4; later versions of Terraform were read, not run.

import type { Product, ProductDecision } from "../product.js";
import { productNames } from "../product.js";
import { compareVersions, parseVersion } from "../version.js";
import { NEVER } from "./define.js";
import type { Lifetime } from "./schema.js";

export interface FeatureVersions {
  /** As the object of "… needs OpenTofu 1.11": a noun phrase in Markdown. */
  readonly name: string;
  readonly opentofu: string;
  readonly terraform: string;
  /** What differs where both have it. */
  readonly note?: string;
}

/** In every version of OpenTofu, which began as Terraform 1.5. */
const always = "1.6";

function feature(name: string, opentofu: string, terraform: string, note?: string): FeatureVersions {
  return { name, opentofu, terraform, ...(note !== undefined && { note }) };
}

/** In the order in which OpenTofu got them. */
const rows = {
  "moved-block": feature("the `moved` block", always, "1.1"),
  "import-block": feature("the `import` block", always, "1.5"),
  "check-block": feature("the `check` block", always, "1.5"),
  "replace-triggered-by": feature("`replace_triggered_by`", always, "1.2"),
  "test-files": feature("tests in `.tftest.hcl` files", always, "1.6"),
  "tofutest-files": feature("tests in `.tofutest.hcl` files", "1.8", NEVER),
  "removed-block": feature(
    "the `removed` block",
    "1.7",
    "1.7",
    "Without a `lifecycle` block inside it, OpenTofu forgets the object and warns; Terraform destroys it.",
  ),
  encryption: feature("encryption of state and plan files", "1.7", NEVER),
  "import-for-each": feature("`for_each` in `import` blocks", "1.7", "1.7", "OpenTofu also takes tuples and sets."),
  "import-dynamic-keys": feature("expressions as instance keys in `to` of `import` blocks", "1.7", "1.7"),
  "provider-functions": feature(
    "functions of providers",
    "1.7",
    "1.8",
    "OpenTofu's may use the provider's configuration.",
  ),
  "core-namespace": feature("`core::` in front of a function", "1.7", "1.8"),
  "early-evaluation": feature(
    "variables and local values in module sources, backends and encryption",
    "1.8",
    NEVER,
    "Terraform 1.15 allows `const` variables and local values in module sources and versions, not in backends.",
  ),
  "module-source-variables": feature("variables and local values in the source of a module", "1.8", "1.15"),
  "tofu-files": feature("files that end in `.tofu`", "1.8", NEVER),
  mocks: feature("mocks and overrides in tests", "1.8", "1.7"),
  "provider-for-each": feature("`for_each` in `provider` blocks", "1.9", NEVER),
  "provider-instance-keys": feature("a key after a provider reference, as `aws.by_region[each.key]`", "1.9", NEVER),
  "validation-references": feature("other objects in the condition of a `validation` block", "1.9", "1.9"),
  "tofu-root": feature("`tofu.workspace`", "1.9", NEVER),
  "encrypted-metadata-alias": feature("`encrypted_metadata_alias`", "1.9", NEVER),
  "deprecated-argument": feature("`deprecated` in variables and outputs", "1.10", "1.15"),
  "removed-lifecycle": feature("`lifecycle` in `removed` blocks", "1.10", "1.7"),
  "removed-provisioner": feature("provisioners in `removed` blocks", "1.10", "1.9"),
  "oci-sources": feature("module sources that begin with `oci://`", "1.10", NEVER),
  "external-encryption": feature("encryption by programs of your own", "1.10", NEVER),
  "pbkdf2-chain": feature("`chain` of the key provider `pbkdf2`", "1.10", NEVER),
  "moved-between-types": feature(
    "moves to another resource type",
    "1.10",
    "1.8",
    "In Terraform the provider must support the move.",
  ),
  "module-version-null": feature("`null` as the version of a module", "1.10", "1.15"),
  "short-circuit": feature("`&&` and `||` that skip what cannot matter any more", "1.10", "1.12"),
  "builtin-provider-functions": feature("the functions of the provider `terraform`", "1.10", "1.8"),
  "s3-lockfile": feature("`use_lockfile` of the backend `s3`", "1.10", "1.10"),
  ephemeral: feature("ephemeral resources, variables and outputs", "1.11", "1.10"),
  "write-only-arguments": feature("write-only arguments", "1.11", "1.11"),
  "terraform-applying": feature("`terraform.applying`", "1.11", "1.10"),
  "lifecycle-enabled": feature("`enabled` in `lifecycle`", "1.11", NEVER),
  "module-lifecycle": feature("`lifecycle` in `module` blocks", "1.11", NEVER),
  "azure-vault": feature("the key provider `azure_vault`", "1.11", NEVER),
  "mock-provider-for-each": feature("`for_each` in `mock_provider` blocks", "1.11", NEVER),
  "implied-module-moves": feature(
    "moves between `module.x` and `module.x[0]` without a `moved` block",
    "1.11",
    NEVER,
    "For resources, both products know such moves in all versions.",
  ),
  "unused-object-attribute-warning": feature(
    "the warning about object attributes that the type does not have",
    "1.11",
    NEVER,
  ),
  "language-block": feature("the `language` block", "1.12", NEVER),
  "const-variables": feature("`const` in variables", "1.12", "1.15"),
  "lifecycle-destroy": feature("`destroy` in `lifecycle`", "1.12", NEVER),
  "prevent-destroy-expressions": feature("expressions in `prevent_destroy`", "1.12", NEVER),
  "import-identity": feature("`identity` in `import` blocks", "1.12", "1.12"),
  "required-version-in-tofu-files-only": feature("passing over `required_version` in `.tf` files", "1.12", NEVER),
  "provider-schema-deprecations": feature("warnings about attributes that a provider has deprecated", "1.12", "1.15"),
  "winrm-deprecation": feature("the warning about WinRM connections", "1.12", NEVER),
  "validated-replace-triggers": feature(
    "checking the targets of `replace_triggered_by` when validating",
    always,
    NEVER,
  ),
  "convert-function": feature("the function `convert`", "1.13", "1.15"),
  "assume-functions": feature("the functions that begin with `assume`", "1.13", NEVER),
  "output-type": feature("`type` in outputs", NEVER, "1.15"),
  actions: feature("`action` blocks", NEVER, "1.14"),
  "query-files": feature("search files", NEVER, "1.14"),
  stacks: feature("stack files", NEVER, "1.13"),
  "mock-files": feature("mock files", NEVER, "1.7"),
  "parallel-tests": feature("tests that run at the same time", NEVER, "1.12"),
  "test-state-key": feature("`state_key` in tests", NEVER, "1.11"),
} satisfies Record<string, FeatureVersions>;

export type FeatureId = keyof typeof rows;

export const features: Readonly<Record<FeatureId, FeatureVersions>> = rows;

/** Whether a feature may be relied on in the module. */
export function supports(id: FeatureId, decision: Pick<ProductDecision, "product" | "version">): boolean {
  return reached(features[id][decision.product], decision);
}

/** What is missing for a feature, as "needs OpenTofu ≥ 1.11"; undefined where it may be relied on. */
export function requirement(id: FeatureId, decision: Pick<ProductDecision, "product" | "version">): string | undefined {
  return supports(id, decision) ? undefined : need(features[id], decision.product);
}

/** Whether an attribute or block of the schema exists in the module's product and version. */
export function isAvailable(item: Lifetime, decision: Pick<ProductDecision, "product" | "version">): boolean {
  const since = item.since?.[decision.product];
  const until = item.until?.[decision.product];
  return (since === undefined || reached(since, decision)) && (until === undefined || !reached(until, decision));
}

/** What is missing for an attribute or block, as "needs OpenTofu ≥ 1.11"; undefined where nothing is. */
export function availabilityRequirement(
  item: Lifetime,
  decision: Pick<ProductDecision, "product" | "version">,
): string | undefined {
  if (isAvailable(item, decision) || !item.since) return undefined;
  return need({ opentofu: item.since.opentofu ?? always, terraform: item.since.terraform ?? NEVER }, decision.product);
}

function need(versions: Readonly<Record<Product, string>>, product: Product): string {
  const other = product === "opentofu" ? "terraform" : "opentofu";
  const wanted = versions[product] === NEVER ? other : product;
  return `needs ${productNames[wanted]} ≥ ${versions[wanted]}`;
}

function reached(since: string, { version }: Pick<ProductDecision, "version">): boolean {
  const bound = since === NEVER ? undefined : parseVersion(since);
  return bound !== undefined && compareVersions(version, bound) >= 0;
}
