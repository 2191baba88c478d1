// What each unit includes, reads and depends on, and the tables of who does.

import type { FileView, ResolvedInclude } from "./fileView.js";
import type { Reading } from "./reading.js";
import type { Unit } from "./unit.js";
import type { UnitDependency } from "./unitParts.js";

/** A file that `read_terragrunt_config` reads for a unit. */
export interface ReadLink {
  readonly uri: string;
  /** The file in which the call stands. */
  readonly from: string;
}

export interface UnitLinks {
  readonly directory: string;
  readonly uri: string;
  readonly includes: readonly ResolvedInclude[];
  readonly dependencies: readonly UnitDependency[];
  /** All directories it depends on, by `dependency` and by `dependencies`, without repetition. */
  readonly directories: readonly string[];
  readonly reads: readonly ReadLink[];
  /** The directory of its module, where that is local. */
  readonly module: string | undefined;
  readonly reading: Reading;
}

/** Who includes, reads, depends on and uses what: sets of unit directories. */
export interface LinkTables {
  readonly includedBy: ReadonlyMap<string, ReadonlySet<string>>;
  readonly readBy: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dependents: ReadonlyMap<string, ReadonlySet<string>>;
  readonly moduleUsers: ReadonlyMap<string, ReadonlySet<string>>;
}

const mostReads = 200;

/** Computes a unit's links, from facts where those suffice. */
export function unitLinks(unit: Unit): UnitLinks {
  const { dependencies, includes, source } = unit;
  const directories = new Set<string>();
  for (const dependency of dependencies) {
    for (const { directory } of [dependency, ...dependency.instances]) {
      if (directory !== undefined) directories.add(directory);
    }
  }
  const views = [unit.view, ...includes.flatMap(({ label }) => unit.view.includeView(label) ?? [])];
  for (const view of views) {
    for (const block of view.facts.blocks) {
      if (block.type !== "dependencies") continue;
      for (const path of view.pathList(block)) if (path.kind === "path") directories.add(path.uri);
    }
  }
  return {
    directory: unit.directory,
    uri: unit.uri,
    includes,
    dependencies,
    directories: [...directories],
    reads: readsOf(views, unit),
    module: source.directory,
    reading: unit.reading,
  };
}

/** The files that are read, also by files that are read. */
function readsOf(views: readonly FileView[], unit: Unit): readonly ReadLink[] {
  const found = new Map<string, ReadLink>();
  const queue = [...views];
  for (const view of queue) {
    for (const call of view.facts.calls) {
      const [path] = call.args;
      if (call.name !== "read_terragrunt_config" || path === undefined) continue;
      const target = view.callPath(path, view.context.directory);
      if (target.kind !== "path" || found.has(target.uri) || found.size >= mostReads) continue;
      const read = unit.readView(target.uri, view);
      if (!read) continue;
      found.set(target.uri, { uri: read.uri, from: view.uri });
      queue.push(read);
    }
  }
  return [...found.values()];
}

/** The tables of all units' links. */
export function linkTables(links: Iterable<UnitLinks>): LinkTables {
  const tables = {
    includedBy: new Map<string, Set<string>>(),
    readBy: new Map<string, Set<string>>(),
    dependents: new Map<string, Set<string>>(),
    moduleUsers: new Map<string, Set<string>>(),
  };
  for (const link of links) {
    for (const [table, targets] of edgesOf(link)) {
      for (const target of targets) {
        const users = tables[table].get(target);
        if (users) users.add(link.directory);
        else tables[table].set(target, new Set([link.directory]));
      }
    }
  }
  return tables;
}

const tableNames = ["includedBy", "readBy", "dependents", "moduleUsers"] as const;

/** A unit's links before and after some edits; undefined where there was, or is, no such unit. */
export interface ChangedLinks {
  readonly directory: string;
  readonly before: UnitLinks | undefined;
  readonly after: UnitLinks | undefined;
}

/** The tables after some units' links have changed or gone; the tables given stay as they are. */
export function updateTables(tables: LinkTables, changed: readonly ChangedLinks[]): LinkTables {
  const next: LinkTables = { ...tables };
  for (const name of tableNames) {
    const copies = new Map<string, Set<string>>();
    const change = (target: string): Set<string> => {
      const known = copies.get(target) ?? new Set(tables[name].get(target));
      copies.set(target, known);
      return known;
    };
    for (const { directory, before, after } of changed) {
      const old = before ? targetsOf(before, name) : [];
      const now = after ? targetsOf(after, name) : [];
      for (const target of old) if (!now.includes(target)) change(target).delete(directory);
      for (const target of now) if (!old.includes(target)) change(target).add(directory);
    }
    if (copies.size === 0) continue;
    const table = new Map(tables[name]);
    for (const [target, users] of copies) {
      if (users.size > 0) table.set(target, users);
      else table.delete(target);
    }
    (next as Record<(typeof tableNames)[number], ReadonlyMap<string, ReadonlySet<string>>>)[name] = table;
  }
  return next;
}

function edgesOf(link: UnitLinks): readonly (readonly [(typeof tableNames)[number], readonly string[]])[] {
  return tableNames.map((name) => [name, targetsOf(link, name)] as const);
}

function targetsOf(link: UnitLinks, table: (typeof tableNames)[number]): readonly string[] {
  switch (table) {
    case "includedBy":
      return link.includes.flatMap(({ uri }) => uri ?? []);
    case "readBy":
      return link.reads.map(({ uri }) => uri);
    case "dependents":
      return link.directories;
    case "moduleUsers":
      return link.module === undefined ? [] : [link.module];
  }
}
