// What Terragrunt's units come to before and after an edit: their inputs, their module, the place of their state, …

import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { casePath, snapshotOf } from "./workspace.js";

/** Each unit, also those that stacks generate, by its path, with its configuration as plain data. */
export function renderedUnits(snapshot: WorkspaceSnapshot): Readonly<Record<string, unknown>> {
  const workspace = terragruntWorkspace(snapshot);
  const rendered: Record<string, unknown> = {};
  for (const directory of [...workspace.unitDirectories, ...workspace.generatedUnits.keys()].sort()) {
    // A directory that a stack copies from is no unit of its own.
    const isCatalog = [...workspace.generatedUnits.values()].some(({ uri }) => uri === `${directory}/terragrunt.hcl`);
    const isIncluded = workspace.includedBy(`${directory}/terragrunt.hcl`).length > 0;
    if (!isCatalog && !isIncluded) rendered[casePath(directory)] = workspace.unit(directory)?.render();
  }
  return rendered;
}

/** The same for texts by path. */
export async function renderedFiles(files: ReadonlyMap<string, string>): Promise<Readonly<Record<string, unknown>>> {
  return renderedUnits(await snapshotOf(files));
}
