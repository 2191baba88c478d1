// Which modules `init` has installed for a root module, in which versions.
//
// Source: OpenTofu's `internal/modsdir`: `.terraform/modules/modules.json` lists calls by their path from the root
// (`network.subnets`), with the directory each was put into. What is malformed in it counts as absent.

import { derived } from "./derived.js";
import type { Module } from "./module.js";
import { resolveUri } from "./uri.js";
import type { FileEntry, WorkspaceSnapshot } from "./workspace.js";

/** Where the list lies, from the root module. */
export const installedModulesPath = ".terraform/modules/modules.json";

export interface InstalledModule {
  readonly source: string;
  /** Undefined for modules that are not from a registry. */
  readonly version: string | undefined;
  /** From the root module: `.terraform/modules/vpc`. */
  readonly path: string;
}

const listed = derived((entry: FileEntry): ReadonlyMap<string, InstalledModule> => {
  const modules = new Map<string, InstalledModule>();
  let content: unknown;
  try {
    content = JSON.parse(entry.text);
  } catch {
    // A list that is being written is read again when it has changed.
    return modules;
  }
  const items = member(content, "Modules");
  for (const item of Array.isArray(items) ? (items as readonly unknown[]) : []) {
    const [key, source, version, path] = ["Key", "Source", "Version", "Dir"].map((name) => member(item, name));
    if (typeof key !== "string" || typeof source !== "string" || typeof path !== "string") continue;
    modules.set(key, { source, version: typeof version === "string" && version !== "" ? version : undefined, path });
  }
  return modules;
});

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** How far up the calls are followed; deeper modules are rare, and circles are mistakes. */
const deepest = 6;

/** What is installed for a call (`vpc`) of a module: told by the module's own list, else by that of one that calls it. */
export function installedModule(
  snapshot: WorkspaceSnapshot,
  module: Module,
  call: string,
): InstalledModule | undefined {
  return find(snapshot, module, call, 0)?.installed;
}

/** The directory that a call's module is installed in; undefined where it is not known. */
export function installedDirectory(snapshot: WorkspaceSnapshot, module: Module, call: string): string | undefined {
  const found = find(snapshot, module, call, 0) ?? findInside(snapshot, module, call);
  return found && resolveUri(found.root, found.installed.path);
}

interface Found {
  readonly installed: InstalledModule;
  /** The module whose list tells it. */
  readonly root: string;
}

function find(snapshot: WorkspaceSnapshot, module: Module, call: string, depth: number): Found | undefined {
  const entry = snapshot.entry(resolveUri(module.directory, installedModulesPath));
  const installed = entry && listed(entry).get(call);
  if (installed) return { installed, root: module.directory };
  if (depth >= deepest) return undefined;
  for (const { module: caller, key } of snapshot.callersOf(module)) {
    const above = find(snapshot, caller, `${key.slice("module.".length)}.${call}`, depth + 1);
    if (above) return above;
  }
  return undefined;
}

const installFolder = "/.terraform/modules/";

/** A module that is installed itself, and open in the editor: the list it stands in tells its own calls as well. */
function findInside(snapshot: WorkspaceSnapshot, { directory }: Module, call: string): Found | undefined {
  const at = directory.lastIndexOf(installFolder);
  if (at < 0) return undefined;
  const root = directory.slice(0, at);
  const entry = snapshot.entry(resolveUri(root, installedModulesPath));
  const modules: ReadonlyMap<string, InstalledModule> = entry ? listed(entry) : new Map();
  for (const [key, { path }] of modules) {
    const installed = resolveUri(root, path) === directory ? modules.get(`${key}.${call}`) : undefined;
    if (installed) return { installed, root };
  }
  return undefined;
}
