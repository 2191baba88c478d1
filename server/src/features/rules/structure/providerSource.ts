// The addresses of providers, as `source` gives them.
//
// Source of the rule: OpenTofu's `tfaddr.ParseProviderSource` and `addrs.ParseProviderSourceString`.

import { providerNameProblem } from "./names.js";

export interface SourceProblem {
  readonly summary: string;
  readonly message: string;
}

/** What is wrong with a provider's source; undefined where nothing is. */
export function sourceProblem(source: string): SourceProblem | undefined {
  const parts = source.split("/");
  if (parts.length > 3 || parts.some((part) => part === "")) {
    return invalid(
      "source string",
      "a source is `NAMESPACE/TYPE`, with a registry host in front where it is not the default one",
    );
  }
  const type = parts[parts.length - 1] ?? "";
  const namespace = parts.length > 1 ? parts[parts.length - 2] : undefined;
  const typeProblem = providerNameProblem(type);
  if (typeProblem && typeProblem.normalized === undefined) {
    return invalid(
      "type",
      `\`${type}\` cannot be the type of a provider: use letters, digits and single dashes inside`,
    );
  }
  if (namespace !== undefined && namespace !== "-") {
    const problem = providerNameProblem(namespace);
    if (problem && problem.normalized === undefined) {
      return invalid(
        "namespace",
        `\`${namespace}\` cannot be a namespace: use letters, digits and single dashes inside`,
      );
    }
  }
  const prefix = ["terraform-provider-", "terraform-"].find((each) => type.toLowerCase().startsWith(each));
  if (prefix !== undefined && type.length > prefix.length) {
    const short = type.slice(prefix.length);
    return {
      summary: "Invalid provider type",
      message: `the type is the name of the provider's repository without its prefix: \`${short}\``,
    };
  }
  return undefined;
}

function invalid(part: string, message: string): SourceProblem {
  return { summary: `Invalid provider ${part}`, message };
}

const defaultHost = "registry.opentofu.org";

/** The full address of a source, for comparison: host, namespace and type, as OpenTofu completes it. */
export function providerAddress(source: string | undefined, localName: string): string {
  const parts = (source ?? localName).toLowerCase().split("/");
  if (source === undefined && localName === "terraform") return "terraform.io/builtin/terraform";
  const type = parts[parts.length - 1] ?? "";
  const namespace = parts[parts.length - 2] ?? "hashicorp";
  return `${parts[parts.length - 3] ?? defaultHost}/${namespace}/${type}`;
}

/** A provider's address as OpenTofu shows it: without the default host. */
export function shownAddress(address: string): string {
  return address.startsWith(`${defaultHost}/`) ? address.slice(defaultHost.length + 1) : address;
}

/** Whether an address is one that a name without any source stands for. */
export function isDefaultProvider(address: string): boolean {
  return address.startsWith(`${defaultHost}/hashicorp/`);
}
