// What stack files include and read, and what a stack in a folder has the outputs of.

import { derived } from "../derived.js";
import type { StackComponent } from "./component.js";
import { stackFile } from "./files.js";
import { FileView } from "./fileView.js";
import type { Unit } from "./unit.js";
import type { TerragruntWorkspace } from "./workspace.js";

/** The stack that a file is part of, and whether it is a stack file itself or only read. */
export interface StackUse {
  readonly stack: Unit;
  readonly role: "stack" | "read";
  /** The file that includes or reads it. */
  readonly from: FileView;
  /** The file as the stack sees it. */
  readonly view: FileView;
}

/** By the URI of the file: what the stacks of a workspace include and read, and for which stacks. */
export const stackUses = derived((workspace: TerragruntWorkspace): ReadonlyMap<string, readonly StackUse[]> => {
  const found = new Map<string, StackUse[]>();
  for (const stack of [...workspace.stackFiles].sort()) {
    for (const [uri, use] of usesOf(workspace.stack(stack))) {
      const uses = found.get(uri);
      if (uses) uses.push(use);
      else found.set(uri, [use]);
    }
  }
  return found;
});

/** Kept with the evaluated stack, which is another one as soon as a file is different that it has read. */
const usesOf = derived((stack: Unit): ReadonlyMap<string, StackUse> => {
  const found = new Map<string, StackUse>();
  const queue = [stack.view];
  for (const block of stack.view.facts.blocks) {
    if (block.type !== "include") continue;
    const path = stack.view.path(block, "path", stack.view.context.directory);
    if (path.kind !== "path" || path.uri === stack.uri || !stack.reading.isFile(path.uri)) continue;
    const view = new FileView(path.uri, stack.view.context, stack);
    found.set(path.uri, { stack, role: "stack", from: stack.view, view });
    queue.push(view);
  }
  for (const view of queue) {
    for (const { name, args } of view.facts.calls) {
      const [path] = args;
      if (name !== "read_terragrunt_config" || path === undefined) continue;
      const target = view.callPath(path, view.context.directory);
      const read = target.kind === "path" ? stack.readView(target.uri, view) : undefined;
      if (!read || read.uri === stack.uri || found.has(read.uri)) continue;
      found.set(read.uri, { stack, role: "read", from: view, view: read });
      queue.push(read);
    }
  }
  return found;
});

/** By a unit's file, the directories that stacks generate from it. */
export const generatedFrom = derived((workspace: TerragruntWorkspace): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [directory, { uri }] of workspace.generatedUnits) {
    const list = found.get(uri);
    if (list) list.push(directory);
    else found.set(uri, [directory]);
  }
  return found;
});

/**
 * The units among a stack's components, by their names, with the directories they are generated into. "unknown" where
 * they cannot all be told, or are not all of what the stack has.
 */
export function unitsOf(components: readonly StackComponent[]): ReadonlyMap<string, string> | "unknown" {
  const units = new Map<string, string>();
  for (const { kind, key, name, directory, enabled, uri } of components) {
    const isPlain = kind === "unit" && key === undefined && enabled === true && uri.endsWith(`/${stackFile}`);
    if (!isPlain || directory === undefined) return "unknown";
    units.set(name, directory);
  }
  return units;
}
