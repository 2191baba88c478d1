// Which product a module is written for, and for which versions of it.
//
// The rule: evidence for Terraform makes it Terraform, evidence for OpenTofu, for both, or for neither makes it
// OpenTofu; a setting overrules. Evidence is plain data that the caller collects; nothing is read here.

import { isOpenTofuOnly } from "./builtins/fileKinds.js";
import { type Constraint, lowerBound, parseConstraints, satisfies } from "./constraint.js";
import { formatVersion, parseVersion, type Version } from "./version.js";

export type Product = "opentofu" | "terraform";

/** One thing that speaks for a product, or that bounds its version. File names are shown in messages as given. */
export type ProductEvidence =
  /** The setting or command-line option: `auto`, `opentofu`, `opentofu@1.11`, `terraform@1.9`, … */
  | { readonly kind: "target"; readonly value: string }
  /** The language id of an open document of the module. */
  | { readonly kind: "language"; readonly languageId: string }
  /** A file of the module's directory, by name. */
  | { readonly kind: "file"; readonly name: string }
  /** The registry hosts of the providers that a lock file names. */
  | { readonly kind: "lock-file"; readonly hosts: readonly string[] }
  /** A file that pins the version, with its text: `.opentofu-version` or `.terraform-version`. */
  | { readonly kind: "version-file"; readonly name: string; readonly text: string }
  /** A `language` block. */
  | { readonly kind: "language-block"; readonly file: string }
  /** The value of `compatible_with { opentofu = … }`. */
  | { readonly kind: "compatible-with"; readonly constraint: string; readonly file: string }
  /** The value of `required_version`, with the file it stands in, whose extension decides whom it speaks to. */
  | { readonly kind: "required-version"; readonly constraint: string; readonly file: string };

export interface ProductDecision {
  readonly product: Product;
  /** The lowest version that the module promises to work with; undefined where nothing says so. */
  readonly lowerBound: Version | undefined;
  /** The newest release that we know of and that the module's constraints allow. */
  readonly newest: Version;
  /** What may be relied on: the lower bound, or the newest release where there is none. */
  readonly version: Version;
  /** Why, as sentences for the user; never empty. */
  readonly evidence: readonly string[];
}

export const productNames: Readonly<Record<Product, string>> = { opentofu: "OpenTofu", terraform: "Terraform" };

/** The newest release of each product that the built-in data describes. Its minor versions before it start at 1.0. */
const newestReleases: Readonly<Record<Product, string>> = { opentofu: "1.12.6", terraform: "1.15.3" };

/** OpenTofu began at 1.6, as a fork of Terraform 1.5. */
const firstMinor: Readonly<Record<Product, number>> = { opentofu: 6, terraform: 0 };

/** Language ids that other extensions give to Terraform's files. */
const terraformLanguages = new Set([
  "terraform",
  "terraform-vars",
  "terraform-test",
  "terraform-mock",
  "terraform-stack",
  "terraform-deploy",
  "terraform-search",
]);

/** The newest release of a product that the built-in data describes. */
export function newestRelease(product: Product): Version {
  return parseVersion(newestReleases[product])!;
}

/** Decides product and version for one module. Any list of evidence gives an answer; wrong values are ignored. */
export function decideProduct(evidence: readonly ProductEvidence[]): ProductDecision {
  const target = evidence.flatMap((item) => (item.kind === "target" ? (parseTarget(item.value) ?? []) : [])).at(0);
  const reasons = {
    opentofu: unique(evidence.flatMap(speaksForOpenTofu)),
    terraform: unique(evidence.flatMap(speaksForTerraform)),
  };
  const sentences: string[] = [];
  let product: Product = "opentofu";
  if (target) {
    product = target.product;
    sentences.push(
      `The setting says ${productNames[product]}${target.version ? ` ${formatVersion(target.version)}` : ""}.`,
    );
  } else if (reasons.terraform.length > 0 && reasons.opentofu.length === 0) {
    product = "terraform";
    sentences.push(...reasons.terraform);
  } else if (reasons.opentofu.length > 0) {
    sentences.push(...reasons.opentofu, ...reasons.terraform);
    if (reasons.terraform.length > 0)
      sentences.push("There is evidence for both products, so it is taken for OpenTofu.");
  } else {
    sentences.push("Nothing points to one product, so it is taken for OpenTofu.");
  }
  if (target?.version) {
    const { version } = target;
    return { product, lowerBound: version, newest: version, version, evidence: sentences };
  }
  const bounds = evidence.flatMap((item) => boundsOf(item, product));
  return withBounds(product, bounds, sentences);
}

/**
 * Reads a target such as `opentofu@1.11`. Undefined for `auto`, and for anything that is not a product with an
 * optional version; `tofu` is accepted for OpenTofu.
 */
