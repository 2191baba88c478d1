// What the refactors that move something into an included file have in common: the file, the units, and the proof.

import type { TextRange } from "../../../base/range.js";
import type { SourceChange } from "../../../base/sourceChange.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { changedUnit, concernedUnits } from "../../terragrunt/preserved.js";
import { type SharingUnit, sharingUnits } from "../../terragrunt/sharing.js";
import type { OfferOptions, RefactorContext } from "../refactor.js";

/** More units than these are compared when the edit is chosen, not when it is offered. */
const mostComparedAtOnce = 150;

/** An included file and the units that say in it what could be said there. */
export interface Common {
  readonly uri: string;
  readonly file: SourceFile;
  /** All units that include it. */
  readonly all: readonly SharingUnit[];
  /** Those of them that say the same; the unit at hand is one. */
  readonly equal: readonly SharingUnit[];
}

/** The files that a unit includes, with the units that say the same as it; the one with most of them first. */
export function commonFiles(
  snapshot: WorkspaceSnapshot,
  workspace: TerragruntWorkspace,
  unit: string,
  isEqual: (unit: SharingUnit) => boolean,
): readonly Common[] {
  const links = workspace.linksOf(unit);
  return (links?.includes ?? [])
    .flatMap(({ uri }): Common[] => {
      const file = uri === undefined ? undefined : snapshot.file(uri);
      if (!file || uri === undefined) return [];
      const all = sharingUnits(snapshot, workspace, uri);
      return [{ uri, file, all, equal: all.filter(isEqual) }];
    })
    .filter(({ equal }) => equal.length > 1)
    .sort((a, b) => b.equal.length - a.equal.length);
}

/** Offers an edit if no unit comes to something else by it; refuses it with what would change. */
export function offerPreserving(
  ctx: RefactorContext,
  title: string,
  target: TextRange,
  build: () => SourceChange | string,
  extra: OfferOptions & { readonly units?: readonly string[] } = {},
): void {
  const { units: named, ...options } = extra;
  const built = build();
  if (typeof built === "string") {
    ctx.refuse(title, target, built);
    return;
  }
  const workspace = terragruntWorkspace(ctx.snapshot);
  const uris = [...built.edits.keys(), ...built.operations.map(({ uri }) => uri)];
  const units = [...new Set([...concernedUnits(workspace, uris), ...(named ?? [])])];
  if (units.length > mostComparedAtOnce) {
    ctx.offer(
      title,
      target,
      () => (changedUnit(ctx.snapshot, built, units) === undefined ? built : undefined),
      options,
    );
    return;
  }
  const changed = changedUnit(ctx.snapshot, built, units);
  if (changed !== undefined) ctx.refuse(title, target, changed);
  else ctx.offer(title, target, () => built, options);
}

/** `root.hcl, for 12 units`. */
export function intoFile({ uri, equal }: Common): string {
  return `\`${nameOf(uri)}\`, for ${equal.length} units`;
}

/** The units that a file decides: those that include it, or the one that it is. */
export function unitsOfFile(workspace: TerragruntWorkspace, uri: string): readonly string[] {
  const including = workspace.includedBy(uri);
  if (including.length > 0) return including;
  const own = workspace.unitOf(uri);
  return own ? [own.directory] : [];
}
