// What kind of address a module's source is.
//
// Source: OpenTofu's documentation of module sources, and go-getter's detectors.

export type ModuleSourceKind = "local" | "registry" | "git" | "other";

const gitHosts = ["github.com/", "bitbucket.org/", "gitlab.com/", "git@"];

/** The kind of a literal source address. */
export function moduleSourceKind(source: string): ModuleSourceKind {
  if (source.startsWith("./") || source.startsWith("../") || source.startsWith("/")) return "local";
  if (source.startsWith("git::") || gitHosts.some((host) => source.startsWith(host))) return "git";
  if (source.includes("::") || source.includes("://")) return "other";
  const parts = (source.split("//")[0] ?? "").split("/");
  const isRegistry =
    (parts.length === 3 || (parts.length === 4 && parts[0]?.includes("."))) && !parts[0]?.includes("@");
  if (!isRegistry || parts.some((part) => part === "")) return "other";
  return parts.length === 3 && parts[0]?.includes(".") ? "other" : "registry";
}

/** The value of `ref` in a source address; undefined where it has none. */
export function referenceOfSource(source: string): string | undefined {
  const query = source.split("?")[1];
  for (const pair of query?.split("&") ?? []) {
    const [name, value] = pair.split("=");
    if (name === "ref") return value ?? "";
  }
  return undefined;
}
