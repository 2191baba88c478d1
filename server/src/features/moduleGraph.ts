// Which modules call which, around one of them: what a picture of the estate is drawn from.

import type { Module } from "../model/module.js";
import { directoryOf, nameOf } from "../model/uri.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";

/** A module of the graph. */
export interface GraphNode {
  readonly directory: string;
  /** The end of its path, as long as is needed to tell it from the others. */
  readonly name: string;
  /** A file to open. */
  readonly uri: string;
}

/** One module call with a local source; the ends are directories. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The call's label. */
  readonly name: string;
}

export interface ModuleGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Modules that are connected and were left out for their number. */
  readonly omitted: number;
}

/** More boxes than this cannot be read on any screen. */
export const mostNodes = 120;

/**
 * The modules that are connected with one by calls, those nearest first. What it calls and who calls it, and so on in
 * the same direction: a sibling that shares a callee is not of interest.
 */
export function moduleGraph(snapshot: WorkspaceSnapshot, start: Module): ModuleGraph {
  const callees = (module: Module) =>
    [...module.declarationsOf("module")].flatMap(({ fact }) => snapshot.callee(module, fact.source) ?? []);
  const callers = (module: Module) => snapshot.callersOf(module).map((caller) => caller.module);
  const found = new Set([...reached(start, callees), ...reached(start, callers)]);
  const modules = [...found].slice(0, mostNodes);
  const shown = new Set(modules);
  const edges = modules.flatMap((module) =>
    [...module.declarationsOf("module")].flatMap(({ fact }): GraphEdge[] => {
      const callee = snapshot.callee(module, fact.source);
      return callee && shown.has(callee) ? [{ from: module.directory, to: callee.directory, name: fact.name }] : [];
    }),
  );
  const names = distinctNames(modules.map(({ directory }) => directory));
  return {
    nodes: modules.map((module) => ({
      directory: module.directory,
      name: names.get(module.directory) ?? module.directory,
      uri: fileToOpen(module),
    })),
    edges,
    omitted: found.size - modules.length,
  };
}

/** A module and all that a step leads to, nearest first. */
function reached(start: Module, step: (module: Module) => readonly Module[]): ReadonlySet<Module> {
  const found = new Set([start]);
  for (const module of found) for (const next of step(module)) found.add(next);
  return found;
}

/** Names by directory: the last part of each path, with parts before it where two would be the same. */
export function distinctNames(directories: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let open = directories.map((directory) => ({ directory, above: directoryOf(directory), name: nameOf(directory) }));
  for (let parts = 1; open.length > 0; parts++) {
    const counts = new Map<string, number>();
    for (const { name } of open) counts.set(name, (counts.get(name) ?? 0) + 1);
    const isDone = ({ name, above }: (typeof open)[number]) => counts.get(name) === 1 || parts > 8 || above === "";
    for (const each of open.filter(isDone)) names.set(each.directory, each.name);
    open = open
      .filter((each) => !isDone(each))
      .map(({ directory, above, name }) => ({
        directory,
        above: directoryOf(above),
        name: `${nameOf(above)}/${name}`,
      }));
  }
  return names;
}

function fileToOpen(module: Module): string {
  const main = module.files.find(({ entry }) => entry.name.startsWith("main.")) ?? module.files[0];
  return main?.entry.uri ?? module.directory;
}
