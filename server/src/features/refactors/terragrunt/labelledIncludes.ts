// Gives the includes of units that have no label one, and the roots that they lead to the name `root.hcl`: both forms are
// deprecated, and an include without a label cannot stand beside another one.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { addRenamings, rootEdits } from "../../rewriting/rootConfiguration.js";
import { includeLabel, labelIncludeEdits } from "../../rules/units/migrations.js";
import { unitReferences } from "../../rules/units/references.js";

export interface LabelledIncludes {
  /** How many files get a label. */
  readonly units: number;
  /** How many roots get their new name. */
  readonly roots: number;
  readonly change: SourceChange;
}

/**
 * Labels the bare includes of some units in one edit, and renames their roots as far as these can be. A sentence says why
 * there is nothing to write.
 */
export function labelledIncludes(snapshot: WorkspaceSnapshot, uris: readonly string[]): LabelledIncludes | string {
  const terragrunt = terragruntWorkspace(snapshot);
  const bare = uris.flatMap((uri) => {
    const includes = terragrunt.unitOf(uri)?.includes ?? [];
    const [include, other] = includes.filter(({ label }) => label === "");
    return include && !other ? [{ uri, root: include.uri }] : [];
  });
  const roots = new Map<string, ReadonlyMap<string, readonly TextEdit[]>>();
  for (const root of new Set(bare.map((each) => each.root))) {
    if (root === undefined || nameOf(root) !== "terragrunt.hcl") continue;
    const edits = rootEdits(snapshot, root);
    if (typeof edits !== "string") roots.set(root, edits);
  }
  const change = new SourceChangeBuilder().confirm();
  addRenamings(change, snapshot, roots);
  let units = 0;
  for (const { uri, root } of bare) {
    const file = snapshot.file(uri);
    if (!file || file.errors.length > 0) continue;
    units++;
    // The edits of a root label the includes that lead to it.
    if (root !== undefined && roots.has(root)) continue;
    const edits = labelIncludeEdits(file, includeLabel(file), unitReferences(file));
    for (const { range, newText } of edits) change.replace(uri, range, newText);
  }
  if (units === 0) return "The units have syntax errors, or several includes without a label.";
  return { units, roots: roots.size, change: change.build() };
}
