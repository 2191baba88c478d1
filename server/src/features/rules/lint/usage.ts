// Which declarations of a module are used.

import { derived } from "../../../model/derived.js";
import type { FileFacts } from "../../../model/facts.js";
import type { Declaration, Module } from "../../../model/module.js";
import type { FileEntry, WorkspaceSnapshot } from "../../../model/workspace.js";
import { walkExpressions } from "../../../syntax/visit.js";

/** All that a module's files name, its tests included; giving a value to a variable is no use of it. */
export function usedKeys(snapshot: WorkspaceSnapshot, module: Module): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { entry, facts } of [...module.files, ...module.overrides, ...snapshot.testsOf(module)]) {
    for (const key of namedIn(facts)) used.add(key);
    if (entry.type?.syntax === "native" && mayEncrypt(entry)) addEncryption(snapshot, entry.uri, used);
  }
  return used;
}

const namedIn = derived((facts: FileFacts): ReadonlySet<string> => {
  const named = new Set<string>();
  for (const { key, place } of facts.references) if (place !== "value") named.add(key);
  return named;
});

const mayEncrypt = derived((entry: FileEntry): boolean => entry.text.includes("encryption"));

/** Encryption has a language of its own, whose references the tables leave out. */
function addEncryption(snapshot: WorkspaceSnapshot, uri: string, used: Set<string>): void {
  for (const block of snapshot.file(uri)?.body.items ?? []) {
    if (block.kind !== "Block" || block.type.name !== "terraform") continue;
    walkExpressions(block, (expression) => {
      if (expression.kind !== "ScopeTraversalExpr") return;
      const [step] = expression.steps;
      if (step?.kind === "AttrStep") used.add(`${expression.root.name}.${step.name}`);
    });
  }
}

/** True where some file of the module cannot be read in full, so that uses may be hidden in it. */
export function isPartlyUnread(snapshot: WorkspaceSnapshot, module: Module): boolean {
  return [...module.files, ...module.overrides, ...snapshot.testsOf(module)].some(({ facts }) => facts.hasErrors);
}

/** The declarations of a kind that nothing uses. */
export function unusedOf(
  module: Module,
  used: ReadonlySet<string>,
  kind: "variable" | "local" | "data" | "provider",
): readonly Declaration[] {
  return [...module.declarationsOf(kind)].filter(({ fact }) => !used.has(fact.key));
}
