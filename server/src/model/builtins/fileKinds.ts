// Which file is what, by its name; which files of a directory count, and in which order.
//
// Origin: OpenTofu 1.12.6, `internal/configs/parser_config_dir.go`, `website/docs/language/files`; Terragrunt 1.1.3.
// Pure functions over names: a name here is the last part of a path, nothing is read.

export type FileKind =
  | "configuration"
  | "test"
  | "mock"
  | "variables"
  | "lock"
  | "cli-config"
  /** A dialect of Terraform that OpenTofu does not read: stacks, queries, policies. */
  | "terraform-only"
  | "terragrunt-unit"
  /** `root.hcl`, and every other file that a unit includes or reads. */
  | "terragrunt-include"
  | "terragrunt-stack"
  | "terragrunt-values"
  | "terragrunt-autoinclude"
  | "terragrunt-autoinclude-stack"
  /** HCL of which only the syntax is known. */
  | "hcl";

export interface FileType {
  readonly kind: FileKind;
  readonly syntax: "native" | "json";
}

/** Directories that hold what tools have generated or fetched. */
export const ignoredDirectories: ReadonlySet<string> = new Set([
  ".terraform",
  ".terragrunt-cache",
  ".terragrunt-stack",
  ".boilerplate",
  ".git",
]);

/** The directory below a module whose test files belong to it as well; not searched any deeper. */
export const testDirectory = "tests";

const wholeNames = new Map<string, FileType>([
  [".terraform.lock.hcl", { kind: "lock", syntax: "native" }],
  ["terragrunt.hcl", { kind: "terragrunt-unit", syntax: "native" }],
  ["terragrunt.hcl.json", { kind: "terragrunt-unit", syntax: "json" }],
  ["root.hcl", { kind: "terragrunt-include", syntax: "native" }],
  ["root.hcl.json", { kind: "terragrunt-include", syntax: "json" }],
  ["terragrunt.stack.hcl", { kind: "terragrunt-stack", syntax: "native" }],
  ["terragrunt.values.hcl", { kind: "terragrunt-values", syntax: "native" }],
  ["terragrunt.autoinclude.hcl", { kind: "terragrunt-autoinclude", syntax: "native" }],
  ["terragrunt.autoinclude.stack.hcl", { kind: "terragrunt-autoinclude-stack", syntax: "native" }],
  [".tofurc", { kind: "cli-config", syntax: "native" }],
  ["tofu.rc", { kind: "cli-config", syntax: "native" }],
  [".terraformrc", { kind: "cli-config", syntax: "native" }],
  ["terraform.rc", { kind: "cli-config", syntax: "native" }],
]);

/** Longer endings stand before shorter ones that they end with. */
const endings: readonly (readonly [string, FileType])[] = [
  [".tftest.hcl", { kind: "test", syntax: "native" }],
  [".tofutest.hcl", { kind: "test", syntax: "native" }],
  [".tftest.json", { kind: "test", syntax: "json" }],
  [".tofutest.json", { kind: "test", syntax: "json" }],
  [".tfmock.hcl", { kind: "mock", syntax: "native" }],
  [".tofumock.hcl", { kind: "mock", syntax: "native" }],
  [".tfmock.json", { kind: "mock", syntax: "json" }],
  [".tfquery.hcl", { kind: "terraform-only", syntax: "native" }],
  [".tfcomponent.hcl", { kind: "terraform-only", syntax: "native" }],
  [".tfstack.hcl", { kind: "terraform-only", syntax: "native" }],
  [".tfdeploy.hcl", { kind: "terraform-only", syntax: "native" }],
  [".tfpolicy.hcl", { kind: "terraform-only", syntax: "native" }],
  [".tfvars", { kind: "variables", syntax: "native" }],
  [".tfvars.json", { kind: "variables", syntax: "json" }],
  [".tf", { kind: "configuration", syntax: "native" }],
  [".tofu", { kind: "configuration", syntax: "native" }],
  [".tf.json", { kind: "configuration", syntax: "json" }],
  [".tofu.json", { kind: "configuration", syntax: "json" }],
  [".hcl", { kind: "hcl", syntax: "native" }],
  [".hcl.json", { kind: "hcl", syntax: "json" }],
  [".nomad", { kind: "hcl", syntax: "native" }],
];

/** How the names of files end that hold configuration, tests or values in JSON. */
export const jsonEndings: readonly string[] = endings.flatMap(([ending, { kind, syntax }]) =>
  syntax === "json" && kind !== "mock" ? [ending] : [],
);

/**
 * What a file is by its name alone; undefined where it is none of ours.
 * An `.hcl` file that a Terragrunt unit includes is `hcl` here, since only the includes can tell.
 */
export function fileTypeOf(name: string): FileType | undefined {
  return wholeNames.get(name) ?? endings.find(([ending]) => name.endsWith(ending))?.[1];
}

