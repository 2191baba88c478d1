// Where Terragrunt units name the variables and outputs of the modules that they run.

import type { FileRange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";

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

/** `dependency.LABEL.outputs.NAME` and the mock of it, in the units that depend on a unit. */
function outputsNamed(workspace: TerragruntWorkspace, directory: string, name: string): TerragruntUse[] {
  return workspace.dependentsOf(directory).flatMap((dependent) => {
    const labels = (workspace.linksOf(dependent)?.dependencies ?? [])
      .filter((each) => each.directory === directory)
      .map(({ label }) => label);
    return filesOf(workspace, dependent).flatMap((uri) => outputsIn(workspace, uri, labels, name));
  });
}

function outputsIn(
  workspace: TerragruntWorkspace,
  uri: string,
  labels: readonly string[],
  name: string,
): TerragruntUse[] {
  const facts = workspace.facts(uri);
  if (!facts) return [];
  const read = facts.references
    .filter(
      ({ root, names }) =>
        root === "dependency" && labels.includes(names[0] ?? "") && names[1] === "outputs" && names[2] === name,
    )
    .map(({ places }): TerragruntUse => ({ kind: "read", uri, range: { start: places[4] ?? 0, end: places[5] ?? 0 } }));
  const mocked = facts.blocks
    .filter(({ type, label }) => type === "dependency" && labels.includes(label ?? ""))
    .flatMap(({ keys }) => keys ?? [])
    .filter((each) => each.name === name)
    .map(({ range }): TerragruntUse => ({ kind: "write", uri, range }));
  return [...read, ...mocked];
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
