// In which units a Terragrunt file is evaluated, and what of the workspace is in sight from there.

import { KeptWith } from "../../../base/keptWith.js";
import { ignoredDirectories } from "../../../model/builtins/fileKinds.js";
import { derived } from "../../../model/derived.js";
import type { Module } from "../../../model/module.js";
import { isWhollySeen } from "../../../model/moduleValues.js";
import type { FileView } from "../../../model/terragrunt/fileView.js";
import { isTemplate } from "../../../model/terragrunt/generatedUnits.js";
import { generatedFrom } from "../../../model/terragrunt/stackLinks.js";
import type { Term } from "../../../model/terragrunt/term.js";
import type { Unit } from "../../../model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import type { TerragruntRuleContext } from "../rule.js";

/** A file as one unit evaluates it. */
export interface UnitContext {
  readonly unit: Unit;
  readonly view: FileView;
}

/** Units that are looked at for one file; more of them rarely tell more. */
const mostContexts = 30;

/**
 * The evaluations of a file: by the unit that it is, the units that stacks generate from it, or the units that include
 * it. Empty for a file that waits for a stack to give it values, and for stacks.
 */
export function contextsOf({ snapshot, file }: TerragruntRuleContext): readonly UnitContext[] {
  let known = contextsBySnapshot.get(snapshot);
  if (!known) {
    known = new Map();
    contextsBySnapshot.set(snapshot, known);
  }
  let contexts = known.get(file.uri);
  if (!contexts) {
    contexts = findContexts(snapshot, file);
    known.set(file.uri, contexts);
  }
  return contexts;
}

const contextsBySnapshot = new KeptWith<WorkspaceSnapshot, Map<string, readonly UnitContext[]>>();

function findContexts(snapshot: WorkspaceSnapshot, file: SourceFile): readonly UnitContext[] {
  const terragrunt = terragruntWorkspace(snapshot);
  const role = terragrunt.roleOf(file.uri);
  if (role === "include") {
    return terragrunt
      .includedBy(file.uri)
      .slice(0, mostContexts)
      .flatMap((directory): UnitContext[] => {
        const unit = terragrunt.unit(directory);
        const view = unit?.viewOf(file.uri);
        return unit && view ? [{ unit, view }] : [];
      });
  }
  if (role !== "unit") return [];
  const generated = (generatedFrom(terragrunt).get(file.uri) ?? []).slice(0, mostContexts).flatMap((directory) => {
    return terragrunt.unit(directory) ?? [];
  });
  if (generated.length > 0) return generated.map((unit) => ({ unit, view: unit.view }));
  const unit = terragrunt.unitOf(file.uri);
  return unit && !isTemplate(unit) ? [{ unit, view: unit.view }] : [];
}

/** The directories that components of stacks are generated into, also those whose files come from elsewhere. */
export const componentDirectories = derived((terragrunt: TerragruntWorkspace): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const uri of terragrunt.stackFiles) {
    for (const { directory } of terragrunt.components(uri)) if (directory !== undefined) found.add(directory);
  }
  return found;
});

/** Whether it is known of a file or folder if it is there; never of what tools generate or fetch. */
export function isInSight({ snapshot }: TerragruntRuleContext, uri: string): boolean {
  return snapshot.isSeen(uri) && !uri.split("/").some((part) => ignoredDirectories.has(part));
}

/** Whether there is a unit or a stack in a directory, as far as that can be told: undefined where it cannot. */
export function hasTarget(ctx: TerragruntRuleContext, directory: string): boolean | undefined {
  const terragrunt = terragruntWorkspace(ctx.snapshot);
  const names = ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"];
  if (names.some((name) => ctx.snapshot.entry(`${directory}/${name}`)) || terragrunt.unit(directory)) return true;
  if (terragrunt.isGenerated(directory) || componentDirectories(terragrunt).has(directory)) return undefined;
  return isInSight(ctx, directory) ? false : undefined;
}

/** A unit's module, where all of its declarations are known: none of them can come from files that are generated. */
export function knownModule(unit: Unit, word: "variable" | "output"): Module | undefined {
  const { module } = unit.source;
  if (!module || module.files.length === 0 || !isWhollySeen(unit.reading.snapshot, module)) return undefined;
  if (unit.includes.some(({ uri }) => uri === undefined)) return undefined;
  const generated = unit.configuration.entries.get("generate")?.term;
  if (generated && mayContain(generated, word)) return undefined;
  return module;
}

/** Whether some `generate` may write a block of a type. */
function mayContain(generated: Term, word: string): boolean {
  if (generated.kind !== "object") return true;
  for (const { term } of generated.entries.values()) {
    if (term.kind !== "object") return true;
    const contents = term.entries.get("contents")?.term;
    // A text that is not wholly known is a template whose own words are.
    const text = contents?.kind === "value" ? contents.value.text : JSON.stringify(contents ?? "");
    if (text.includes(word)) return true;
  }
  return false;
}

/** The units of the stack that a dependency leads to, by their names, where all of them are known. */
export function unitsOfDependency(
  { snapshot }: TerragruntRuleContext,
  unit: Unit,
  label: string,
): ReadonlyMap<string, string> | undefined {
  const dependency = unit.dependencies.find((each) => each.label === label);
  if (!dependency?.enabled || dependency.isRepeated || dependency.directory === undefined) return undefined;
  const units = terragruntWorkspace(snapshot).stackUnits(dependency.directory, unit.reading);
  return units === "unknown" ? undefined : units;
}

/** The module of the unit that a dependency leads to, where all of its outputs are known. */
export function moduleOfDependency({ snapshot }: TerragruntRuleContext, unit: Unit, label: string): Module | undefined {
  const dependency = unit.dependencies.find((each) => each.label === label);
  if (!dependency?.enabled || dependency.isRepeated || dependency.directory === undefined) return undefined;
  const { directory } = dependency;
  if (snapshot.entry(`${directory}/terragrunt.stack.hcl`)) return undefined;
  const target = terragruntWorkspace(snapshot).unit(directory);
  return target && knownModule(target, "output");
}
