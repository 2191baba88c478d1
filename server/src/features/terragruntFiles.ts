// What a file is to Terragrunt, which its name alone does not always tell.

import type { FileKind, FileType } from "../model/builtins/fileKinds.js";
import type { FileEntry, WorkspaceSnapshot } from "../model/workspace.js";

const kinds: ReadonlySet<FileKind> = new Set([
  "terragrunt-unit",
  "terragrunt-include",
  "terragrunt-stack",
  "terragrunt-values",
  "terragrunt-autoinclude",
  "terragrunt-autoinclude-stack",
]);

/** Whether files of a kind are read by Terragrunt. */
export function isTerragrunt(kind: FileKind | undefined): boolean {
  return kind !== undefined && kinds.has(kind);
}

/** The type of a file that Terragrunt reads; undefined for all others. */
export function terragruntType(_snapshot: WorkspaceSnapshot, entry: FileEntry): FileType | undefined {
  return isTerragrunt(entry.type?.kind) ? entry.type : undefined;
}
