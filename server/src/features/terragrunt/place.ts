// A Terragrunt file with a unit to see it from: an included file means something only for a unit that includes it.

import type { FileKind } from "../../model/builtins/fileKinds.js";
import type { TerragruntFacts } from "../../model/terragrunt/facts.js";
import type { FileView } from "../../model/terragrunt/fileView.js";
import { isTemplate } from "../../model/terragrunt/generatedUnits.js";
import { generatedFrom, stackUses } from "../../model/terragrunt/stackLinks.js";
import type { Unit } from "../../model/terragrunt/unit.js";
import {
  type TerragruntRole,
  type TerragruntWorkspace,
  terragruntWorkspace,
} from "../../model/terragrunt/workspace.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";

export interface TerragruntPlace {
  readonly workspace: TerragruntWorkspace;
  readonly uri: string;
  readonly role: TerragruntRole;
  readonly facts: TerragruntFacts;
  /** The directories of the units that the file is part of, sorted; empty for stacks and values. */
  readonly units: readonly string[];
  /** The unit it is seen from: its own, else the first that includes or reads it. */
  readonly unit: Unit | undefined;
  /** The file as that unit sees it. */
  readonly view: FileView | undefined;
}

/** What a file is to Terragrunt; undefined for a file that Terragrunt has nothing to do with. */
export function terragruntPlace(snapshot: WorkspaceSnapshot, uri: string): TerragruntPlace | undefined {
  const facts = snapshot.facts(uri)?.terragrunt;
  if (!facts) return undefined;
  const workspace = terragruntWorkspace(snapshot);
  const role = workspace.roleOf(uri);
  if (role === undefined) return undefined;
  const base = { workspace, uri, role, facts };
  const use = stackUses(workspace).get(uri)?.[0];
  if (role === "stack") {
    const unit = use?.stack ?? workspace.stack(uri);
    return { ...base, units: [], unit, view: use?.view ?? unit.view };
  }
  const units = unitsOf(workspace, uri, role);
  if (role === "read" && units.length === 0 && use) return { ...base, units, unit: use.stack, view: use.view };
  for (const directory of units) {
    const unit = workspace.unit(directory);
    const view = unit && (unit.viewOf(uri) ?? unit.readView(uri, unit.view));
    if (view) return { ...base, units, unit, view };
  }
  return { ...base, units, unit: undefined, view: undefined };
}

function unitsOf(workspace: TerragruntWorkspace, uri: string, role: TerragruntRole): readonly string[] {
  if (role === "read") return workspace.readBy(uri);
  if (role === "include") return workspace.includedBy(uri);
  if (role !== "unit") return [];
  const own = workspace.unitOf(uri);
  const generated = generatedFrom(workspace).get(uri) ?? [];
  if (!own) return generated;
  // What reads values means something only where a stack gives them.
  return generated.length > 0 && isTemplate(own) ? generated : [own.directory, ...generated];
}

/** Whether a file is Terragrunt's rather than OpenTofu's. */
export function isTerragruntFile(snapshot: WorkspaceSnapshot, uri: string): boolean {
  if (!snapshot.facts(uri)?.terragrunt) return false;
  const kind = snapshot.entry(uri)?.type?.kind;
  return kind !== "hcl" || terragruntWorkspace(snapshot).roleOf(uri) !== undefined;
}

/** The kind whose schema describes a file: what is included or read looks like an include, whatever its name. */
export function schemaKind(entry: FileEntry, { role }: TerragruntPlace): FileKind {
  const kind = entry.type?.kind ?? "hcl";
  if (kind === "hcl" && role === "stack") return "terragrunt-stack";
  return kind === "hcl" || (kind === "terragrunt-unit" && role === "include") ? "terragrunt-include" : kind;
}
