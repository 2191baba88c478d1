// Where Terragrunt units name the variables and outputs of the modules that they run.

import type { FileRange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { dependentsOn, outputNames } from "./outputPath.js";

export interface TerragruntUse extends FileRange {
  readonly kind: "read" | "write";
}

/** The inputs that set a variable (`var.x`), and the references that read an output (`output.x`), of a module. */
export function terragruntUses(snapshot: WorkspaceSnapshot, module: Module, key: string): readonly TerragruntUse[] {
  const dot = key.indexOf(".");
  const [kind, name] = [key.slice(0, dot), key.slice(dot + 1)];
  if (kind !== "var" && kind !== "output") return [];
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.isUsed) return [];
  const found = new Map<string, TerragruntUse>();
  const add = (use: TerragruntUse) => found.set(`${use.uri} ${use.range.start}`, use);
  for (const directory of workspace.usersOfModule(module.directory)) {
    if (kind === "var") for (const use of inputsNamed(workspace, directory, name)) add(use);
    else for (const use of outputsNamed(workspace, directory, name)) add(use);
  }
  return [...found.values()];
}

function inputsNamed(workspace: TerragruntWorkspace, directory: string, name: string): TerragruntUse[] {
  return filesOf(workspace, directory).flatMap((uri) =>
    (workspace.facts(uri)?.inputs ?? [])
      .filter((each) => each.name === name)
      .map(({ range }): TerragruntUse => ({ kind: "write", uri, range })),
  );
}

/** Where the units that depend on a unit, or on a stack that it is part of, read the output or mock it. */
function outputsNamed(workspace: TerragruntWorkspace, directory: string, name: string): TerragruntUse[] {
  return [...dependentsOn(workspace, [directory])].flatMap((dependent) =>
    outputNames(workspace, dependent, name)
      .filter(({ owner }) => !owner.components && owner.directory === directory)
      .map(({ kind, uri, range }): TerragruntUse => ({ kind, uri, range })),
  );
}

/** A unit's file and those it includes. */
function filesOf(workspace: TerragruntWorkspace, directory: string): readonly string[] {
  const links = workspace.linksOf(directory);
  return links ? [links.uri, ...links.includes.flatMap(({ uri }) => uri ?? [])] : [];
}

/** Why renaming a module's variable or output would break units, as one sentence; undefined where it would not. */
export function terragruntObstacle(snapshot: WorkspaceSnapshot, module: Module, key: string): string | undefined {
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.isUsed) return undefined;
  for (const use of terragruntUses(snapshot, module, key)) {
    const concerned = workspace.includedBy(use.uri);
    const other = concerned.find((directory) => {
      const used = workspace.linksOf(directory)?.module;
      return used !== module.directory && key.startsWith("var.");
    });
    if (other !== undefined) {
      return `The name is given in ${use.uri.slice(use.uri.lastIndexOf("/") + 1)}, which units of other modules include as well.`;
    }
  }
  return undefined;
}
