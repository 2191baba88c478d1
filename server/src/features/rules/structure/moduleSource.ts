// Where modules come from, by their source.
//
// Source of the rules: OpenTofu 1.12.6, `internal/addrs/module_source.go` and `internal/getmodules`. Only addresses that
// OpenTofu surely refuses are called unknown here.

export type SourceKind = "local" | "registry" | "remote" | "unknown";

const detectedHosts = ["github.com/", "bitbucket.org/", "gitlab.com/"];

/** Which kind of address a module's source is. */
export function sourceKind(source: string): SourceKind {
  if (source.startsWith("./") || source.startsWith("../") || source === "." || source === "..") return "local";
  if (source.startsWith(".\\") || source.startsWith("..\\")) return "local";
  if (isRemote(source)) return "remote";
  const [path = ""] = source.split("//");
  const parts = path.split("/");
  if ((parts.length === 3 || parts.length === 4) && parts.every((part) => part !== "")) return "registry";
  return "unknown";
}

function isRemote(source: string): boolean {
  if (source.includes("::") || source.includes("://") || source.startsWith("/")) return true;
  if (detectedHosts.some((host) => source.startsWith(host))) return true;
  // `git@host:path`, a Windows drive, and the hosts of object stores.
  if (source.includes("@") || source[1] === ":") return true;
  return source.includes("amazonaws.com") || source.includes("googleapis.com");
}
