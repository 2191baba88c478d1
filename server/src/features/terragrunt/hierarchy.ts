// Which units depend on which: the call hierarchy of Terragrunt's units, and the graph that a picture is drawn from.

import type { StackComponent } from "../../model/terragrunt/component.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { directoryOf, nameOf, relativePath } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { GraphEdge, GraphNode, ModuleGraph } from "../moduleGraph.js";
import { distinctNames, mostNodes } from "../moduleGraph.js";
import type { HierarchyCall, HierarchyNode } from "../navigation/callHierarchy.js";
import { mainFile } from "./links.js";
import { dependencyOf, fileBehind } from "./outputPath.js";
import { terragruntPlace } from "./place.js";
import { terragruntSymbolAt } from "./symbol.js";

/** The unit that a place speaks of: the one a dependency leads to, else the one that the file is. */
export function unitAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): HierarchyNode | undefined {
  const place = terragruntPlace(snapshot, uri);
  if (!place) return undefined;
  const symbol = terragruntSymbolAt(snapshot, uri, offset);
  const dependency =
    symbol?.kind === "terragrunt" && symbol.what === "dependency"
      ? dependencyOf(terragruntPlace(snapshot, symbol.home) ?? place, symbol.name, symbol.item)?.directory
      : undefined;
  const own = place.role === "unit" || (place.role === "stack" && place.unit?.uri === uri);
  const directory = dependency ?? (own ? place.unit?.directory : undefined);
  return directory === undefined ? undefined : nodeOf(place.workspace, directory);
}

/** The units that depend on a unit or stack; undefined for a directory that is none. */
export function dependents(snapshot: WorkspaceSnapshot, directory: string): readonly HierarchyCall[] | undefined {
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.unit(directory) && !workspace.componentsIn(directory)) return undefined;
  return workspace.dependentsOf(directory).flatMap((from) => callsBetween(workspace, from, directory, from));
}

/** The units that a unit depends on, then its module; the units of a stack. Undefined for a directory that is neither. */
export function dependencies(snapshot: WorkspaceSnapshot, directory: string): readonly HierarchyCall[] | undefined {
  const workspace = terragruntWorkspace(snapshot);
  const unit = workspace.unit(directory);
  if (!unit) return workspace.componentsIn(directory)?.flatMap((component) => partOf(workspace, component));
  const units = workspace.dependenciesOf(directory).flatMap((to) => callsBetween(workspace, directory, to, to));
  const { module, from } = unit.source;
  const main = module && mainFile(module);
  if (!module || main === undefined || from === undefined || module.directory === directory) return units;
  const source = workspace.facts(from)?.blocks.find(({ type }) => type === "terraform")?.paths.source;
  const node = { directory: module.directory, name: nameOf(module.directory), uri: main };
  return [...units, { node, uri: from, ranges: source ? [source.range] : [] }];
}

/** A unit or stack of a stack, as what the stack calls. */
function partOf(workspace: TerragruntWorkspace, { directory, uri, item }: StackComponent): HierarchyCall[] {
  const node = directory === undefined ? undefined : nodeOf(workspace, directory);
  const block = workspace.blockFact(uri, item);
  return node ? [{ node, uri, ranges: block ? [block.labelRange ?? block.header] : [] }] : [];
}

/** The units whose module is in a directory, as callers of it. */
export function unitsOfModule(snapshot: WorkspaceSnapshot, directory: string): readonly HierarchyCall[] {
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.isUsed) return [];
  return workspace.usersOfModule(directory).flatMap((user) => {
    const from = workspace.unit(user)?.source.from;
    const node = nodeOf(workspace, user);
    if (!node || from === undefined || user === directory) return [];
    const source = workspace.facts(from)?.blocks.find(({ type }) => type === "terraform")?.paths.source;
    return [{ node, uri: from, ranges: source ? [source.range] : [] }];
  });
}

/** The calls from one unit to another, with `shown` as the node at the other end. */
function callsBetween(workspace: TerragruntWorkspace, from: string, to: string, shown: string): HierarchyCall[] {
  const node = nodeOf(workspace, shown);
  const links = workspace.linksOf(from);
  if (!node || !links) return [];
  const places = links.dependencies.filter(({ directory }) => directory === to);
  const byFile = new Map<string, { start: number; end: number }[]>();
  for (const { uri, item, label } of places) {
    const block = workspace.facts(uri)?.blocks.find((each) => each.item === item && each.label === label);
    const ranges = byFile.get(uri) ?? [];
    byFile.set(uri, ranges);
    if (block) ranges.push(block.labelRange ?? block.header);
  }
  if (byFile.size === 0) byFile.set(links.uri, []);
  return [...byFile].map(([uri, ranges]) => ({ node, uri, ranges }));
}

