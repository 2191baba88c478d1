// Which declarations of a module are used.

import type { Declaration, Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { walkExpressions } from "../../../syntax/visit.js";

/** All that a module's files name, its tests included; giving a value to a variable is no use of it. */
export function usedKeys(snapshot: WorkspaceSnapshot, module: Module): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { entry, facts } of [...module.files, ...module.overrides, ...snapshot.testsOf(module)]) {
    for (const { key, place } of facts.references) if (place !== "value") used.add(key);
    if (entry.type?.syntax === "native") addEncryption(snapshot, entry.uri, used);
  }
  return used;
}

/** Encryption has a language of its own, whose references the tables leave out. */
function addEncryption(snapshot: WorkspaceSnapshot, uri: string, used: Set<string>): void {
  const entry = snapshot.entry(uri);
  if (!entry?.text.includes("encryption")) return;
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
  snapshot: WorkspaceSnapshot,
  module: Module,
  kind: "variable" | "local" | "data" | "provider",
): readonly Declaration[] {
  const used = usedKeys(snapshot, module);
  return [...module.declarationsOf(kind)].filter(({ fact }) => !used.has(fact.key));
}
