// What a file is to Terragrunt, which its name alone does not always tell.

import type { FileKind, FileType } from "../model/builtins/fileKinds.js";
import { terragruntWorkspace } from "../model/terragrunt/workspace.js";
import type { FileEntry, WorkspaceSnapshot } from "../model/workspace.js";

const kinds: ReadonlySet<FileKind> = new Set([
  "terragrunt-unit",
  "terragrunt-include",
  "terragrunt-stack",
  "terragrunt-values",
  "terragrunt-autoinclude",
  "terragrunt-autoinclude-stack",
]);

const included: FileType = { kind: "terragrunt-include", syntax: "native" };
const includedByStack: FileType = { kind: "terragrunt-stack", syntax: "native" };

/** Whether files of a kind are read by Terragrunt. */
export function isTerragrunt(kind: FileKind | undefined): boolean {
  return kind !== undefined && kinds.has(kind);
}

/** The type of a file that Terragrunt reads, such as an `.hcl` file that units include; undefined for all others. */
export function terragruntType(snapshot: WorkspaceSnapshot, entry: FileEntry): FileType | undefined {
  if (isTerragrunt(entry.type?.kind)) return entry.type;
  if (entry.type?.kind !== "hcl") return undefined;
  const terragrunt = terragruntWorkspace(snapshot);
  const role = terragrunt.isUsed ? terragrunt.roleOf(entry.uri) : undefined;
  return role === undefined ? undefined : role === "stack" ? includedByStack : included;
}