function nodeOf(workspace: TerragruntWorkspace, directory: string): HierarchyNode | undefined {
  const uri = workspace.linksOf(directory)?.uri ?? fileBehind(workspace, directory);
  return uri === undefined ? undefined : { directory, name: nameOf(directory), uri };
}

/** The units that are connected with the one of a file by dependencies, those nearest first, and their modules. */
export function unitGraph(snapshot: WorkspaceSnapshot, uri: string): (ModuleGraph & { start: string }) | undefined {
  const place = terragruntPlace(snapshot, uri);
  if (!place) return undefined;
  const { workspace } = place;
  const starts = place.role === "stack" ? startsOf(workspace, uri) : place.units;
  const [start] = starts;
  if (start === undefined) return undefined;
  const found = new Set<string>(starts);
  for (const step of [
    (directory: string) => [...workspace.dependenciesOf(directory), ...partsOf(workspace, directory)],
    (directory: string) => workspace.dependentsOf(directory),
  ]) {
    const reached = new Set(starts);
    for (const directory of reached) for (const next of step(directory)) reached.add(next);
    for (const directory of reached) found.add(directory);
  }
  // The units of a stack are shown also where what they are made from is elsewhere.
  const fileAt = (directory: string) =>
    nodeOf(workspace, directory)?.uri ?? (place.role === "stack" && starts.includes(directory) ? uri : undefined);
  const shown = [...found].filter((directory) => fileAt(directory) !== undefined).slice(0, mostNodes);
  const names = distinctNames(shown);
  const nodes: GraphNode[] = shown.map((directory) => ({
    directory,
    name: names.get(directory) ?? directory,
    uri: fileAt(directory) ?? directory,
  }));
  const edges = shown.flatMap((from): GraphEdge[] => [
    ...(workspace.linksOf(from)?.dependencies ?? []).flatMap(({ directory, label }): GraphEdge[] =>
      directory !== undefined && shown.includes(directory) ? [{ from, to: directory, name: label }] : [],
    ),
    ...partsOf(workspace, from).flatMap((to) => (shown.includes(to) ? [{ from, to, name: "unit of the stack" }] : [])),
  ]);
  return { nodes, edges, omitted: found.size - shown.length, start };
}

/** The directories that a stack generates into, directly; none for a unit. */
function partsOf(workspace: TerragruntWorkspace, directory: string): readonly string[] {
  return (workspace.componentsIn(directory) ?? []).flatMap((component) => component.directory ?? []);
}

/** The units and stacks of a stack; first the stack itself, where some unit depends on it as a whole. */
function startsOf(workspace: TerragruntWorkspace, uri: string): readonly string[] {
  const stack = directoryOf(uri);
  const parts = partsOf(workspace, stack);
  return workspace.dependentsOf(stack).length > 0 ? [stack, ...parts] : parts;
}

/** The units and stacks of a workspace by their path, for the search of symbols. */
export function unitNames(
  snapshot: WorkspaceSnapshot,
): readonly { readonly name: string; readonly uri: string; readonly directory: string }[] {
  const workspace = terragruntWorkspace(snapshot);
  if (!workspace.isUsed) return [];
  const root = commonRoot([...workspace.unitDirectories]);
  const shown = (directory: string) => {
    const path = relativePath(root, directory);
    return path.startsWith("./") ? path.slice(2) : path;
  };
  return [
    ...[...workspace.unitDirectories].map((directory) => ({
      name: shown(directory),
      uri: `${directory}/terragrunt.hcl`,
      directory,
    })),
    ...[...workspace.stackFiles].map((uri) => ({ name: shown(directoryOf(uri)), uri, directory: directoryOf(uri) })),
  ];
}

function commonRoot(directories: readonly string[]): string {
  let root = directories[0] === undefined ? "" : directoryOf(directories[0]);
  for (const directory of directories) {
    while (root !== "" && !directory.startsWith(`${root}/`)) {
      const above = directoryOf(root);
      if (above === root) return root;
      root = above;
    }
  }
  return root;
}
