// The dependency graph of the units: who waits for whom, and where that goes round in a circle.

import type { TerragruntWorkspace } from "./workspace.js";

/** A dependency between two units, by their directories. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The label of the `dependency` block; undefined for an entry of `dependencies`. */
  readonly label: string | undefined;
}

export interface DependencyGraph {
  /** The directories of all units, sorted, and those that units depend on without there being a unit. */
  readonly nodes: readonly string[];
  readonly edges: readonly GraphEdge[];
}

/** The graph of all units of a workspace, those included that stacks generate. */
export function dependencyGraph(workspace: TerragruntWorkspace): DependencyGraph {
  const nodes = new Set<string>();
  const edges: GraphEdge[] = [];
  for (const directory of workspace.allUnitDirectories()) {
    nodes.add(directory);
    for (const edge of edgesFrom(workspace, directory)) {
      nodes.add(edge.to);
      edges.push(edge);
    }
  }
  return { nodes: [...nodes].sort(), edges };
}

/** What one unit depends on, each directory once. */
export function edgesFrom(workspace: TerragruntWorkspace, directory: string): readonly GraphEdge[] {
  const links = workspace.linksOf(directory);
  if (!links) return [];
  return links.directories.map((to) => ({
    from: directory,
    to,
    label: links.dependencies.find((dependency) => dependency.directory === to)?.label,
  }));
}

/**
 * The shortest way from a unit along its dependencies back to it, the unit first and last; undefined where there is none.
 * Dependencies with `enabled = false` do not count, as in Terragrunt.
 */
export function cycleThrough(workspace: TerragruntWorkspace, directory: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [directory];
  for (const at of queue) {
    for (const next of waitsFor(workspace, at)) {
      if (next === directory) return pathBack(directory, at, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return undefined;
}

/** Cycles in which every unit that is on one appears, each as `cycleThrough` gives it. */
export function dependencyCycles(workspace: TerragruntWorkspace): readonly (readonly string[])[] {
  const done = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const directory of [...unitsOnCycles(workspace)].sort()) {
    if (done.has(directory)) continue;
    const cycle = cycleThrough(workspace, directory);
    if (!cycle) continue;
    for (const each of cycle) done.add(each);
    cycles.push(cycle);
  }
  return cycles;
}

/** What is left after units without open dependencies, and those nobody waits for, are taken away again and again. */
function unitsOnCycles(workspace: TerragruntWorkspace): ReadonlySet<string> {
  const left = new Set<string>(workspace.allUnitDirectories());
  const waiting = new Map<string, number>();
  const waited = new Map<string, string[]>();
  for (const directory of left) {
    const targets = waitsFor(workspace, directory).filter((target) => left.has(target));
    waiting.set(directory, targets.length);
    for (const target of targets) {
      const list = waited.get(target);
      if (list) list.push(directory);
      else waited.set(target, [directory]);
    }
  }
  const free = [...left].filter((directory) => waiting.get(directory) === 0);
  for (const directory of free) {
    left.delete(directory);
    for (const dependent of waited.get(directory) ?? []) {
      const count = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, count);
      if (count === 0) free.push(dependent);
    }
  }
  return left;
}

function waitsFor(workspace: TerragruntWorkspace, directory: string): readonly string[] {
  const links = workspace.linksOf(directory);
  if (!links) return [];
  const disabled = new Set(links.dependencies.filter(({ enabled }) => !enabled).map((each) => each.directory));
  return disabled.size === 0 ? links.directories : links.directories.filter((target) => !disabled.has(target));
}

function pathBack(start: string, last: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path = [start];
  for (let at: string | undefined = last; at !== undefined && at !== start; at = cameFrom.get(at)) path.push(at);
  return [start, ...path.reverse()];
}