/** The language ids of each kind, ours first; the others are ids of other extensions that we serve as well. */
export const languageIds: Readonly<Record<FileKind, readonly string[]>> = {
  configuration: ["opentofu", "terraform"],
  test: ["opentofu-test", "terraform-test"],
  mock: ["hcl", "opentofu-mock", "terraform-mock"],
  variables: ["opentofu-vars", "terraform-vars"],
  lock: ["hcl"],
  "cli-config": ["hcl"],
  "terraform-only": ["hcl", "terraform-stack", "terraform-deploy", "terraform-search"],
  "terragrunt-unit": ["terragrunt"],
  "terragrunt-include": ["terragrunt"],
  "terragrunt-stack": ["terragrunt"],
  "terragrunt-values": ["terragrunt"],
  "terragrunt-autoinclude": ["terragrunt"],
  "terragrunt-autoinclude-stack": ["terragrunt"],
  hcl: ["hcl"],
};

/** What a document is that has a language id but no name that tells: a new or oddly named file. */
const kindsByLanguage = new Map<string, FileKind>([
  ["opentofu", "configuration"],
  ["terraform", "configuration"],
  ["opentofu-vars", "variables"],
  ["terraform-vars", "variables"],
  ["opentofu-test", "test"],
  ["terraform-test", "test"],
  ["opentofu-mock", "mock"],
  ["terraform-mock", "mock"],
  ["terraform-stack", "terraform-only"],
  ["terraform-deploy", "terraform-only"],
  ["terraform-search", "terraform-only"],
  ["terragrunt", "terragrunt-include"],
  ["hcl", "hcl"],
]);

/**
 * What an open document is. The name decides where its kind fits the language id, the language id where it does not:
 * someone set it on purpose, such as `terragrunt` for `common.hcl`. Undefined where neither is ours.
 */
export function documentType(name: string, languageId: string): FileType | undefined {
  const named = fileTypeOf(name);
  const kind = kindsByLanguage.get(languageId);
  if (!kind || (named && languageIds[named.kind].includes(languageId))) return named;
  return { kind, syntax: "native" };
}

/** The files of one module directory that OpenTofu reads, each list in the order of reading. */
export interface ModuleFiles {
  readonly primary: readonly string[];
  /** Merged into the objects of the primary files, in this order. */
  readonly overrides: readonly string[];
  readonly tests: readonly string[];
  /** Values that are read without being named on the command line; later files go before earlier ones. */
  readonly variables: readonly string[];
  /** Files that OpenTofu does not read because of a `.tofu` file beside them, by name, with that file's name. */
  readonly hidden: ReadonlyMap<string, string>;
}

/** Sorts out the names of one directory. Names of other kinds, and those of editors' temporary files, are left out. */
export function moduleFiles(names: Iterable<string>): ModuleFiles {
  const sorted = [...names].filter((name) => !isTemporary(name)).sort(compareNames);
  const configuration = sorted.filter((name) => fileTypeOf(name)?.kind === "configuration");
  const hidden = new Map<string, string>();
  return {
    primary: withoutHidden(
      configuration.filter((name) => !isOverride(name)),
      hidden,
    ),
    overrides: withoutHidden(configuration.filter(isOverride), hidden),
    tests: withoutHidden(
      sorted.filter((name) => fileTypeOf(name)?.kind === "test"),
      hidden,
    ),
    variables: [
      ...["terraform.tfvars", "terraform.tfvars.json"].filter((name) => sorted.includes(name)),
      ...sorted.filter((name) => name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json")),
    ],
    hidden,
  };
}

/** Whether a configuration file is merged into the others: `override.tf`, `network_override.tofu`, … */
export function isOverride(name: string): boolean {
  const stem = configurationStem(name);
  return stem !== undefined && (stem === "override" || stem.endsWith("_override"));
}

/** Whether only OpenTofu reads a file of this name, and where `required_version` speaks of OpenTofu. */
export function isOpenTofuOnly(name: string): boolean {
  return [".tofu", ".tofu.json", ".tofutest.hcl", ".tofutest.json"].some((ending) => name.endsWith(ending));
}

/** Whether the file's values are read without being named on the command line. */
export function isAutoVariables(name: string): boolean {
  return moduleFiles([name]).variables.length > 0;
}

/** The file that makes OpenTofu pass over `name` if it lies in the same list; undefined for files that nothing hides. */
export function hidingName(name: string): string | undefined {
  for (const [ending, hiding] of [
    [".tf", ".tofu"],
    [".tf.json", ".tofu.json"],
    [".tftest.hcl", ".tofutest.hcl"],
    [".tftest.json", ".tofutest.json"],
  ] as const) {
    if (name.endsWith(ending)) return name.slice(0, -ending.length) + hiding;
  }
  return undefined;
}

function withoutHidden(names: readonly string[], hidden: Map<string, string>): string[] {
  const all = new Set(names);
  return names.filter((name) => {
    const hiding = hidingName(name);
    if (hiding === undefined || !all.has(hiding)) return true;
    hidden.set(name, hiding);
    return false;
  });
}

function configurationStem(name: string): string | undefined {
  const ending = [".tf", ".tofu", ".tf.json", ".tofu.json"].find((candidate) => name.endsWith(candidate));
  return ending && name.slice(0, -ending.length);
}

/** Names that OpenTofu takes for leftovers of editors. */
function isTemporary(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

/** The order of a directory listing in OpenTofu: by code points, not by a language's alphabet. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
