// Addresses: the names that OpenTofu gives to what a module declares.
//
// An address here is relative to its module and without instance keys. Its key is its text (`var.x`, `aws_vpc.main`,
// `data.aws_ami.a`, `module.m`, `output.o`, `provider.aws.west`), which serves as the key of every table.

/** Which kind of resource a block declares. */
export type ResourceMode = "managed" | "data" | "ephemeral";

export type Address =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "output"; readonly name: string }
  | { readonly kind: "resource"; readonly mode: ResourceMode; readonly type: string; readonly name: string }
  | { readonly kind: "module"; readonly name: string }
  | { readonly kind: "provider"; readonly name: string; readonly alias: string | undefined }
  | { readonly kind: "run"; readonly name: string }
  | { readonly kind: "check"; readonly name: string };

/** The kind of address that a resource-like block type declares, or undefined for other blocks. */
export function resourceMode(blockType: string): ResourceMode | undefined {
  if (blockType === "resource") return "managed";
  return blockType === "data" || blockType === "ephemeral" ? blockType : undefined;
}

/** The address's text, unique within its module. */
export function addressKey(address: Address): string {
  switch (address.kind) {
    case "variable":
      return `var.${address.name}`;
    case "resource":
      return address.mode === "managed"
        ? `${address.type}.${address.name}`
        : `${address.mode}.${address.type}.${address.name}`;
    case "provider":
      return address.alias === undefined ? `provider.${address.name}` : `provider.${address.name}.${address.alias}`;
    default:
      return `${address.kind}.${address.name}`;
  }
}

/** The address of a key that `addressKey` made; undefined for any other text. */
export function parseAddressKey(key: string): Address | undefined {
  const parts = key.split(".");
  const [root, a, b] = parts;
  if (root === undefined || a === undefined || parts.some((part) => part === "")) return undefined;
  if (parts.length === 2) {
    switch (root) {
      case "var":
        return { kind: "variable", name: a };
      case "local":
      case "output":
      case "module":
      case "run":
      case "check":
        return { kind: root, name: a };
      case "provider":
        return { kind: "provider", name: a, alias: undefined };
      default:
        return { kind: "resource", mode: "managed", type: root, name: a };
    }
  }
  if (parts.length !== 3 || b === undefined) return undefined;
  if (root === "provider") return { kind: "provider", name: a, alias: b };
  if (root === "data" || root === "ephemeral") return { kind: "resource", mode: root, type: a, name: b };
  return undefined;
}

/** The address's words for a person: `input variable "x"`, `resource "aws_vpc" "main"`. */
export function describeAddress(address: Address): string {
  switch (address.kind) {
    case "variable":
      return `variable "${address.name}"`;
    case "local":
      return `local value "${address.name}"`;
    case "resource":
      return `${address.mode === "managed" ? "resource" : address.mode} "${address.type}" "${address.name}"`;
    case "provider":
      return address.alias === undefined
        ? `provider "${address.name}"`
        : `provider "${address.name}" with alias "${address.alias}"`;
    default:
      return `${address.kind} "${address.name}"`;
  }
}
