// Evidence for the product that lies beside a module: version files and lock files, its own or of a folder above.

import type { SourceFile } from "../syntax/ast.js";
import { derived } from "./derived.js";
import { lockFileName } from "./lockFile.js";
import type { ProductEvidence } from "./product.js";
import { directoryOf, isWithin, resolveUri } from "./uri.js";
import type { WorkspaceSnapshot } from "./workspace.js";

const versionFiles = [".opentofu-version", ".terraform-version"];

/** Names of files that speak for a product without being configuration. */
export const evidenceFiles: readonly string[] = [...versionFiles, lockFileName];

/** The folder itself and those above it up to `root`, nearest first; only the folder itself where `root` is not above. */
export function foldersUpTo(directory: string, root: string | undefined): string[] {
  const folders = [directory];
  if (root === undefined || !isWithin(directory, root)) return folders;
  for (let at = directory; at !== root && at.length > root.length; ) {
    at = directoryOf(at);
    folders.push(at);
  }
  return folders;
}

/**
 * What version files and the lock file say of the module in `directory`. Version managers look in the folders above as
 * well, and a lock file lies beside the root module only; of each kind the nearest one up to `root` counts.
 */
export function surroundingEvidence(
  snapshot: WorkspaceSnapshot,
  directory: string,
  root: string | undefined,
): ProductEvidence[] {
  const evidence: ProductEvidence[] = [];
  const folders = foldersUpTo(directory, root);
  const nearest = (names: readonly string[]) =>
    folders
      .map((folder) => names.flatMap((name) => snapshot.entry(resolveUri(folder, name)) ?? []))
      .find((found) => found.length > 0) ?? [];
  for (const entry of nearest(versionFiles)) {
    evidence.push({ kind: "version-file", name: entry.name, text: entry.text });
  }
  for (const entry of nearest([lockFileName])) {
    const file = snapshot.file(entry.uri);
    if (file) evidence.push({ kind: "lock-file", hosts: lockedHosts(file) });
  }
  return evidence;
}

/** The registry hosts of the providers that a lock file names: the first part of each source address. */
const lockedHosts = derived((file: SourceFile): readonly string[] => {
  const hosts = new Set<string>();
  for (const item of file.body.items) {
    if (item.kind !== "Block" || item.type.name !== "provider") continue;
    const [host] = (item.labels[0]?.value ?? "").split("/");
    if (host) hosts.add(host);
  }
  return [...hosts];
});