export function parseTarget(text: string): { product: Product; version: Version | undefined } | undefined {
  const at = text.indexOf("@");
  const name = (at < 0 ? text : text.slice(0, at)).trim().toLowerCase();
  const product = name === "tofu" ? "opentofu" : name;
  if (product !== "opentofu" && product !== "terraform") return undefined;
  if (at < 0) return { product, version: undefined };
  const version = parseVersion(text.slice(at + 1).trim());
  return version && { product, version };
}

interface Bound {
  readonly constraint: Constraint;
  readonly sentence: string;
}

function withBounds(product: Product, bounds: readonly Bound[], sentences: readonly string[]): ProductDecision {
  const terms = bounds.flatMap((bound) => bound.constraint.terms);
  const bound = lowerBound({ terms });
  // Constraints that no known release meets speak of a version newer than our data, or contradict each other.
  const newest = newestAllowed(product, { terms }) ?? bound ?? newestRelease(product);
  const noBound =
    bounds.length === 0 ? [`No version is required, so the newest release is assumed: ${formatVersion(newest)}.`] : [];
  return {
    product,
    lowerBound: bound,
    newest,
    version: bound ?? newest,
    evidence: [...sentences, ...unique(bounds.map((item) => item.sentence)), ...noBound],
  };
}

function speaksForOpenTofu(item: ProductEvidence): string[] {
  switch (item.kind) {
    case "file":
      if (item.name === ".opentofu-version") return ["There is a file `.opentofu-version`."];
      return isOpenTofuOnly(item.name) ? [`Only OpenTofu reads \`${item.name}\`.`] : [];
    case "version-file":
      return item.name === ".opentofu-version" ? ["There is a file `.opentofu-version`."] : [];
    case "lock-file":
      return item.hosts.includes("registry.opentofu.org") ? ["The lock file names OpenTofu's registry."] : [];
    case "language-block":
    case "compatible-with":
      return [`\`${item.file}\` has a \`language\` block, which only OpenTofu understands.`];
    default:
      return [];
  }
}

function speaksForTerraform(item: ProductEvidence): string[] {
  switch (item.kind) {
    case "language":
      return terraformLanguages.has(item.languageId) ? [`The editor's language mode is \`${item.languageId}\`.`] : [];
    case "file":
    case "version-file":
      return item.name === ".terraform-version" ? ["There is a file `.terraform-version`."] : [];
    case "lock-file":
      return item.hosts.includes("registry.terraform.io") ? ["The lock file names Terraform's registry."] : [];
    default:
      return [];
  }
}

function boundsOf(item: ProductEvidence, product: Product): Bound[] {
  const name = productNames[product];
  switch (item.kind) {
    case "compatible-with":
      return product === "opentofu"
        ? bound(item.constraint, `\`${item.file}\` is compatible with ${name} \`${item.constraint}\`.`)
        : [];
    case "required-version":
      // OpenTofu 1.12 skips the argument in `.tf` files, where it speaks of Terraform.
      return isOpenTofuOnly(item.file) === (product === "opentofu")
        ? bound(item.constraint, `\`${item.file}\` requires ${name} \`${item.constraint}\`.`)
        : [];
    case "version-file": {
      if (item.name !== (product === "opentofu" ? ".opentofu-version" : ".terraform-version")) return [];
      const version = versionFileContent(item.text);
      return version ? bound(`= ${version}`, `\`${item.name}\` pins ${name} ${version}.`) : [];
    }
    default:
      return [];
  }
}

function bound(text: string, sentence: string): Bound[] {
  const parsed = parseConstraints(text);
  return parsed.ok ? [{ constraint: parsed.constraint, sentence }] : [];
}

/** The version in a version file: its first line that is not a comment. Words such as `latest` give undefined. */
function versionFileContent(text: string): string | undefined {
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const version = parseVersion(line);
    return version && formatVersion(version);
  }
  return undefined;
}

/**
 * The newest release that meets the constraint. For minor versions other than the newest the patch number is not known,
 * so the answer is their first release, allowed if either it or a late patch release is.
 */
function newestAllowed(product: Product, constraint: Constraint): Version | undefined {
  const newest = newestRelease(product);
  if (satisfies(newest, constraint)) return newest;
  for (let minor = newest.segments[1]!; minor >= firstMinor[product]; minor--) {
    const first = { ...newest, segments: [1, minor, 0] };
    const late = { ...newest, segments: [1, minor, 99] };
    if (satisfies(first, constraint) || (minor < newest.segments[1]! && satisfies(late, constraint))) return first;
  }
  return undefined;
}

function unique(sentences: readonly string[]): string[] {
  return [...new Set(sentences)];
}
